"""Everything the server knows, as the sum of its journal: people, chats, messages, counters.

One way in: `commit` writes an event, then applies it; a restart applies the same events again.
Owns no rule of the Bot API (see sending, editing, people) and no waiting (see updates).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.telegram.chats import Chat, headline, preview
from local.telegram.lab_clock import LabClock
from local.telegram.reading import integer, mapping, text_of
from local.telegram.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.runtime.clock import Clock
    from local.telegram.journal import Event, Journal, Place
    from local.telegram.rules import Handler

User = dict[str, object]
Message = dict[str, object]


class World(Rules):
    """State rebuilt from the journal at start, changed only by `commit`."""

    def __init__(self, journal: Journal, clock: Clock, me: User) -> None:
        super().__init__(LabClock(clock))
        self.journal = journal
        self.me = me
        self.people: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.commands: dict[str, object] = {}
        self.queries: dict[str, Event] = {}
        self.last_message_id = 0
        self.last_query = 0
        self.listeners: list[Callable[[Event], None]] = []
        self._apply: dict[str, Handler] = {
            **self.rule_handlers(),
            "person": self._on_person,
            "group": self._on_group,
            "sent": self._on_sent,
            "edited": self._on_edited,
            "deleted": self._on_deleted,
            "said": self._on_said,
            "pressed": self._on_pressed,
            "membership": self._on_membership,
            "answered": self._on_answered,
            "commands": self._on_commands,
            "read": self._on_read,
            "access": self._on_access,
            "role": self._on_role,
            "topic": self._on_topic,
            "migrated": self._on_migrated,
            "muted": self._on_muted,
            "crowd": self._on_crowd,
        }
        for place, event in journal.events():
            self._apply[text_of(event, "kind")](event, place)
        self.is_live = True

    def commit(self, kind: str, **fields: object) -> Event:
        """Write the event, apply it, tell the listeners. Returns the event."""
        event: Event = {"kind": kind, "at": self.clock.unix(), **fields}
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
        is_known = bool(event.get("has_started"))
        self._meet(mapping(event, "person"), _at(event), is_known=is_known)

    def _on_crowd(self, event: Event, _place: Place) -> None:
        crowd = mapping(event, "crowd")
        first, language = integer(crowd, "first_id"), crowd["language_code"]
        for user_id in range(first, first + integer(crowd, "count")):
            person: User = {"id": user_id, "is_bot": False, "first_name": f"Person {user_id}"}
            self._meet({**person, "language_code": language}, _at(event), is_known=True)
        self.crowds.append(crowd)

    def _meet(self, person: User, at: float, *, is_known: bool) -> None:
        user_id = integer(person, "id")
        self.people[user_id] = person
        about = {k: v for k, v in person.items() if k not in ("is_bot", "language_code")}
        chat = self.chats.setdefault(user_id, Chat(user_id, {}, touched=at))
        chat.about = {**about, "type": "private"}
        chat.members.add(user_id)
        chat.has_started = chat.has_started or is_known

    def _on_group(self, event: Event, _place: Place) -> None:
        about = mapping(event, "chat")
        chat = Chat(integer(about, "id"), about, has_started=True, touched=_at(event))
        members = event["members"]
        assert isinstance(members, list)
        chat.members.update(members)
        if event.get("is_forum"):
            chat.topics = {}
        admins = event.get("admins")
        if isinstance(admins, list):
            chat.admins = dict.fromkeys(admins, "administrator") | {admins[0]: "creator"}
        self.chats[chat.id] = chat
        self._queue(event, "my_chat_member", event.get("member"))

    def _on_sent(self, event: Event, place: Place) -> None:
        chat = self._keep(event, place, from_bot=True)
        if "keyboard" in event:
            chat.keyboard = mapping(event, "keyboard").get("keyboard")
        self.counters["accepted"] += 1
        self.counters[f"accepted.{event['method']}"] += 1
        self.verdict.sent(event)

    def _on_edited(self, event: Event, place: Place) -> None:
        message = mapping(event, "message")
        chat = self.chats[integer(mapping(message, "chat"), "id")]
        chat.places[integer(message, "message_id")] = place
        if chat.last and chat.last["message_id"] == message["message_id"]:
            chat.last = {**chat.last, "text": preview(message)}
        self.counters["edits"] += 1
        self.verdict.edited(event)

    def _on_deleted(self, event: Event, _place: Place) -> None:
        chat = self.chats[integer(event, "chat_id")]
        chat.places.pop(integer(event, "message_id"), None)
        if chat.last and chat.last["message_id"] == event["message_id"]:
            newest = max(chat.places, default=0)
            message = self.message(chat, newest)
            chat.last = headline(message, from_bot=self._is_mine(message)) if message else None
        self.counters["deleted"] += 1

    def _on_said(self, event: Event, place: Place) -> None:
        chat = self._keep(event, place, from_bot=False)
        chat.has_started = True
        chat.unread = 0
        self._queue(event, str(event.get("update_kind", "message")), event["message"])

    def _on_role(self, event: Event, _place: Place) -> None:
        chat, user = self.chats[integer(event, "chat_id")], integer(event, "user")
        role = event["role"]
        chat.admins.pop(user, None)
        (chat.members.discard if role == "left" else chat.members.add)(user)
        if role in ("creator", "administrator"):
            chat.admins[user] = str(role)

    def _on_topic(self, event: Event, place: Place) -> None:
        chat, thread = self.chats[integer(event, "chat_id")], integer(event, "thread_id")
        assert chat.topics is not None
        chat.topics.pop(thread, None)
        if event["state"] != "deleted":
            chat.topics[thread] = text_of(event, "state")
        if "message" in event:
            self._keep(event, place, from_bot=False)
            self._queue(event, "message", event["message"])

    def _keep(self, event: Event, place: Place, *, from_bot: bool) -> Chat:
        message = mapping(event, "message")
        chat = self.chats[integer(mapping(message, "chat"), "id")]
        message_id = integer(message, "message_id")
        chat.places[message_id] = place
        chat.touched = _at(event)
        chat.last = headline(message, from_bot=from_bot)
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
            self.updates.add(update_id, kind, body, _at(event), _chat_of(body))

    def _on_answered(self, event: Event, _place: Place) -> None:
        query = self.queries[text_of(event, "query_id")]
        query["is_answered"] = True
        self.counters["answers"] += 1

    def _on_commands(self, event: Event, _place: Place) -> None:
        self.commands[text_of(event, "scope")] = event["commands"]

    def _on_read(self, event: Event, _place: Place) -> None:
        self.chats[integer(event, "chat_id")].unread = 0

    def _on_access(self, event: Event, _place: Place) -> None:
        chat = self.chats[integer(event, "chat_id")]
        chat.access = text_of(event, "access")
        denied, topics = event["denied"], event["topics"]
        assert isinstance(denied, list)
        chat.denied = tuple(denied)
        if isinstance(topics, dict):
            chat.topics = {int(number): str(state) for number, state in topics.items()}
        self._queue(event, "my_chat_member", event.get("member"))

    def _on_migrated(self, event: Event, _place: Place) -> None:
        old = self.chats[integer(event, "chat_id")]
        about = mapping(event, "chat")
        new = Chat(integer(about, "id"), about, has_started=True, touched=_at(event))
        new.members.update(old.members)
        new.admins.update(old.admins)
        self.chats[new.id] = new
        old.migrated_to = new.id
        messages, ids = event["messages"], event["update_ids"]
        assert isinstance(messages, list)
        assert isinstance(ids, list)
        for message, update_id in zip(messages, ids, strict=True):
            self.last_message_id = max(self.last_message_id, integer(message, "message_id"))
            self._queue({**event, "update_id": update_id}, "message", message)

    def _on_muted(self, event: Event, _place: Place) -> None:
        self.chats[integer(event, "chat_id")].is_muted = bool(event["is_muted"])
        self.counters["mutes"] += bool(event["is_muted"])

    def _is_mine(self, message: Message | None) -> bool:
        sender = (message or {}).get("from")
        return isinstance(sender, dict) and sender.get("id") == self.me["id"]


def _at(event: Event) -> float:
    at = event["at"]
    assert isinstance(at, float)
    return at


def _chat_of(body: object) -> int:
    """The chat an update belongs to, for the order in which a webhook gets them."""
    if not isinstance(body, dict):
        return 0
    holder = body.get("message", body)
    chat = holder.get("chat") if isinstance(holder, dict) else None
    return integer(chat, "id") if isinstance(chat, dict) else 0
