"""One believable message of each kind, for golden examples and contract tests."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import (
    AuditRecord,
    Card,
    Doubt,
    LedgerEntry,
    Media,
    NotificationDecided,
    NotificationDue,
)
from gigwire.contracts.ids import (
    MessageId,
    filter_number,
)
from gigwire.contracts.messages import (
    CleanProject,
    ProjectMatched,
    ProjectsFannedOut,
    RawBudget,
    RawProject,
    Tick,
    UniqueProject,
)
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import (
    FeedbackGiven,
    QuietHours,
    Subscriber,
    TelegramUpdate,
)
from gigwire.contracts.rates import RatesPublished
from gigwire.contracts.returned import NotificationReturned
from gigwire.contracts.sources import SourceCursor, SourcePolled
from tests.support.example_parts import (
    ANALYSIS,
    BOT,
    CHAT,
    CLUSTER,
    HIT,
    NOON,
    NOTIFICATION,
    PROJECT,
    RATES,
    SKETCH,
    UNIQUE,
    URL,
    USER,
    WANTED,
    envelope,
)
from tests.support.messages_later import LATER_BODIES

if TYPE_CHECKING:
    from gigwire.contracts.messages import Event

_BODIES: Final[dict[str, tuple[type[Event], dict[str, object]]]] = {
    **LATER_BODIES,
    "projects.raw": (
        RawProject,
        {
            "source": "fl",
            "native_id": "5520499",
            "url": URL,
            "title": "Телеграм-бот для записи клиентов (Бюджет: 10-20к ₽)",
            "body": "Нужен бот на <b>Python</b> и aiogram.<br/>Срок: две недели.",
            "budget": RawBudget(text="10-20к ₽", minimum=Decimal("10000.00"), currency="RUB"),
            "skills": ("Python",),
            "attachments": (SKETCH,),
            "published_at": NOON - timedelta(seconds=20),
            "seen_at": NOON,
        },
    ),
    "sources.polls": (
        SourcePolled,
        {
            "source": "fl",
            "url": "https://www.fl.ru/rss/all.xml",
            "outcome": "new",
            "status": 200,
            "duration_ms": 120,
            "bytes": 51_200,
            "items": 60,
            "new_items": 1,
        },
    ),
    "sources.cursors": (
        SourceCursor,
        {"source": "fl", "etag": '"a1"', "seen": {"5520499": "9f0e"}, "next_poll_at": NOON},
    ),
    "projects.clean": (CleanProject, {"kind": "new", "project": PROJECT}),
    "projects.unique": (UniqueProject, UNIQUE.model_dump()),
    "projects.fanout": (
        ProjectsFannedOut,
        {"projects": (UNIQUE,), "analyses": (ANALYSIS,), "rates": (RATES,)},
    ),
    "ticks": (Tick, {"partition": 5, "looked_at": 12_430}),
    "subscribers": (
        Subscriber,
        {
            "user_id": USER,
            "chat_id": CHAT,
            "version": 4,
            "locale": "ru",
            "currency": "RUB",
            "timezone": "Europe/Kyiv",
            "filters": (WANTED,),
            "quiet_hours": (QuietHours(start_minute=1320, end_minute=480, days=(0, 1, 4)),),
            "peace": Peace(urgent_percentile=95, mutes=(Mute(kind="word", value="seo"),)),
            "last_update_id": 17,
            "media": True,
            "bot": BOT,
        },
    ),
    "matches": (
        ProjectMatched,
        {
            "partition": 5,
            "project": UNIQUE,
            "users": (USER,),
            "filters": (filter_number(WANTED.filter_id),),
            "scores": (740,),
            "rates": RATES,
        },
    ),
    "telegram.updates": (
        TelegramUpdate,
        {
            "update_id": 17,
            "user_id": USER,
            "chat_id": CHAT,
            "payload": {
                "update_id": 17,
                "message": {
                    "message_id": 2,
                    "date": 1_795_262_400,
                    "chat": {"id": CHAT, "type": "private", "first_name": "Илья"},
                    "from": {"id": USER, "is_bot": False, "first_name": "Илья"},
                    "text": "/start",
                },
            },
            "received_at": NOON,
            "bot": BOT,
        },
    ),
    "feedback": (
        FeedbackGiven,
        {
            "user_id": USER,
            "action": "save",
            "notification_id": NOTIFICATION,
            "cluster_id": CLUSTER,
        },
    ),
    "notifications.due": (
        NotificationDue,
        {
            "notification_id": NOTIFICATION,
            "user_id": USER,
            "chat_id": CHAT,
            "kind": "instant",
            "lane": 1,
            "locale": "ru",
            "currency": "RUB",
            "cluster_id": CLUSTER,
            "content": Card(
                project=UNIQUE, hit=HIT, media=Media(kind=SKETCH.kind, file=SKETCH.url)
            ),
            "seen_at": NOON,
            "bot": BOT,
        },
    ),
    "notifications.decisions": (
        NotificationDecided,
        {
            "user_id": USER,
            "cluster_id": CLUSTER,
            "revision": 0,
            "decision": "instant",
            "reason": "fits",
            "notification_id": NOTIFICATION,
            "score": 740,
        },
    ),
    "notifications.ledger": (
        LedgerEntry,
        {
            "notification_id": NOTIFICATION,
            "user_id": USER,
            "chat_id": CHAT,
            "kind": "instant",
            "state": "SENT",
            "cluster_id": CLUSTER,
            "message_id": MessageId(12),
            "is_captioned": True,
            "seen_at": NOON,
            "bot": BOT,
        },
    ),
    "notifications.returned": (
        NotificationReturned,
        {
            "notification_id": NOTIFICATION,
            "kind": "instant",
            "user_id": USER,
            "cards": (
                Card(
                    project=UNIQUE,
                    hit=HIT,
                    doubt=Doubt(notification_id=NOTIFICATION, kind="instant"),
                ),
            ),
            "reason": "timeout",
        },
    ),
    "rates": (
        RatesPublished,
        {
            "date": "2026-11-20",
            "usd_per_unit": {"USD": Decimal(1), "EUR": Decimal("1.09"), "RUB": Decimal("0.0124")},
            "publisher": "ann",
        },
    ),
    "ops.audit": (
        AuditRecord,
        {
            "actor": "ann",
            "action": "replay",
            "arguments": {"topic": "projects.raw"},
            "records": 3,
            "is_dry_run": False,
        },
    ),
}
TOPIC_NAMES: Final = tuple(_BODIES)


def message(topic: str) -> Event:
    """A believable message of a topic, the same on every call."""
    model, body = _BODIES[topic]
    return model.model_validate({**envelope(f"{topic}-1"), **body})
