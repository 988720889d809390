"""The cycle of record: read, close batches, write their ranges down, insert, move the offsets.

Owns what one consumer holds and what a rebalance does to it. Decisions: gigwire.domain.record; the
argument: docs/decisions/0004.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, KafkaError

from connectors.sinks.ranges import commit_done, commit_pending, read_owed
from gigwire.contracts.errors import Fatal
from gigwire.domain.record import Buffer, Limits, Row, Span, spans_of
from gigwire.runtime.kafka import member_of
from gigwire.runtime.tasks import background

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from aiokafka import AIOKafkaConsumer, ConsumerRecord

    from connectors.sinks.tables import TopicWriter
    from gigwire.runtime.process import Runtime

POLL_MS: Final = 200
DRAIN_SECONDS: Final = 5.0  # a rebalance waits this long for an insert under way, then leaves it

Batches = dict[str, tuple[tuple[Span, ...], list[Row]]]  # by wire topic


class Recorder(ConsumerRebalanceListener):  # type: ignore[misc]  # untyped base
    """One consumer and what it holds. `run` until told to stop."""

    def __init__(self, runtime: Runtime, consumer: AIOKafkaConsumer, writer: TopicWriter) -> None:
        self._runtime = runtime
        self._consumer = consumer
        self._writer = writer
        record = runtime.settings.record
        self._limits = Limits(record.batch_rows, record.batch_bytes, record.batch_seconds)
        self._buffers: dict[str, Buffer] = {}
        self._is_assigned = False
        self._cycle: asyncio.Task[None] | None = None
        self._failure: BaseException | None = None

    async def run(self) -> None:
        """Record until the stop is set, then store what is in hand and leave the group.

        Raises:
            Fatal: ranges of an earlier life cannot be read; the supervisor starts anew.
        """
        async with background(self._end_after_stop()):
            while not self._runtime.stop.is_set:
                fetched = await self._consumer.getmany(
                    timeout_ms=POLL_MS, max_records=self._limits.rows
                )
                self._keep(fetched)
                await self._work(self._limits)
            await self._work(self._limits._replace(seconds=0.0))

    def _keep(self, fetched: Mapping[TopicPartition, Sequence[ConsumerRecord]]) -> None:
        now = self._runtime.clock.monotonic()
        for where, records in fetched.items():
            buffer = self._buffers.setdefault(where.topic, Buffer(where.topic))
            buffer.add([_row(record) for record in records], now)

    async def _work(self, limits: Limits) -> None:
        """One cycle, in a task of its own so that a rebalance or a stop can end it."""
        if self._failure is not None:
            raise Fatal(f"record cannot take over: {self._failure}") from self._failure
        if self._is_assigned:
            async with asyncio.TaskGroup() as group:
                self._cycle = group.create_task(self._store(limits))
            self._cycle = None

    async def _store(self, limits: Limits) -> None:
        batches = await self._close(limits)
        if not batches:
            return
        spans = {topic: batch[0] for topic, batch in batches.items()}
        try:
            await commit_pending(self._consumer, spans)
            await self._insert(batches)
            await commit_done(self._consumer, spans)
        except CommitFailedError:
            # The group has moved on. What was inserted is repeated by the next owner under the
            # same token, and our own offsets start again where the group says.
            self._is_assigned = False
            self._runtime.log.info("record.overtaken", topics=len(spans))
            return
        now = self._runtime.clock.now().timestamp()
        self._runtime.metrics.set("gigwire_record_last_commit_timestamp_seconds", now)

    async def _insert(self, batches: Batches) -> None:
        async with asyncio.TaskGroup() as group:
            for topic, (spans, rows) in batches.items():
                group.create_task(self._writer.write(topic, spans, rows))

    async def _end(self) -> None:
        """Wait for the cycle under way, but not for ever: what it owes is written down."""
        self._is_assigned = False
        cycle = self._cycle
        if cycle is not None:
            await asyncio.wait({cycle}, timeout=DRAIN_SECONDS)
            cycle.cancel()
            await asyncio.wait({cycle})

    async def _end_after_stop(self) -> None:
        await self._runtime.stop.wait()
        await asyncio.sleep(DRAIN_SECONDS)
        await self._end()

    async def _close(self, limits: Limits) -> Batches:
        now = self._runtime.clock.monotonic()
        batches: Batches = {}
        for topic, buffer in self._buffers.items():
            if buffer.owed:
                spans = buffer.owed
                owed = buffer.take_owed(await self._positions(topic, spans))
                if owed is not None:
                    batches[topic] = (spans, owed)
            elif buffer.is_due(limits, now):
                rows = buffer.take(limits)
                batches[topic] = (spans_of(rows), rows)
        return batches

    async def _positions(self, topic: str, spans: Sequence[Span]) -> dict[int, int]:
        return {
            span.partition: await self._consumer.position(TopicPartition(topic, span.partition))
            for span in spans
        }

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Let the cycle under way end, or leave it to the next owner; forget what is in hand."""
        await self._end()
        self._buffers.clear()
        if revoked:
            self._runtime.health.waiting("rebalance")
            self._runtime.metrics.add("gigwire_rebalances_total", stage="record")

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Take over: learn what the predecessor owed before anything new is stored."""
        self._runtime.seat.note(member_of(self._consumer))
        topics = {where.topic for where in assigned}
        try:
            owed = await read_owed(self._runtime.settings, topics)
        except (KafkaError, OSError) as error:
            self._failure = error  # raised by the loop: aiokafka would only log it
            return
        for topic in topics:
            self._buffers.setdefault(topic, Buffer(topic)).owed = owed[topic]
        self._is_assigned = True
        self._runtime.health.ready()
        self._runtime.log.info(
            "record.assigned", topics=len(topics), owed=sum(map(bool, owed.values()))
        )


def _row(record: ConsumerRecord) -> Row:
    return Row(
        partition=record.partition,
        offset=record.offset,
        timestamp=record.timestamp,
        key=record.key,
        value=record.value,
        headers=tuple(record.headers),
    )
