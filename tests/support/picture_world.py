"""What the boards hold while pictures are taken: three days of projects, and some of our own.

The past goes to `projects.unique`, as dedupe would have written it; what appears later goes to
`projects.raw`, as collect would, with the addresses of the real boards.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.codec import encode
from gigwire.contracts.ids import ClusterId, EventId, TraceId, digest
from gigwire.contracts.messages import (
    Attachment,
    Client,
    Link,
    RawBudget,
    RawProject,
    UniqueProject,
)
from gigwire.domain import normalise
from gigwire.runtime.kafka import wire_topic
from local.boards.generator import Generator
from local.boards.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiokafka import AIOKafkaProducer

    from gigwire.runtime.settings import Settings
    from local.boards.model import Step

DAYS: Final = 3.2
PAST: Final = 420  # projects
SEED: Final = 11
HOSTS: Final = {
    "freelancer": "https://www.freelancer.com",
    "fl": "https://www.fl.ru",
    "kwork": "https://kwork.ru",
    "freelancehunt": "https://freelancehunt.com",
    "telegram_channel": "https://t.me",
}
# Of the day before, and three that are newer: what a person of Telegram bots would have got.
EARLIER: Final = (
    "Telegram bot that books tables in a restaurant",
    "Python scripts for a warehouse's stock lists",
    "Telegram bot with a quiz for students",
    "Price parser in Python, twelve shops",
    "FastAPI backend for a taxi dispatcher",
    "Telegram bot for a clinic's waiting list",
    "Python: letters from a mailbox into a CRM",
    "Telegram bot that sells tickets for a museum",
    "Speech to text for a podcast archive, Python",
    "Telegram bot with invoices and a calendar",
    "Django: a second language for a job board",
    "Python bot that watches prices of flights",
    "Telegram bot for a shop of bicycle parts",
    "Python service that resizes product photos",
)
NEWER: Final = (
    "Telegram bot for a bakery's morning orders",
    "Python developer for a delivery dashboard",
    "Telegram bot with a loyalty card",
)
BODY: Final = (
    "We run an online shop and want customers to order in Telegram: catalogue, basket, payment,"
    " a note to the manager. The shop has a REST API.\n"
    "What we need: a bot in Python (aiogram), deployment on our server, two weeks of support.\n"
    "Please send two bots that you made and say when you could begin."
)


def a_raw(title: str, number: int, **fields: Any) -> RawProject:
    """A project of our own at Freelancehunt, which tells deadlines."""
    now = datetime.now(UTC)  # noqa: TID251 - pictures of a real evening
    wanted: dict[str, Any] = {
        "source": "freelancehunt",
        "native_id": str(1_640_000 + number),
        "url": f"https://freelancehunt.com/project/{1_640_000 + number}.html",
        "title": title,
        "body": BODY,
        "budget": RawBudget(minimum=Decimal(450 + 70 * number), currency="USD", period="fixed"),
        "client": Client(name="Orchard & Co", rating=4.8, reviews=31, is_verified=True),
        "bids": 2 + number,
        "published_at": now - timedelta(minutes=1),
        "expires_at": (now + timedelta(days=5)).replace(hour=18, minute=0),
        "seen_at": now,
    }
    content = wanted | fields
    key = digest("picture", title, number)
    return RawProject(event_id=EventId(key), trace_id=TraceId(key), event_time=now, **content)


def sketches(count: int) -> tuple[Attachment, ...]:
    """Pictures that a client adds."""
    return tuple(
        Attachment(kind="photo", url=f"https://freelancehunt.com/files/sketch-{number}.png")
        for number in range(count)
    )


async def put(settings: Settings, producer: AIOKafkaProducer, *projects: RawProject) -> None:
    """The projects appear."""
    for raw in projects:
        key = f"{raw.source}:{raw.native_id}".encode()
        await producer.send_and_wait(wire_topic(settings, "projects.raw"), encode(raw), key=key)


async def put_past(settings: Settings, producer: AIOKafkaProducer) -> None:
    """Three days of projects, the oldest first."""
    now = datetime.now(UTC)  # noqa: TID251 - same
    past = [*_generated(now), *_ours(now)]
    wire = wire_topic(settings, "projects.unique")
    for project in sorted(past, key=lambda one: one.event_time):
        await producer.send(wire, encode(project), key=b"past", partition=0)
    await producer.flush()


def _ours(now: datetime) -> Iterator[UniqueProject]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    morning = midnight - timedelta(hours=16)
    moments = [morning + timedelta(minutes=63 * number) for number in range(len(EARLIER))]
    moments += [midnight + (now - midnight) * share for share in (0.7, 0.8, 0.9)]
    for number, (title, at) in enumerate(zip((*EARLIER, *NEWER), moments, strict=True)):
        yield _unique(
            a_raw(
                title, -number, published_at=at, seen_at=at, expires_at=None,
                budget=RawBudget(minimum=Decimal(150 + 50 * (number % 7)), currency="USD"),
            ),
            at,
        )  # fmt: skip


def _generated(now: datetime) -> Iterator[UniqueProject]:
    with TemporaryDirectory() as folder:
        world, rng = World(Path(folder)), Random(SEED)
        generator = Generator(SEED, world)
        for age in sorted((rng.random() * DAYS for _ in range(PAST)), reverse=True):
            step = generator.next_step(now - timedelta(days=age))
            world.append(step)
            if step.kind == "new":
                yield _unique(_raw(step), step.at)
        world.close()


def _raw(step: Step) -> RawProject:
    price = step.budget
    budget = price and RawBudget(
        minimum=None if price.minimum is None else Decimal(price.minimum),
        maximum=None if price.maximum is None else Decimal(price.maximum),
        currency=price.currency,
        period=price.period,
    )
    return a_raw(
        step.title, step.seq, source=step.board, native_id=step.native_id, body=step.body,
        url=HOSTS[step.board] + step.path.removeprefix(f"/{step.board}"),
        budget=budget, published_at=step.at, expires_at=None, seen_at=step.at,
    )  # fmt: skip


def _unique(raw: RawProject, at: datetime) -> UniqueProject:
    (clean,) = normalise.decide(raw, None, at).outputs
    return UniqueProject(
        event_id=EventId(digest("past", raw.event_id)),
        trace_id=raw.trace_id,
        event_time=at,
        kind="new",
        cluster_id=ClusterId(digest("cluster", raw.event_id)),
        project=clean.project,
        links=(Link(source=raw.source, url=clean.project.url),),
        revision=0,
    )
