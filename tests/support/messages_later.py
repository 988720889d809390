"""Believable messages of what is sent at a time and to many; the rest stands in `messages`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gigwire.contracts.broadcasts import (
    Broadcast,
    BroadcastId,
    BroadcastProgressed,
    Screen,
    Segment,
)
from gigwire.contracts.delivery import Button, Reply
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.ids import ChatId, MessageId, UserId
from gigwire.contracts.orders import Ban, NotePublished
from gigwire.contracts.reminders import Reminder, ScheduleId
from gigwire.contracts.schedule import ScheduleRequested

if TYPE_CHECKING:
    from gigwire.contracts.messages import Event

EVENING: Final = datetime(2026, 11, 21, 18, tzinfo=UTC)
WHO: Final = UserId(700_000_004)
WHERE: Final = ChatId(700_000_004)
REMINDER: Final = Reminder(
    schedule_id=ScheduleId("a1f0"),
    at=EVENING,
    title="Телеграм-бот для записи клиентов",
    url="https://www.fl.ru/projects/5520499/telegram-bot.html",
    message_id=MessageId(12),
)
LATER_BODIES: Final[dict[str, tuple[type[Event], dict[str, object]]]] = {
    "notifications.scheduled": (
        ScheduleRequested,
        {
            "schedule_id": "a1f0",
            "user_id": WHO,
            "chat_id": WHERE,
            "at": EVENING,
            "content": Reply(text="Напоминание", reply_to=MessageId(12)),
            "locale": "ru",
        },
    ),
    "people.forgotten": (
        PersonForgotten,
        {
            "user_id": WHO,
            "chat_id": WHERE,
            "last_update_id": 17,
            "applied": (16, 17),
            "ban": Ban(by="telegram:700000005", at=EVENING),
        },
    ),
    "ops.notes": (NotePublished, {"text": "FL.ru answers slowly", "by": "telegram:700000005"}),
    "broadcasts": (
        Broadcast,
        {
            "broadcast_id": BroadcastId("b7c1"),
            "version": 3,
            "state": "running",
            "author": WHO,
            "text": "<b>News</b>: filters by phrase",
            "keyboard": ((Button(text="Read", url="https://gigwire.invalid/news"),),),
            "segment": Segment(locales=("ru",), least_filters=1, words=("python",)),
            "at": EVENING,
            "approved_by": UserId(700_000_005),
            "changed_by": "telegram:700000005",
            "audience": 1_204,
            "screens": (Screen(user_id=WHO, chat_id=WHERE, message_id=MessageId(31), bot="main"),),
        },
    ),
    "broadcasts.progress": (
        BroadcastProgressed,
        {
            "broadcast_id": BroadcastId("b7c1"),
            "partition": 5,
            "audience": 51,
            "cursor": WHO,
            "emitted": 22,
            "sent": 19,
            "failed": 1,
            "ledger_from": 4_711,
        },
    ),
}
