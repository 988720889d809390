"""How far each stage is behind: committed and end offsets, age of the oldest waiting record.

Read-only and outside every consumer group: looking never causes a rebalance.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from aiokafka import TopicPartition

from gigwire.contracts.stages import STAGES
from gigwire.contracts.topics import TOPICS, topics_of_reader
from gigwire.runtime.kafka import make_consumer, open_admin, plain_topic, wire_group, wire_topic
from gigwire.runtime.offsets import group_offsets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from aiokafka import AIOKafkaConsumer
    from aiokafka.admin import AIOKafkaAdminClient

    from gigwire.contracts.stages import Stage
    from gigwire.runtime.settings import Settings

NO_GROUP: Final = ("collect", "ingress")  # they read the outside world, not Kafka
FETCH_MS: Final = 500


class PartitionLag(NamedTuple):
    """One partition for one stage. `committed` counts records done: the next offset to read."""

    stage: Stage
    topic: str
    partition: int
    committed: int
    end: int

    @property
    def lag(self) -> int:
        """Records waiting."""
        return max(0, self.end - self.committed)


class StageLag(NamedTuple):
    """One stage: totals over its partitions. `oldest_seconds` None: nothing waits."""

    stage: Stage
    done: int
    lag: int
    oldest_seconds: float | None


class LagReader:
    """Samples offsets of all stages over two connections that stay open."""

    def __init__(
        self, settings: Settings, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer
    ) -> None:
        self._settings = settings
        self._admin = admin
        self._consumer = consumer

    async def ends(self) -> dict[tuple[str, int], int]:
        """End offset of every partition of every topic of the table, by plain name."""
        wanted = [
            TopicPartition(wire_topic(self._settings, topic), number)
            for topic in TOPICS.values()
            for number in range(topic.partitions)
        ]
        found: Mapping[TopicPartition, int] = await self._consumer.end_offsets(wanted)
        return {
            (plain_topic(self._settings, where.topic), where.partition): end
            for where, end in found.items()
        }

    async def sample(self) -> list[PartitionLag]:
        """Offsets of every stage that has a group, in the order of the stages."""
        ends = await self.ends()
        rows: list[PartitionLag] = []
        for stage in STAGES:
            if stage not in NO_GROUP:
                rows += await self._stage_rows(stage, ends)
        return rows

    async def _stage_rows(
        self, stage: Stage, ends: Mapping[tuple[str, int], int]
    ) -> list[PartitionLag]:
        committed = await group_offsets(self._admin, wire_group(self._settings, stage))
        rows = []
        for topic in topics_of_reader(stage):
            for number in range(topic.partitions):
                where = TopicPartition(wire_topic(self._settings, topic), number)
                done = committed[where].offset if where in committed else 0
                end = ends[topic.name, number]
                rows.append(PartitionLag(stage, topic.name, number, max(0, done), end))
        return rows

    async def oldest(self, row: PartitionLag, now: datetime) -> float | None:
        """Age in seconds of the first waiting record of a partition; None if none waits."""
        if row.lag == 0:
            return None
        where = TopicPartition(wire_topic(self._settings, row.topic), row.partition)
        self._consumer.assign([where])
        self._consumer.seek(where, row.committed)
        found = await self._consumer.getmany(where, timeout_ms=FETCH_MS, max_records=1)
        stamps: list[int] = [records[0].timestamp for records in found.values() if records]
        return max(0.0, now.timestamp() - stamps[0] / 1000) if stamps else None


@asynccontextmanager
async def open_lag_reader(settings: Settings) -> AsyncIterator[LagReader]:
    """A reader of lags; leaving closes its connections."""
    consumer = make_consumer(settings, None)
    await consumer.start()
    try:
        async with open_admin(settings) as admin:
            yield LagReader(settings, admin, consumer)
    finally:
        await consumer.stop()


async def stage_lags(reader: LagReader, now: datetime) -> list[StageLag]:
    """Totals per stage; the age is that of the oldest waiting record of its worst partitions."""
    rows = await reader.sample()
    result = []
    for stage in dict.fromkeys(row.stage for row in rows):
        own = [row for row in rows if row.stage == stage]
        waiting = sorted((row for row in own if row.lag), key=lambda row: -row.lag)
        ages = [await reader.oldest(row, now) for row in waiting[:WORST]]
        result.append(
            StageLag(
                stage=stage,
                done=sum(row.committed for row in own),
                lag=sum(row.lag for row in own),
                oldest_seconds=max((age for age in ages if age is not None), default=None),
            )
        )
    return result


WORST: Final = 4  # partitions whose oldest record is fetched: an age needs no more
