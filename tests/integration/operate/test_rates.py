"""Publishing rates on a real broker: read whole at a stage's start, followed, audited, guarded."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.errors import ConfigurationError, Fatal
from gigwire.domain.rates import RateTable, bundled_sheet, current_rates
from gigwire.domain.rates.publish import Sheet, read_sheet
from gigwire.operate.rates import publish_sheet, read_book
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import Health
from gigwire.runtime.kafka import open_producer, read_to_end, wire_topic
from gigwire.runtime.logs import get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.process import Runtime
from gigwire.runtime.rates import FollowedRates
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.tasks import Stop, background
from gigwire.runtime.topics import apply_topics
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from gigwire.contracts.stages import Stage

BUNDLED = read_sheet(bundled_sheet(), date(2026, 11, 21))
SECONDS = 20.0


@pytest.fixture
def bare(kafka_broker: str, topic_prefix: str) -> Settings:
    """An installation without topics."""
    return Settings(kafka=KafkaSettings(bootstrap=kafka_broker, prefix=topic_prefix))


@pytest.fixture
async def settings(bare: Settings) -> Settings:
    """An installation with its topics."""
    await apply_topics(bare)
    return bare


def sheet(day: str, euro: str = "1.09") -> Sheet:
    """The bundled rates with another day and another euro."""
    rates = {**current_rates().usd_per_unit, "EUR": Decimal(euro)}
    return Sheet(RateTable(date=day, usd_per_unit=rates), "test")


def rates_of(settings: Settings, stage: Stage) -> FollowedRates:
    """The rates as a stage has them."""
    log = get_logger(stage)
    return FollowedRates(Runtime(settings, SYSTEM_CLOCK, Stop(), Health(stage), Metrics(), log))


async def publish(settings: Settings, wanted: Sheet, *, force: bool = False) -> bool:
    """Publish now."""
    return await publish_sheet(settings, wanted, SYSTEM_CLOCK.now(), force=force)


async def test_a_stage_starts_with_what_is_published_and_follows(settings: Settings) -> None:
    """The first project is converted by the published table; later tables come by themselves."""
    await publish(settings, sheet("2026-11-10"))
    rates = rates_of(settings, "normalise")
    await rates.load()
    assert rates.book.at("2026-11-30") == sheet("2026-11-10").table

    async with background(rates.follow()):
        await publish(settings, sheet("2026-11-20"))

        async def is_known() -> bool:
            return rates.book.newest == sheet("2026-11-20").table

        await until_async(is_known, SECONDS)
    assert rates.book.at("2026-11-19") == sheet("2026-11-10").table


async def test_an_empty_topic_leaves_the_bundled_table(settings: Settings) -> None:
    """An installation that never publishes converts by what it was shipped with."""
    rates = rates_of(settings, "fanout")
    await rates.load()

    assert rates.book.newest == current_rates()


async def test_a_strangers_record_leaves_the_tables_before_it(settings: Settings) -> None:
    """Garbage in the topic stops nobody."""
    await publish(settings, sheet("2026-11-10"))
    async with open_producer(settings, "test") as producer:
        await producer.send_and_wait(wire_topic(settings, "rates"), b"garbage", key=b"x")
    rates = rates_of(settings, "fanout")
    await rates.load()

    assert rates.book.newest == sheet("2026-11-10").table


async def test_a_stage_waits_for_the_topic(bare: Settings) -> None:
    """Without the topic nobody knows what was published: no project may be converted."""
    rates = rates_of(bare, "normalise")
    loading = asyncio.ensure_future(rates.load())
    with pytest.raises(Fatal, match="not read"):
        _ = rates.book
    await apply_topics(bare)
    await asyncio.wait_for(loading, SECONDS)

    assert rates.book.newest == current_rates()


async def test_publishing_is_audited_and_repeats_do_nothing(settings: Settings) -> None:
    """One record and one audit, however often the command is repeated."""
    assert await publish(settings, BUNDLED)
    assert not await publish(settings, BUNDLED)

    rows = await read_to_end(settings, "rates", [0])
    ((_, _, _, value),) = await read_to_end(settings, "ops.audit", [0])
    assert [key for _, _, key, _ in rows] == [b"2026-11-01"]
    audit = decode(AuditRecord, value)
    assert (audit.action, audit.arguments["date"]) == ("rates_publish", "2026-11-01")


async def test_a_doubtful_table_needs_force(settings: Settings) -> None:
    """A misplaced point is refused with its reason, and published when it is meant."""
    with pytest.raises(ConfigurationError, match=r"EUR: 10\.9 is more than") as caught:
        await publish(settings, sheet("2026-11-20", "10.9"))
    assert "--force" in caught.value.problems[-1]
    assert (await read_book(settings)).newest == current_rates()

    assert await publish(settings, sheet("2026-11-20", "10.9"), force=True)
    assert (await read_book(settings)).newest == sheet("2026-11-20", "10.9").table


async def test_publishing_without_topics_says_what_to_do(bare: Settings) -> None:
    """The line names the command."""
    with pytest.raises(ConfigurationError, match="gigwire topics apply"):
        await publish(bare, BUNDLED)
