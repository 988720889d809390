"""A local copy of partitions of a compacted topic: read to the end, continued after a rebalance.

Owns positions; what the records mean is the caller's fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiokafka import TopicPartition

from gigwire.runtime.kafka import make_consumer, wire_topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aiokafka import AIOKafkaConsumer, ConsumerRecord

    from gigwire.runtime.settings import Settings

FETCH_MS = 100


class Replica:
    """Knows up to where each partition was folded, so that a repeated read is short."""

    def __init__(
        self, settings: Settings, topic: str, fold: Callable[[ConsumerRecord], None]
    ) -> None:
        self._settings = settings
        self._topic = wire_topic(settings, topic)
        self._fold = fold
        self._next: dict[int, int] = {}

    def forget(self, partition: int) -> None:
        """Somebody else's now: begin at the start if it ever comes back."""
        self._next.pop(partition, None)

    @property
    def partitions(self) -> tuple[int, ...]:
        """Partitions that are held."""
        return tuple(self._next)

    def read_to(self, partition: int) -> int:
        """The offset up to which a partition was folded."""
        return self._next.get(partition, 0)

    async def catch_up(self, partitions: Iterable[int]) -> None:
        """Fold everything up to the end that the partitions have now."""
        wanted = [TopicPartition(self._topic, number) for number in partitions]
        if not wanted:
            return
        consumer = make_consumer(self._settings, None)
        await consumer.start()
        try:
            await self._read(consumer, wanted)
        finally:
            await consumer.stop()

    async def _read(self, consumer: AIOKafkaConsumer, wanted: list[TopicPartition]) -> None:
        consumer.assign(wanted)
        begins = await consumer.beginning_offsets(wanted)
        ends = await consumer.end_offsets(wanted)
        for one in wanted:
            consumer.seek(one, max(self._next.get(one.partition, 0), begins[one]))
        # position, not the last record seen: the end of a compacted log may be a gap
        while [one for one in wanted if await consumer.position(one) < ends[one]]:
            for records in (await consumer.getmany(timeout_ms=FETCH_MS)).values():
                for record in records:
                    self._fold(record)
        for one in wanted:
            self._next[one.partition] = await consumer.position(one)
