"""Replay and DLQ retry on a real broker: copies with headers, counted, audited, never twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.dead_letters import REPLAY_ID, dead_letter, to_headers
from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.errors import ConfigurationError, Poison
from gigwire.contracts.messages import Origin
from gigwire.domain.replay import replayable
from gigwire.operate.dlq import choose, read_buried, retry_letters
from gigwire.operate.replay import Range, count_of, run_replay
from gigwire.operate.scan import scan
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer, read_to_end, wire_topic
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.topics import apply_topics
from tests.support.messages import message

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

RECORDS = 40


@pytest.fixture
async def settings(kafka_broker: str, topic_prefix: str) -> Settings:
    """An installation of its own, with its topics."""
    made = Settings(kafka=KafkaSettings(bootstrap=kafka_broker, prefix=topic_prefix))
    await apply_topics(made)
    return made


async def fill(settings: Settings) -> None:
    """Write `RECORDS` raw projects under different keys."""
    async with open_producer(settings, "test") as producer:
        for number in range(RECORDS):
            await producer.send(
                wire_topic(settings, "projects.raw"),
                encode(message("projects.raw")),
                key=f"fl:{number}".encode(),
            )


async def all_records(settings: Settings, topic: str) -> list[ConsumerRecord]:
    """Everything that a topic holds."""
    now = SYSTEM_CLOCK.now() + timedelta(hours=1)
    partitions = replayable(topic).partitions
    return [one async for one in scan(settings, topic, partitions, now - timedelta(days=1), now)]


def last_hour() -> Range:
    """The range that holds what the test wrote."""
    now = SYSTEM_CLOCK.now()
    return Range("projects.raw", now - timedelta(hours=1), now + timedelta(minutes=1))


async def test_a_dry_run_counts_and_writes_nothing(settings: Settings) -> None:
    """Counting changes neither the topic nor the audit."""
    await fill(settings)
    counts = await count_of(settings, last_hour())
    assert sum(counts.values()) == RECORDS
    assert len(await all_records(settings, "projects.raw")) == RECORDS
    assert await read_to_end(settings, "ops.audit", [0]) == []


async def test_a_replay_copies_each_record_to_its_partition_with_its_origin(
    settings: Settings,
) -> None:
    """Key, value and partition stay; the replay's name and the origin are added; it is audited."""
    await fill(settings)
    copied = await run_replay(settings, last_hour(), "replay-1", RECORDS)
    records = await all_records(settings, "projects.raw")
    copies = [one for one in records if dict(one.headers).get(REPLAY_ID) == b"replay-1"]
    originals = {(one.partition, one.key, one.value) for one in records if not one.headers}
    assert copied == len(copies) == RECORDS
    assert {(one.partition, one.key, one.value) for one in copies} == originals
    audit = decode(AuditRecord, (await read_to_end(settings, "ops.audit", [0]))[0][3])
    assert (audit.records, audit.arguments["id"]) == (RECORDS, "replay-1")


async def test_a_second_replay_leaves_copies_out(settings: Settings) -> None:
    """Copies are not copied again: replaying twice adds the same number, not double."""
    await fill(settings)
    await run_replay(settings, last_hour(), "replay-1", RECORDS)
    assert await run_replay(settings, last_hour(), "replay-2", RECORDS) == RECORDS


def test_states_and_unknown_topics_cannot_be_replayed() -> None:
    """Copying an old state over a newer one is refused with the choices."""
    for name in ("notifications.ledger", "projects.rw"):
        with pytest.raises(ConfigurationError, match=r"projects\.raw"):
            replayable(name)


async def bury_one(settings: Settings) -> None:
    """Write one dead letter of normalise."""
    origin = Origin(topic="projects.raw", partition=5, offset=0)
    error = Poison("wrong_shape", "title: missing")
    letter = dead_letter("normalise", error, origin, SYSTEM_CLOCK.now(), [])
    async with open_producer(settings, "test") as producer:
        topic = wire_topic(settings, "projects.raw.dlq")
        await producer.send_and_wait(topic, b"{oops", key=b"fl:1", headers=to_headers(letter))


async def test_a_retried_letter_goes_back_untouched_and_is_not_listed_again(
    settings: Settings,
) -> None:
    """The original bytes return to their partition with a counted attempt; the list is empty."""
    await bury_one(settings)
    chosen = choose(await read_buried(settings), "projects.raw.dlq:0", None)
    await retry_letters(settings, chosen)
    (record,) = await all_records(settings, "projects.raw")
    assert (record.partition, record.key, record.value) == (5, b"fl:1", b"{oops")
    assert dict(record.headers)["x-attempt"] == b"1"
    assert [one.is_retried for one in await read_buried(settings)] == [True]
    assert choose(await read_buried(settings), None, "wrong_shape") == []


async def test_an_unknown_letter_is_refused_with_where_to_look(settings: Settings) -> None:
    """A typing slip names the command that lists the letters."""
    with pytest.raises(ConfigurationError, match="gigwire dlq list"):
        choose(await read_buried(settings), "projects.raw.dlq:9", None)
