"""What the wrapper does with records that can not be used, and when it stops instead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiokafka.partitioner import DefaultPartitioner

from gigwire.contracts.dead_letters import DeadLetter, from_headers
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import make_consumer, wire_topic
from streams.dlq import MOST_IN_A_ROW
from tests.support.stream_lab import ended
from tests.support.stream_pipeline import Pipeline, open_pipeline, raw_project

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 120  # a broker short of CPU was 40 s without leaders of topics just made
BAD = {
    "not_json": b"\x00\xff\xfe not text",
    "wrong_shape": b'{"event_id": "1", "title": 7}',
    "empty": b"",
}


async def letters(pipeline: Pipeline, count: int) -> list[tuple[DeadLetter, bytes]]:
    """The dead letters of projects.raw once there are so many, with their untouched bytes."""
    found: list[tuple[DeadLetter, bytes]] = []
    consumer = make_consumer(pipeline.settings, None)
    await consumer.start()
    try:
        consumer.subscribe([wire_topic(pipeline.settings, TOPICS["projects.raw"].dlq)])
        async with asyncio.timeout(SECONDS):
            while len(found) < count:
                record = await consumer.getone()
                found.append((from_headers(record.headers), record.value))
    finally:
        await consumer.stop()
    return found


async def clean(pipeline: Pipeline, count: int) -> int:
    """How many clean projects there are, once there are so many or time is up."""
    end = SYSTEM_CLOCK.monotonic() + SECONDS
    while True:
        found = len(await pipeline.values("projects.clean"))
        if found >= count or SYSTEM_CLOCK.monotonic() > end:
            return found
        await asyncio.sleep(0.2)


async def test_unusable_records_are_buried_untouched_and_the_rest_goes_on(
    kafka_broker: str, tmp_path: Path
) -> None:
    """Each bad record is in the DLQ with its reason and place; good ones between are not."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        pipeline.start("normalise")
        for number, value in enumerate(BAD.values()):
            await pipeline.observe(number)
            await pipeline.put("projects.raw", b"freelancer:bad", value)
        buried = await letters(pipeline, len(BAD))
        assert {letter.reason: value for letter, value in buried} == BAD
        assert {letter.origin.topic for letter, _ in buried} == {"projects.raw"}
        assert {letter.stage for letter, _ in buried} == {"normalise"}
        assert await clean(pipeline, len(BAD)) == len(BAD), pipeline.logs()


async def test_record_in_a_partition_of_another_key_is_poison(
    kafka_broker: str, tmp_path: Path
) -> None:
    """A key hashed otherwise would find no row of its project; it is refused, not misfiled."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        pipeline.start("normalise")
        key = b"freelancer:1"
        partitions = list(range(TOPICS["projects.raw"].partitions))
        right = DefaultPartitioner()(key, partitions, partitions)
        await pipeline.put("projects.raw", key, b"{}", partition=(right + 1) % len(partitions))
        [(letter, _)] = await letters(pipeline, 1)
        assert letter.reason == "wrong_partition"


async def test_nothing_but_poison_stops_the_worker(kafka_broker: str, tmp_path: Path) -> None:
    """A producer gone wrong does not move its whole topic into the DLQ."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        for _ in range(5 * MOST_IN_A_ROW):
            await pipeline.put("projects.raw", b"freelancer:1", b"<html>blocked</html>")
        await pipeline.flush()
        pipeline.start("normalise")
        assert await ended(pipeline.worker("normalise"), SECONDS) == 1, pipeline.logs()
        assert len(await pipeline.values("projects.raw.dlq")) == MOST_IN_A_ROW
        assert "TooMuchPoison" in pipeline.logs()


async def test_unforeseen_error_stops_the_worker_and_keeps_the_record(
    kafka_broker: str, tmp_path: Path
) -> None:
    """A table row that cannot be read is nobody's poison: stop, uncommitted, until it is mended."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        raw = raw_project(1)
        key = f"{raw.source}:{raw.native_id}".encode()
        changelog = "normalise-seen_by_project-changelog"
        await pipeline.put(changelog, key, b"not a row")
        await pipeline.observe(1)
        await pipeline.flush()
        pipeline.start("normalise")
        assert await ended(pipeline.worker("normalise"), SECONDS) == 1, pipeline.logs()
        assert not await pipeline.is_read("projects.raw", "normalise")
        await pipeline.put(changelog, key, None)
        await pipeline.flush()
        pipeline.start("normalise")
        assert await clean(pipeline, 1) == 1, pipeline.logs()


async def test_worker_told_to_stop_finishes_what_is_in_hand(
    kafka_broker: str, tmp_path: Path
) -> None:
    """SIGTERM: exit code 0, everything it took is committed, nothing is repeated by the next."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        pipeline.start("normalise")
        for number in range(50):
            await pipeline.observe(number)
        await clean(pipeline, 1)
        pipeline.worker("normalise").terminate()
        assert await ended(pipeline.worker("normalise"), SECONDS) == 0, pipeline.logs()
        pipeline.start("normalise")
        assert await clean(pipeline, 50) == 50, pipeline.logs()
        assert len(await pipeline.values("projects.clean")) == 50
