"""The match stage as processes: edits take effect soon, and no answer is lost with its broker."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.ids import UserId
from gigwire.contracts.messages import ProjectMatched
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.fanout import batch_value, part_of
from gigwire.domain.rates import RateBook
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_admin, partition_of, wire_topic
from local.stack import LocalStack
from tests.support.gigs import a_step
from tests.support.stream_lab import ended
from tests.support.stream_pipeline import Pipeline, open_pipeline
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from pathlib import Path

EDIT_SECONDS = 1.0
SECONDS = 60.0


async def send(pipeline: Pipeline, *names: str) -> None:
    """A batch of projects about Python, to every partition, as fanout writes it."""
    value = batch_value([part_of(a_step(name)) for name in names], RateBook(), None)
    for partition in range(USER_PARTITIONS):
        await pipeline.put("projects.fanout", str(partition).encode(), value, partition)
    await pipeline.flush()


async def told(pipeline: Pipeline) -> set[tuple[int, str]]:
    """(user, cluster) of all matches so far."""
    found = [decode(ProjectMatched, one) for one in await pipeline.values("matches")]
    return {(user, one.project.cluster_id) for one in found for user in one.users}


async def test_filter_that_is_saved_or_removed_takes_effect_within_a_second(
    kafka_broker: str, tmp_path: Path
) -> None:
    """From the record of the settings to the first project they are obeyed for, end to end."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        await pipeline.subscribe(11, "python")
        pipeline.start("match")
        await send(pipeline, "before")

        async def is_serving() -> bool:
            return (11, "before") in await told(pipeline)

        await until_async(is_serving, SECONDS)
        began = SYSTEM_CLOCK.monotonic()
        await pipeline.subscribe(12, "python")
        await pipeline.subscribe(11, "plumbing", version=2)
        await pipeline.flush()
        await asyncio.sleep(EDIT_SECONDS - (SYSTEM_CLOCK.monotonic() - began))
        await send(pipeline, "after")

        async def is_told() -> bool:
            return (12, "after") in await told(pipeline)

        await until_async(is_told, SECONDS)
        assert (11, "after") not in await told(pipeline), pipeline.logs()


async def limit_matches(pipeline: Pipeline, largest: int) -> None:
    """Let the broker refuse batches of `matches` that are larger."""
    wire = wire_topic(pipeline.settings, "matches")
    limit = {"max.message.bytes": str(largest)}
    async with open_admin(pipeline.settings) as admin:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, wire, limit)])


async def test_packets_that_kafka_refuses_commit_none_of_their_inputs(
    kafka_broker: str, tmp_path: Path
) -> None:
    """The worker ends instead; the next one, when they are taken, tells all of them."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        await pipeline.subscribe(11, "python")
        await limit_matches(pipeline, 200)
        pipeline.start("match")
        await pipeline.flush()
        await until_async(lambda: pipeline.is_read("subscribers", "match"), SECONDS)
        await send(pipeline, "c1", "c2")
        assert await ended(pipeline.worker("match"), SECONDS) == 1, pipeline.logs()
        assert not await pipeline.is_read("projects.fanout", "match")
        assert not await told(pipeline)
        await limit_matches(pipeline, 1_000_000)
        await until_async(lambda: _revived(pipeline), SECONDS)
        assert await told(pipeline) == {(11, "c1"), (11, "c2")}, pipeline.logs()


@pytest.mark.long
async def test_broker_killed_among_packets_loses_no_match(tmp_path: Path) -> None:
    """Inputs are committed only after Kafka has stored the packets that they caused."""
    people, batches = range(11, 41), 60
    clusters = [[f"c{number}-{place}" for place in range(20)] for number in range(batches)]
    async with (
        LocalStack(tmp_path / "stack", only=("kafka",)) as stack,
        open_pipeline(stack.addresses["kafka"], tmp_path) as pipeline,
    ):
        for person in people:
            await pipeline.subscribe(person, "python")
        pipeline.start("match")
        await pipeline.flush()
        await until_async(lambda: pipeline.is_read("subscribers", "match"), SECONDS)
        for number, names in enumerate(clusters):
            await send(pipeline, *names)
            if number == batches // 2:
                await until_async(lambda: _has_begun(pipeline), SECONDS)
                await stack.kill("kafka")
                await stack.restart("kafka")
        await until_async(lambda: _revived(pipeline), SECONDS)
        wanted = {(user, name) for user in people for names in clusters for name in names}
        assert await told(pipeline) == wanted, pipeline.logs()
        for value in await pipeline.values("matches"):
            record = decode(ProjectMatched, value)
            assert {partition_of(UserId(user)) for user in record.users} == {record.partition}
            assert decode(ProjectMatched, encode(record)) == record


async def _has_begun(pipeline: Pipeline) -> bool:
    return bool(await pipeline.values("matches"))


async def _revived(pipeline: Pipeline) -> bool:
    """Whether all is committed; a worker that gave up is started again, as its supervisor would."""
    if pipeline.worker("match").poll() is not None:
        pipeline.start("match")
    return await pipeline.is_read("projects.fanout", "match")
