"""One believable message of each kind, for golden examples and contract tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import (
    AuditRecord,
    Card,
    LedgerEntry,
    Media,
    NotificationDecided,
    NotificationDue,
)
from gigwire.contracts.ids import (
    ChatId,
    ClusterId,
    EventId,
    FilterId,
    MessageId,
    ProjectKey,
    TraceId,
    UserId,
    filter_number,
    notification_id,
)
from gigwire.contracts.messages import (
    Analysis,
    Attachment,
    Budget,
    CleanProject,
    Client,
    DatedRates,
    Hit,
    Link,
    Origin,
    Project,
    ProjectMatched,
    ProjectsFannedOut,
    RatesPublished,
    RawBudget,
    RawProject,
    Tick,
    UniqueProject,
    UserHit,
)
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import (
    FeedbackGiven,
    Filter,
    QuietHours,
    Subscriber,
    TelegramUpdate,
)
from gigwire.contracts.sources import SourceCursor, SourcePolled
from tests.support.messages_later import LATER_BODIES, REMINDER

if TYPE_CHECKING:
    from gigwire.contracts.messages import Event

NOON: Final = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)
USER: Final = UserId(700_000_004)
BOT: Final = "east"
CHAT: Final = ChatId(700_000_004)
CLUSTER: Final = ClusterId("5f0c2b7de1a94c3388d1aa02")
URL: Final = "https://www.fl.ru/projects/5520499/telegram-bot.html"


def envelope(name: str, seconds: float = 0) -> dict[str, object]:
    """The fields of Event for an example called `name`."""
    return {
        "event_id": EventId(name),
        "trace_id": TraceId("fl:5520499:1"),
        "event_time": NOON + timedelta(seconds=seconds),
        "origin": Origin(topic="projects.raw", partition=3, offset=41),
    }


SKETCH: Final = Attachment(
    kind="photo", url="https://files.fl.example/5520499/sketch.png?sign=9f", name="sketch.png"
)
PROJECT: Final = Project(
    key=ProjectKey("fl:5520499"),
    source="fl",
    native_id="5520499",
    url=URL,
    title="Телеграм-бот для записи клиентов",
    body="Нужен бот на Python и aiogram.\nСрок: две недели.",
    budget=Budget(
        minimum=1_000_000,
        maximum=2_000_000,
        currency="RUB",
        usd_minimum=12_300,
        usd_maximum=24_700,
        rate_date="2026-11-20",
    ),
    skills=("Python", "Telegram API"),
    category="Программирование / Чат-боты",
    language="ru",
    client=Client(native_id="88", name="Студия", rating=4.8, reviews=24, is_verified=True),
    bids=3,
    attachments=(SKETCH,),
    published_at=NOON - timedelta(seconds=20),
    seen_at=NOON,
    content_hash="9f0e",
)
UNIQUE: Final = UniqueProject.model_validate(
    {
        **envelope("unique-1", 0.1),
        "kind": "new",
        "cluster_id": CLUSTER,
        "project": PROJECT,
        "links": (Link(source="fl", url=URL),),
    }
)
ANALYSIS: Final = Analysis(
    analyser=2,
    title="телеграм бот для записи клиентов",
    body="нужен бот на python и aiogram срок две недели",
    skills=("python", "telegram api"),
    category="программирование чат боты",
    client="студия",
    keys={"записи": "запись", "клиентов": "клиент", "недели": "неделя", "телеграм": "telegram"},
)
RATES: Final = DatedRates(
    date="2026-11-20",
    usd_per_unit={"USD": Decimal(1), "EUR": Decimal("1.15"), "RUB": Decimal("0.0124")},
)
HIT: Final = UserHit(
    user_id=USER,
    score=740,
    hits=(
        Hit(
            filter_id=FilterId("f1"),
            filter_name="python, telegram",
            title_terms=("телеграм",),
            body_terms=("python",),
            is_budget_met=True,
        ),
    ),
)
NOTIFICATION: Final = notification_id(USER, CLUSTER, "instant")
WANTED: Final = Filter(
    filter_id=FilterId("f1"),
    name="python, telegram",
    query="(python | telegram) (бот python | aiogram) -wordpress source:fl lang:(en | ru)"
    " budget>=100usd",
)

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
    "ticks": (Tick, {"partition": 5}),
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
