"""Partitions of a consumer group: drained before they go, recovered before they are read.

aiokafka hides errors of rebalance callbacks, so the callbacks only take notes (and drain); the
recovery runs in the stage's own loop, where a failure stops the stage. Owns no records.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from gigwire.runtime.kafka import make_consumer, member_of, wire_topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aiokafka import AIOKafkaConsumer

    from gigwire.runtime.process import Runtime

RETRY_SECONDS = 0.5
REBALANCE_SECONDS = 60  # more than a drain takes: the longest call and its acknowledgement


class Assignment(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """What is ours now. Records may be used only while `is_settled`."""

    def __init__(self, runtime: Runtime, drain: Callable[[], Awaitable[None]]) -> None:
        self.partitions: tuple[int, ...] = ()
        self.is_settled = False
        self._runtime = runtime
        self._drain = drain
        self._assigned = asyncio.Event()
        self._epoch = 0

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:  # noqa: ARG002
        """Finish what is in hand; only then does the group go on."""
        self._change()
        await self._drain()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Note what is ours; the stage's loop recovers it."""
        self._change()
        self.partitions = tuple(sorted(one.partition for one in assigned))
        self._assigned.set()
        self._runtime.metrics.add("gigwire_rebalances_total", stage=self._runtime.health.stage)

    def _change(self) -> None:
        self.is_settled = False
        self._epoch += 1
        self._assigned.clear()

    async def settle(
        self,
        consumer: AIOKafkaConsumer,
        topic: str,
        recover: Callable[[Sequence[int]], Awaitable[None]],
    ) -> None:
        """Wait for partitions, recover their state, read on from the committed offsets.

        Unsettled afterwards means that the group changed meanwhile: call again. What was fetched
        before is fetched once more, so that nothing falls between assignment and recovery.
        """
        runtime = self._runtime
        runtime.health.waiting("assignment")
        if not await self._wait():
            return
        runtime.seat.note(member_of(consumer))
        epoch, began = self._epoch, runtime.clock.monotonic()
        try:
            await recover(self.partitions)
            for number in self.partitions:
                await _seek(consumer, TopicPartition(wire_topic(runtime.settings, topic), number))
        except KafkaError as error:
            if not (isinstance(error, IllegalStateError) or error.retriable):
                raise
            runtime.log.warning("assignment.unsettled", reason=type(error).__name__)
            await runtime.stop.wait(RETRY_SECONDS)
            return
        if epoch == self._epoch:
            self.is_settled = True
            seconds = runtime.clock.monotonic() - began
            runtime.metrics.set("gigwire_recovery_seconds", seconds, stage=runtime.health.stage)
            runtime.health.ready()

    async def _wait(self) -> bool:
        """Wait for an assignment, in short turns so that a stop is seen."""
        while not self._assigned.is_set():
            if await self._runtime.stop.wait(0.05):
                return False
        return True


async def _seek(consumer: AIOKafkaConsumer, where: TopicPartition) -> None:
    committed = await consumer.committed(where)
    if committed is None:
        await consumer.seek_to_beginning(where)
    else:
        consumer.seek(where, committed)


def group_consumer(runtime: Runtime, topic: str, assignment: Assignment) -> AIOKafkaConsumer:
    """The consumer of this stage's group on one topic; the caller starts and stops it."""
    consumer = make_consumer(
        runtime.settings,
        runtime.health.stage,
        rebalance_timeout_ms=REBALANCE_SECONDS * 1000,
        max_poll_records=500,
    )
    consumer.subscribe([wire_topic(runtime.settings, topic)], listener=assignment)
    return consumer
