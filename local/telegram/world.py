"""Everything the server knows, as the sum of its journal: people, chats, messages, counters.

One way in: `commit` writes an event, then applies it; a restart applies the same events again.
Owns no rule of the Bot API (see sending, editing, people) and no waiting (see updates).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local.telegram.limits import Limiter, LimitsConfig
from local.telegram.reading import integer, mapping, text_of
from local.telegram.updates import UpdateQueue

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.runtime.clock import Clock
    from local.telegram.journal import Event, Journal, Place

User = dict[str, object]
Message = dict[str, object]

PREVIEW_CHARACTERS = 140


@dataclass(slots=True)
class Chat:
    """One conversation. Messages are places in the journal, latest version each."""

    id: int
    about: dict[str, object]  # the Bot API's Chat object
    places: dict[int, Place] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    is_blocked: bool = False
    has_started: bool = False
    unread: int = 0
    touched: float = 0.0
    keyboard: object = None  # rows of the reply keyboard under the text box
    last: Message | None = None  # id, date, from_bot and first words of the newest message


class World:
    """State rebuilt from the journal at start, changed only by `commit`."""

    def __init__(self, journal: Journal, clock: Clock, me: User) -> None:
        self.journal = journal
        self.clock = clock
        self.me = me
        self.people: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.commands: dict[str, object] = {}
        self.queries: dict[str, Event] = {}
        self.counters: Counter[str] = Counter()
        self.violations: Counter[int] = Counter()  # by chat id; 0 is the whole bot
        self.limiter = Limiter(LimitsConfig())
        self.updates = UpdateQueue(clock)
        self.last_message_id = 0
        self.last_query = 0
        self.listeners: list[Callable[[Event], None]] = []
        self._apply: dict[str, Callable[[Event, Place], None]] = {
            "person": self._on_person,
            "group": self._on_group,
            "sent": self._on_sent,
            "edited": self._on_edited,
            "deleted": self._on_deleted,
            "said": self._on_said,
            "pressed": self._on_pressed,
            "membership": self._on_membership,
            "confirmed": self._on_confirmed,
            "allowed": self._on_allowed,
            "answered": self._on_answered,
            "commands": self._on_commands,
            "read": self._on_read,
            "limits": self._on_limits,
            "rejected": self._on_rejected,
            "observed": self._on_observed,
        }
        for place, event in journal.events():
            self._apply[text_of(event, "kind")](event, place)

    def commit(self, kind: str, **fields: object) -> Event:
        """Write the event, apply it, tell the listeners. Returns the event."""
        event: Event = {"kind": kind, "at": self.clock.now().timestamp(), **fields}
        place = self.journal.append(event)
        self._apply[kind](event, place)
        self.announce(event)
        return event

    def announce(self, event: Event) -> None:
        """Tell the listeners of something, recorded or (typing, say) not."""
        for listener in self.listeners:
            listener(event)

    def message(self, chat: Chat, message_id: int) -> Message | None:
        """The latest version of a message, read back from the journal."""
        event = self.stored(chat, message_id)
        return mapping(event, "message") if event else None

    def stored(self, chat: Chat, message_id: int) -> Event | None:
        """The event that last wrote a message."""
        place = chat.places.get(message_id)
        return self.journal.read(place) if place else None

    def _on_person(self, event: Event, _place: Place) -> None:
        person = mapping(event, "person")
        user_id = integer(person, "id")
        self.people[user_id] = person
        about = {k: v for k, v in person.items() if k not in ("is_bot", "language_code")}
        chat = self.chats.setdefault(user_id, Chat(user_id, {}, touched=_at(event)))
        chat.about = {**about, "type": "private"}
        chat.members.add(user_id)
        chat.has_started = chat.has_started or bool(event.get("has_started"))

    def _on_group(self, event: Event, _place: Place) -> None:
        about = mapping(event, "chat")
        chat = Chat(integer(about, "id"), about, has_started=True, touched=_at(event))
        members = event["members"]
        assert isinstance(members, list)
        chat.members.update(members)
        self.chats[chat.id] = chat

    def _on_sent(self, event: Event, place: Place) -> None:
        chat = self._keep(event, place, from_bot=True)
        if "keyboard" in event:
            chat.keyboard = mapping(event, "keyboard").get("keyboard")
        self.counters["accepted"] += 1
        self.counters[f"accepted.{event['method']}"] += 1

    def _on_edited(self, event: Event, place: Place) -> None:
        message = mapping(event, "message")
        chat = self.chats[integer(mapping(message, "chat"), "id")]
        chat.places[integer(message, "message_id")] = place
        if chat.last and chat.last["message_id"] == message["message_id"]:
            chat.last = {**chat.last, "text": _preview(message)}
        self.counters["edits"] += 1

    def _on_deleted(self, event: Event, _place: Place) -> None:
        chat = self.chats[integer(event, "chat_id")]
        chat.places.pop(integer(event, "message_id"), None)
        if chat.last and chat.last["message_id"] == event["message_id"]:
            newest = max(chat.places, default=0)
            message = self.message(chat, newest)
            chat.last = _headline(message, from_bot=self._is_mine(message)) if message else None
        self.counters["deleted"] += 1

    def _on_said(self, event: Event, place: Place) -> None:
        chat = self._keep(event, place, from_bot=False)
        chat.has_started = True
        chat.unread = 0
        self._queue(event, "message", event["message"])

    def _keep(self, event: Event, place: Place, *, from_bot: bool) -> Chat:
        message = mapping(event, "message")
        chat = self.chats[integer(mapping(message, "chat"), "id")]
        message_id = integer(message, "message_id")
        chat.places[message_id] = place
        chat.touched = _at(event)
        chat.last = _headline(message, from_bot=from_bot)
        chat.unread += from_bot
        self.last_message_id = max(self.last_message_id, message_id)
        return chat

    def _on_pressed(self, event: Event, _place: Place) -> None:
        query = mapping(event, "query")
        self.queries[text_of(query, "id")] = {
            "at": event["at"],
            "user": mapping(query, "from")["id"],
        }
        self.last_query += 1
        self.counters["presses"] += 1
        self._queue(event, "callback_query", query)

    def _on_membership(self, event: Event, _place: Place) -> None:
        self.chats[integer(event, "chat_id")].is_blocked = bool(event["is_blocked"])
        self._queue(event, "my_chat_member", event["member"])

    def _queue(self, event: Event, kind: str, body: object) -> None:
        update_id = event.get("update_id")
        if isinstance(update_id, int):
            self.updates.add(update_id, kind, body, _at(event))

    def _on_confirmed(self, event: Event, _place: Place) -> None:
        self.updates.forget_below(integer(event, "offset"))

    def _on_allowed(self, event: Event, _place: Place) -> None:
        kinds = event["kinds"]
        assert isinstance(kinds, list)
        self.updates.allow(kinds)

    def _on_answered(self, event: Event, _place: Place) -> None:
        query = self.queries[text_of(event, "query_id")]
        query["is_answered"] = True
        self.counters["answers"] += 1

    def _on_commands(self, event: Event, _place: Place) -> None:
        self.commands[text_of(event, "scope")] = event["commands"]

    def _on_read(self, event: Event, _place: Place) -> None:
        self.chats[integer(event, "chat_id")].unread = 0

    def _on_limits(self, event: Event, _place: Place) -> None:
        self.limiter = Limiter(LimitsConfig.model_validate(event["limits"]))

    def _on_rejected(self, event: Event, _place: Place) -> None:
        self.counters["rejected"] += 1
        self.counters[f"rejected.{event['code']}"] += 1
        self.counters[f"reason.{event['description']}"] += event["code"] != 429
        self._count_violation(event)

    def _on_observed(self, event: Event, _place: Place) -> None:
        self.counters["observed"] += 1
        self._count_violation(event)

    def _count_violation(self, event: Event) -> None:
        if scope := event.get("scope"):
            self.counters[f"violations.{scope}"] += 1
            self.violations[0 if scope == "global" else integer(event, "chat_id")] += 1

    def _is_mine(self, message: Message | None) -> bool:
        sender = (message or {}).get("from")
        return isinstance(sender, dict) and sender.get("id") == self.me["id"]


def _at(event: Event) -> float:
    at = event["at"]
    assert isinstance(at, float)
    return at


def _headline(message: Message, *, from_bot: bool) -> Message:
    return {
        "message_id": message["message_id"],
        "date": message["date"],
        "from_bot": from_bot,
        "text": _preview(message),
    }


def _preview(message: Message) -> str:
    return " ".join(str(message.get("text", "")).split())[:PREVIEW_CHARACTERS]
