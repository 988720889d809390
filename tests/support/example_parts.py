"""The pieces that the examples of all topics are made of: one project, one person, one match."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from gigwire.contracts.ids import (
    ChatId,
    ClusterId,
    EventId,
    FilterId,
    ProjectKey,
    TraceId,
    UserId,
    notification_id,
)
from gigwire.contracts.messages import (
    Analysis,
    Attachment,
    Budget,
    Client,
    DatedRates,
    Hit,
    Link,
    Origin,
    Project,
    UniqueProject,
    UserHit,
)
from gigwire.contracts.people import (
    Filter,
)

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
