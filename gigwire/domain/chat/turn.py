"""One turn of the conversation: who spoke, in what state, and what is decided.

Every handler is `(turn, ...) -> Decision`. Owns the two shapes; decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from gigwire.contracts.delivery import Answer, Document, KeyboardEdit, Reply
from gigwire.contracts.ids import MAIN_BOT, EventId, digest
from gigwire.contracts.people import Subscriber
from gigwire.domain.admin.note import Noted
from gigwire.domain.chat import repeats
from gigwire.domain.chat.known import KnownProjects
from gigwire.domain.chat.locales import currency_for, locale_for
from gigwire.domain.chat.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gigwire.contracts.forgotten import PersonForgotten
    from gigwire.contracts.ids import ChatId, MessageId, TraceId, UserId
    from gigwire.contracts.messages import Event
    from gigwire.contracts.people import Dialog, Filter, Locale
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.presses import CardPress
    from gigwire.domain.cards.words import Words

Said = Reply | Document | Answer | KeyboardEdit


@dataclass(frozen=True)
class Around:
    """What a process has beside the person: the newest projects, the note, its links' key."""

    recent: Recent = field(default_factory=Recent)
    share_key: bytes = b""
    bot_name: str = ""  # without @; empty: links cannot be made
    noted: Noted = field(default_factory=Noted, kw_only=True)
    known: KnownProjects = field(default_factory=KnownProjects, kw_only=True)
    guide_url: str = ""  # of the guide for people; empty: there is none to link


@dataclass(frozen=True)
class Turn:
    """What a handler may know. `subscriber` is None for a person never seen."""

    update_id: int
    user_id: UserId
    chat_id: ChatId
    trace_id: TraceId
    now: datetime
    lexicon: Callable[[Locale], Words]
    subscriber: Subscriber | None = None
    language_code: str | None = None
    bot: str = MAIN_BOT  # which of our bots the person spoke to
    around: Around = field(default_factory=Around)
    attachment: str | None = None  # the text of a document that came with it
    thread_id: int | None = None  # the forum topic that it was said in
    is_admin: bool | None = None  # of a group, as Telegram answered; None: not asked
    update: dict[str, Any] = field(default_factory=dict)  # as the Bot API gave it
    gone: PersonForgotten | None = None  # where the person was forgotten

    @property
    def origin(self) -> str:
        """Names the update among those of all bots: each bot counts its own."""
        return str(self.update_id) if self.bot == MAIN_BOT else f"{self.bot}.{self.update_id}"

    @property
    def is_elsewhere(self) -> bool:
        """Whether a person of one bot spoke to another one."""
        return self.subscriber is not None and self.subscriber.bot != self.bot

    @property
    def person(self) -> Subscriber:
        """The subscriber, or what a new one would be."""
        if self.subscriber is not None:
            return self.subscriber
        locale = locale_for(self.language_code)
        ban = self.gone.ban if self.gone else None
        return Subscriber(
            event_id=EventId(digest(self.user_id, "subscriber", self.origin)),
            trace_id=self.trace_id,
            event_time=self.now,
            user_id=self.user_id,
            chat_id=self.chat_id,
            version=1,
            locale=locale,
            currency=currency_for(locale),
            bot=self.bot,
            ban=ban,
            status="blocked" if ban else "active",
        )

    @property
    def words(self) -> Words:
        """Texts in the person's language."""
        return self.lexicon(self.person.locale)

    @property
    def dialog(self) -> Dialog:
        """Where the conversation stands."""
        return self.person.dialog

    @property
    def is_repeat(self) -> bool:
        """Whether this update was applied before; what the person's own bot got is noted."""
        if self.subscriber is None:
            return self._was_before_the_end
        if self.is_elsewhere:
            return False
        held = self.subscriber
        return repeats.is_applied(self.update_id, held.last_update_id, held.applied)

    @property
    def _was_before_the_end(self) -> bool:
        """Whether this update, or a later one, was the last thing before all was forgotten."""
        gone = self.gone
        if gone is None or gone.returned_at is not None or gone.bot != self.bot:
            return False
        return repeats.is_applied(self.update_id, gone.last_update_id, gone.applied)

    def changed(self, **changes: object) -> Subscriber:
        """The person with these settings: next version, this update noted if it is their bot's."""
        if "filters" in changes:
            changes = {**changes, "filters": self._dated(changes["filters"])}
        version = self.subscriber.version + 1 if self.subscriber else 1
        envelope = {
            "event_id": EventId(digest(self.user_id, "subscriber", self.origin)),
            "trace_id": self.trace_id,
            "event_time": self.now,
            "version": version,
            **self._noted(changes.get("bot", self.person.bot) == self.bot),
        }
        after = self.person.model_copy(update={**changes, **envelope})
        return self._within(after)

    def _within(self, after: Subscriber) -> Subscriber:
        """The person within their limits; filters that were there before them stay."""
        filters, cards = after.ceilings.filters, after.ceilings.cards
        kept: dict[str, object] = {}
        if filters is not None:
            kept["filters"] = after.filters[: max(filters, len(self.person.filters))]
        if cards is not None:
            kept["daily_cap"] = min(cards, after.daily_cap)
        return after.model_copy(update=kept)

    def _noted(self, is_counted: bool) -> dict[str, object]:  # noqa: FBT001 - one of one
        """This update among those applied; each bot counts its own."""
        held = self.person
        last, applied = held.last_update_id, held.applied
        if is_counted:
            before = (last, applied) if held.bot == self.bot else (0, ())
            last, applied = repeats.noted(self.update_id, *before)
        return {"last_update_id": last, "applied": applied}

    def _dated(self, filters: object) -> tuple[Filter, ...]:
        """With the time on each filter that was not there, in this meaning, before."""
        assert isinstance(filters, tuple), "a person's filters"
        removed = self.dialog.removed
        known = {one.filter_id for one in self.person.filters}
        known |= {removed.filter.filter_id} if removed else set()
        return tuple(
            one if one.filter_id in known else one.model_copy(update={"since": self.now})
            for one in filters
        )

    def at(self, **changes: object) -> Subscriber:
        """The person with these changes of where the conversation stands."""
        return self.changed(dialog=self.dialog.model_copy(update=changes))

    def with_person(self, person: Subscriber) -> Turn:
        """The turn as it will be: what is shown next is shown to this person."""
        return replace(self, subscriber=person)


@dataclass(frozen=True)
class Pressed:
    """The button press that a turn answers. `message_id` is None for a message out of reach."""

    query_id: str
    message_id: MessageId | None
    url: str | None = None  # of the Open button that stood there
    title: str = ""  # of the card, as it is shown
    client: str = ""
    keyboard: Keyboard = ()


class Outgoing(NamedTuple):
    """A further record of a turn. `key` None: the person's; else that of its own topic."""

    topic: str
    event: Event
    key: bytes | None = None


@dataclass(frozen=True)
class Decision:
    """What a turn does. `subscriber` None: settings stay. `says` in the order they are sent."""

    subscriber: Subscriber | None = None
    says: tuple[Said, ...] = ()
    feedback: CardPress | None = None
    pressed_on: MessageId | None = None  # the card's message, where one was pressed
    further: tuple[Outgoing, ...] = ()
    forgets: Literal["", "asked", "ordered"] = ""  # nothing of the person is kept


NOTHING: Final = Decision()


def reply(text: str, keyboard: Keyboard = ()) -> Reply:
    """A new message of the bot."""
    return Reply(text=text, keyboard=keyboard)


def answer(pressed: Pressed, toast: str = "") -> Answer:
    """The end of a press; sent first, because the person's client waits for it."""
    return Answer(callback_query_id=pressed.query_id, text=toast)


def edit(pressed: Pressed, keyboard: Keyboard, text: str | None = None) -> tuple[KeyboardEdit, ...]:
    """Change the pressed message; nothing where it is out of reach."""
    if pressed.message_id is None:
        return ()
    return (KeyboardEdit(message_id=pressed.message_id, text=text, keyboard=keyboard),)


def out_of_date(turn: Turn, pressed: Pressed) -> Decision:
    """The answer to a button that means nothing any more."""
    return Decision(says=(answer(pressed, turn.words("toast-stale")),))
