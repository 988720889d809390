"""A group and its people talking to the real dispatcher: no process, no broker, no server.

Records go where Kafka would bring them: questions to a Telegram that knows the admins, updates to
the record of their key, everything due to a list.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from aiogram import Bot
from aiogram.types import Update

from bot.chat.groups import thread_of
from bot.chat.routes import build_dispatcher, decide
from bot.ingress.reading import read_update
from bot.lexicon import lexicon
from gigwire.contracts.delivery import Answer, KeyboardEdit, NotificationDue, Reply
from gigwire.contracts.groups import AdminQuestion
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId
from gigwire.contracts.people import ChatReport, Subscriber, TelegramUpdate
from gigwire.domain.chat import commands
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Around, Turn
from gigwire.domain.groups import reports
from local.telegram.members import OWN_RIGHTS, PERMISSIONS
from tests.support.gigs import NOON

if TYPE_CHECKING:
    from gigwire.domain.chat.records import Records

GROUP: Final = -1001
ADMIN, OTHER, MEMBER = 11, 12, 13
BOT_USER: Final = {"id": 1, "is_bot": True, "first_name": "Gigwire", "username": "gigwire_bot"}


@dataclass
class GroupTalk:
    """One chat at first. `admins` is what Telegram would answer now."""

    kind: str = "supergroup"
    is_forum: bool = False
    language: str = "en"
    admins: set[int] = field(default_factory=lambda: {ADMIN})
    chat_id: int = GROUP
    people: dict[int, Subscriber] = field(default_factory=dict)
    due: list[NotificationDue] = field(default_factory=list)
    asked: int = 0
    bot: str = "main"

    def __post_init__(self) -> None:
        self._ids = count(501)
        self._dispatcher = build_dispatcher()
        self._mute = Bot("1:" + "mute" * 9)
        self._waiting: deque[TelegramUpdate] = deque()
        self.last: dict[str, Any] = {}

    async def joins(self, before: str = "left", after: str = "member", by: int = ADMIN) -> None:
        """The bot's membership changes."""
        change = {"old_chat_member": _member(before), "new_chat_member": _member(after)}
        await self.comes("my_chat_member", {"from": self._person(by), **change})

    async def says(
        self, text: str, by: int = ADMIN, thread: int | None = None, **more: Any
    ) -> None:
        """Somebody says something; `more`: further fields of the message."""
        topic = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        body = {"from": self._person(by), "text": text, **topic, **more}
        await self.comes("message", {"message_id": next(self._ids), **body})

    async def presses(self, text: str, by: int = ADMIN, thread: int | None = None) -> None:
        """The newest button whose text holds this."""
        keyboards = [one.keyboard for one in self.said() if one.keyboard]
        (data, *_) = [one.data for row in keyboards[-1] for one in row if text in one.text]
        assert data is not None
        await self.presses_data(data, by, thread)

    async def presses_data(self, data: str, by: int = ADMIN, thread: int | None = None) -> None:
        """A button's data, whoever wrote it."""
        topic = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        message = {"message_id": 77, "date": 1, "chat": self._chat(), "from": BOT_USER, **topic}
        query = {"id": "q", "from": self._person(by), "chat_instance": "c", "data": data}
        await self.comes("callback_query", {**query, "message": message})

    async def comes(self, kind: str, body: dict[str, Any]) -> None:
        """An update of the Bot API, and all that follows from it."""
        own = {} if kind == "callback_query" else {"chat": self._chat(), "date": 1}
        self.last = {"update_id": next(self._ids), kind: {**own, **body}}
        await self.repeats()

    async def repeats(self) -> None:
        """The last update, once more."""
        self._waiting.append(read_update(self.last, NOON, self.bot))
        await self._settles()

    async def reports(self, reason: str, seconds: float = 1.0, **more: Any) -> None:
        """Notify met something when it wrote to the group."""
        at = NOON + timedelta(seconds=seconds)
        event = TelegramUpdate(
            event_id=EventId(f"r{next(self._ids)}"), trace_id=TraceId("t"), event_time=at,
            update_id=0, user_id=UserId(GROUP), chat_id=ChatId(self.chat_id), payload={},
            received_at=at, report=ChatReport(reason=reason, **more), bot=self.bot,
        )  # fmt: skip
        self._waiting.append(event)
        await self._settles()

    @property
    def group(self) -> Subscriber:
        """The record under the first id."""
        return self.people[GROUP]

    def status(self) -> str:
        """Whether the group is served."""
        return self.group.status

    def said(self, to: int | None = None) -> list[Reply | KeyboardEdit]:
        """What the bot said to a chat (the group), in order."""
        chat = self.chat_id if to is None else to
        return [
            one.content
            for one in self.due
            if one.chat_id == chat and isinstance(one.content, Reply | KeyboardEdit)
        ]

    def toast(self) -> Answer:
        """The answer to the last press."""
        (*_, last) = [one.content for one in self.due if isinstance(one.content, Answer)]
        return last

    async def _settles(self) -> None:
        while self._waiting:
            records = await self._records(self._waiting.popleft())
            if records.subscriber is not None:
                self.people[records.user_id] = records.subscriber
            further = [one.event for one in records.further]
            self._waiting += [one for one in further if isinstance(one, TelegramUpdate)]
            for one in (*records.due, *further):
                if isinstance(one, NotificationDue):
                    self._notify(one)

    def _notify(self, due: NotificationDue) -> None:
        if not isinstance(due.content, AdminQuestion):
            self.due.append(due)
            return
        self.asked += 1
        event = read_update(due.content.update, NOON, due.bot)
        same = {"user_id": due.user_id, "chat_id": due.chat_id}
        is_admin = due.content.sender in self.admins
        self._waiting.append(event.model_copy(update={**same, "is_admin": is_admin}))

    async def _records(self, event: TelegramUpdate) -> Records:
        update = None if event.report else Update.model_validate(event.payload)
        turn = Turn(
            event.update_id, event.user_id, event.chat_id, event.trace_id, NOON, lexicon,
            self.people.get(event.user_id), self.language, event.bot,
            Around(share_key=b"secret", bot_name="gigwire_bot"),
            thread_id=thread_of(update) if update else None,
            is_admin=event.is_admin, update=event.payload,
        )  # fmt: skip
        if event.report is not None:
            decision = (reports if event.user_id < 0 else commands).reported(
                turn, event, event.report
            )
        else:
            assert update is not None
            decision = (
                None if turn.is_repeat else await decide(self._dispatcher, self._mute, update, turn)
            )
        return records_of(turn, decision)

    def _person(self, user: int) -> dict[str, Any]:
        named = {"first_name": f"P{user}", "language_code": self.language}
        return {"id": user, "is_bot": False, **named}

    def _chat(self) -> dict[str, Any]:
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.chat_id, "type": self.kind, "title": "Readers", **forum}


def _member(status: str) -> dict[str, Any]:
    """A ChatMember of the bot: `mute` restricted, `poster` a channel's admin who may post."""
    member: dict[str, Any] = {"status": status, "user": BOT_USER}
    if status == "kicked":
        return {**member, "until_date": 0}
    if status in ("administrator", "poster"):
        rights = dict.fromkeys(OWN_RIGHTS, False)
        return {
            **member,
            **rights,
            "status": "administrator",
            "can_post_messages": status == "poster",
        }
    if status == "mute":
        denied = dict.fromkeys(PERMISSIONS, False)
        return {**member, **denied, "status": "restricted", "is_member": True, "until_date": 0}
    return member
