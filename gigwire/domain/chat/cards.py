"""Presses on cards: keep, hide, more and less like this. Repeats change nothing; Undo for a while.

Each answers with a toast and new buttons; the text of the card stays. What a person keeps and mutes
is in their settings; what they like goes to `feedback` and comes back as the order of their cards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import digest, notification_id
from gigwire.contracts.peace import Mute
from gigwire.contracts.saved import MOST_SAVED, SavedCard
from gigwire.domain.cards.html import cut
from gigwire.domain.cards.keyboards import (
    MAX_OPTION,
    CardFace,
    Option,
    acts_shown,
    card_keyboard,
    hidden_keyboard,
    less_keyboard,
    lessened_keyboard,
)
from gigwire.domain.cards.places import BOARDS
from gigwire.domain.chat import snooze
from gigwire.domain.chat.stamps import STAMP, UNDO_MINUTES, is_late, stamp
from gigwire.domain.chat.turn import Decision, answer, edit, out_of_date
from gigwire.domain.taste import features_of_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.presses import CardPress
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Pressed, Said, Turn

MOST_MUTES: Final = 100
MOST_WORDS: Final = 3
MAX_TITLE: Final = 80


def press(turn: Turn, pressed: Pressed, read: CardPress) -> Decision:
    """Answer a press on a card; one from before cards told their cluster is out of date.

    To somebody forgotten only the link is left: their press must not bring a record back.
    """
    if read.cluster_id is None:
        return out_of_date(turn, pressed)
    if turn.subscriber is None:
        left = hidden_keyboard(CardFace(pressed.url, read.cluster_id, ""), "", turn.words)
        return Decision(says=(*out_of_date(turn, pressed).says, *edit(pressed, left)))
    if not read.notification_id:
        name = notification_id(turn.user_id, read.cluster_id, "instant")
        read = read._replace(notification_id=name)
    return _Press(turn, pressed, read, turn.subscriber).decide()


class _Press:
    """One press by a known person on a card whose cluster is known."""

    def __init__(self, turn: Turn, pressed: Pressed, read: CardPress, person: Subscriber) -> None:
        assert read.cluster_id is not None, "checked before"
        self.turn, self.pressed, self.read, self.person = turn, pressed, read, person
        self.words, self.cluster = turn.words, read.cluster_id
        acts = {*(acts_shown(pressed.keyboard) - {"save", "applied"}), *self._acts_kept()}
        self.face = CardFace(pressed.url, read.cluster_id, read.source, frozenset(acts))

    def decide(self) -> Decision:
        match self.read.verb:
            case "save" | "unsave" | "applied" | "unapplied":
                return self._keep()
            case "like" | "unlike":
                return self._like()
            case "hide" | "unhide":
                return self._hide()
            case "ask" | "back" | "less" | "unless":
                return self._menu()
            case "nap" | "snooze" | "wake":
                return snooze.on_card(self.turn, self.pressed, self.read, self.face)

    def _like(self) -> Decision:
        if self.read.verb == "like":
            return self._says(self.words("toast-liked"), self._with("like"))
        return self._says(self.words("toast-unliked"), self._without("like"))

    def _menu(self) -> Decision:
        if self.read.verb == "ask":
            return self._shows(less_keyboard(self.face, _options(self), self.words))
        if self.read.verb == "back":
            return self._shows(card_keyboard(self.face, self.words))
        return self._less() if self.read.verb == "less" else self._unless()

    def _kept(self) -> SavedCard | None:
        return next((one for one in self.person.saved if one.cluster_id == self.cluster), None)

    def _acts_kept(self) -> set[str]:
        """What the person's list says, whatever buttons a hidden card has lost."""
        known = self._kept()
        return set() if known is None else {"save", "applied"} if known.is_applied else {"save"}

    def _with(self, *acts: str) -> Keyboard:
        return card_keyboard(self.face._replace(acts=self.face.acts | {*acts}), self.words)

    def _without(self, *acts: str) -> Keyboard:
        return card_keyboard(self.face._replace(acts=self.face.acts - {*acts}), self.words)

    def _shows(self, keyboard: Keyboard, toast: str = "") -> Decision:
        """New buttons, and nothing else."""
        return Decision(says=(answer(self.pressed, toast), *edit(self.pressed, keyboard)))

    def _says(
        self, toast: str, keyboard: Keyboard, subscriber: Subscriber | None = None
    ) -> Decision:
        says: tuple[Said, ...] = (answer(self.pressed, toast), *edit(self.pressed, keyboard))
        message = self.pressed.message_id
        return Decision(subscriber, says, feedback=self.read, pressed_on=message)

    def _keep(self) -> Decision:
        words, saved, verb = self.words, self.person.saved, self.read.verb
        known, others = self._kept(), tuple(one for one in saved if one.cluster_id != self.cluster)
        if verb == "unsave":
            toast, keyboard = words("toast-unsaved"), self._without("save", "applied")
            return self._says(toast, keyboard, self._saves(others) if known else None)
        is_applied = verb == "applied"
        card = known or self._card()
        changed = card.model_copy(update={"is_applied": is_applied})
        if verb == "save":
            is_full = known is None and len(others) >= MOST_SAVED
            toast = words("toast-saved-full", limit=MOST_SAVED) if is_full else words("toast-saved")
            kept = None if known else self._saves((card, *others)[:MOST_SAVED])
            return self._says(toast, self._with("save"), kept)
        toast = words("toast-applied") if is_applied else words("toast-unapplied")
        keyboard = self._with("save", "applied") if is_applied else self._without("applied")
        same = tuple(changed if one is known else one for one in saved)
        kept = self._saves(same if known else (changed, *others)[:MOST_SAVED])
        return self._says(toast, keyboard, kept)

    def _saves(self, saved: tuple[SavedCard, ...]) -> Subscriber:
        return self.turn.changed(saved=saved)

    def _card(self) -> SavedCard:
        return SavedCard(
            cluster_id=self.cluster,
            title=cut(self.pressed.title, MAX_TITLE) or self.words("card-untitled"),
            url=self.pressed.url,
            source=self.read.source,
            at=self.turn.now,
        )

    def _hide(self) -> Decision:
        words = self.words
        if self.read.verb == "hide":
            keyboard = hidden_keyboard(self.face, stamp(self.turn.now), words)
            return self._says(words("toast-hidden"), keyboard)
        if self.read.argument and is_late(self.read.argument, self.turn.now):
            late = words("toast-undo-late", minutes=UNDO_MINUTES)
            return self._shows(hidden_keyboard(self.face, "", words), late)
        return self._says(words("toast-unhidden"), card_keyboard(self.face, words))

    def _less(self) -> Decision:
        """Mute what the button stands for, if the card still shows it."""
        words, mutes = self.words, self.person.peace.mutes
        found = {_argument(one): one for one in _mutes(self)}.get(self.read.argument)
        if found is None:
            return out_of_date(self.turn, self.pressed)
        if len(mutes) >= MOST_MUTES:
            return self._shows(card_keyboard(self.face, words), words("toast-mutes-full"))
        back = stamp(self.turn.now) + _argument(found)
        keyboard = lessened_keyboard(self.face, _name(found), back, words)
        self.read = self.read._replace(aspect=found.kind, subject=found.value)
        changed = None if found in mutes else self._mutes((*mutes, found))
        return self._says(words("toast-less", name=_name(found)), keyboard, changed)

    def _unless(self) -> Decision:
        words, mutes, argument = self.words, self.person.peace.mutes, self.read.argument
        if is_late(argument[:STAMP], self.turn.now):
            late = words("toast-undo-late", minutes=UNDO_MINUTES)
            return self._shows(card_keyboard(self.face, words), late)
        kept = tuple(one for one in mutes if _argument(one) != argument[STAMP:])
        changed = None if kept == mutes else self._mutes(kept)
        return self._says(words("toast-unless"), card_keyboard(self.face, words), changed)

    def _mutes(self, mutes: tuple[Mute, ...]) -> Subscriber:
        return self.turn.changed(peace=self.person.peace.model_copy(update={"mutes": mutes}))


def _mutes(press_: _Press) -> Iterator[Mute]:
    """What less can be wanted of: words that the person does not look for, the client, the board.

    A client's name that the card had to cut names nobody.
    """
    wanted = {word for one in press_.person.filters for word in features_of_text(one.query)}
    titled = [one for one in features_of_text(press_.pressed.title) if one not in wanted]
    for word in titled[:MOST_WORDS]:
        yield Mute(kind="word", value=word)
    if (client := press_.pressed.client) and not client.endswith("…"):
        yield Mute(kind="client", value=client)
    if press_.read.source:
        yield Mute(kind="source", value=press_.read.source)


def _options(press_: _Press) -> Iterator[Option]:
    for one in _mutes(press_):
        yield Option(_label(one, press_.words), _argument(one))


def _label(mute: Mute, words: Words) -> str:
    name = _name(mute)
    match mute.kind:
        case "word":
            return words("button-less-word", name=name)
        case "client":
            return words("button-less-client", name=name)
        case "source":
            return words("button-less-source", name=name)


def _name(mute: Mute) -> str:
    name = BOARDS.get(mute.value, (mute.value, ""))[0] if mute.kind == "source" else mute.value
    return cut(name, MAX_OPTION)


def _argument(mute: Mute) -> str:
    """A mute in seven characters: told apart among the few that one card offers."""
    return mute.kind[0] + digest(mute.kind, mute.value, size=3)
