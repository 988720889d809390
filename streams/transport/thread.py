"""The consumer's own thread: fetches records. Owns what may reach Kafka's client, decides nothing.

Mends two faults of stock Faust 0.15.3: a batch thrown away at a rebalance, and slow fetches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import uvloop
from aiokafka.errors import IllegalStateError
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

from gigwire.runtime.offsets import checked

if TYPE_CHECKING:
    from faust.transport.consumer import RecordMap
    from faust.types import TP

    from streams.transport.consumer import MendedConsumer

# Stock: 1500 ms, hard-coded (drivers/aiokafka.py:615). Each seek of a recovery waits for the
# running long poll, and a partition that was being read when the poll began waits for its end.
FETCH_WAIT_MS = 100


class MendedConsumerThread(AIOKafkaConsumerThread):
    """Gives back what was fetched for an assignment that ended meanwhile."""

    def __init__(self, consumer: MendedConsumer, **kwargs: Any) -> None:
        super().__init__(consumer, thread_loop=uvloop.new_event_loop(), **kwargs)
        self._close_thread_loop_on_stop = True  # the loop is ours alone

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = checked(super()._create_worker_consumer(transport))
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - read by its start()
        return consumer

    async def _fetch_records(
        self,
        consumer: Any,
        active_partitions: set[TP],
        timeout: float | None = None,  # noqa: ASYNC109 - Faust's signature
        max_records: int | None = None,
    ) -> RecordMap:
        """Fetch, then check that the assignment is still the one it was asked for.

        Stock: the call waits while tables/recovery.py:475 empties the live set of partitions;
        aiokafka takes an empty set for "all", the position moves on, and consumer.py:760 drops
        the records. Here the position is put back before anything else can run in this thread.
        """
        mended = cast("MendedConsumer", self.consumer)
        epoch = mended.fetch_epoch
        records = await super()._fetch_records(consumer, active_partitions, timeout, max_records)
        if epoch == mended.epoch:
            return records
        for partition, batch in records.items():
            self._give_back(consumer, partition, batch[0].offset)
        return {}

    def _give_back(self, consumer: Any, partition: TP, offset: int) -> None:
        try:
            consumer.seek(partition, offset)
        except IllegalStateError:
            self.log.info("partition %r is no longer ours, nothing to give back", partition)
