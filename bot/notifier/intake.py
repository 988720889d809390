"""From Kafka to the desk and back: requests in, finished offsets committed, nothing skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.errors import Poison
from gigwire.domain.notify.offsets import Offsets
from gigwire.domain.notify.request import Request
from gigwire.domain.notify.urgency import late_at
from gigwire.runtime.dlq import bury
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

    from bot.notifier.ledger import Ledger
    from gigwire.domain.notify.desk import Desk
    from gigwire.runtime.process import Runtime

TOPIC: Final = "notifications.due"
# A broadcast to everybody must not keep replies waiting in Kafka behind it: some 4 KB each.
MOST_PENDING: Final = 40_000


class Intake:
    """Offsets of the owned partitions, and the flow of requests to the desk."""

    def __init__(
        self, runtime: Runtime, producer: AIOKafkaProducer, ledger: Ledger, desk: Desk
    ) -> None:
        self._runtime = runtime
        self._producer = producer
        self._ledger = ledger
        self._desk = desk
        self._offsets: dict[int, Offsets] = {}

    async def recover(self, partitions: Iterable[int]) -> None:
        """Begin anew for exactly these partitions: their books first."""
        owned = tuple(partitions)
        await self._ledger.recover(owned)
        self._desk.drop(lambda _: True)
        self._desk.token.set_share(len(owned))
        self._offsets = {number: Offsets() for number in owned}

    async def take(self, batch: dict[TopicPartition, list[ConsumerRecord]]) -> None:
        """Hand records to the desk; those that are done or unreadable are finished here."""
        for records in batch.values():
            self._runtime.metrics.add(
                "gigwire_events_in_total", len(records), stage="notify", topic=TOPIC
            )
            for record in records:
                await self._take(record)

    async def _take(self, record: ConsumerRecord) -> None:
        offsets = self._offsets[record.partition]
        offsets.take(record.offset)
        try:
            due = decode(NotificationDue, record.value)
        except Poison as error:
            await bury(self._runtime, self._producer, record, error)
            offsets.finish(record.offset)
            return
        mark = self._ledger.book(record.partition).get(due.notification_id)
        if mark is not None and mark.is_terminal and not due.again:
            offsets.finish(record.offset)
            return
        clock = self._runtime.clock
        now = clock.monotonic()
        late = late_at(due, clock.now(), now)
        self._desk.offer(Request(due, record.partition, record.offset, now, late_at=late))

    def finish(self, request: Request) -> None:
        """Its outcome is acknowledged."""
        if (offsets := self._offsets.get(request.partition)) is not None:
            offsets.finish(request.offset)

    @property
    def pending(self) -> int:
        """Requests handed out and not finished."""
        return sum(offsets.pending for offsets in self._offsets.values())

    @property
    def is_full(self) -> bool:
        """Whether no more should be fetched now."""
        return self.pending >= MOST_PENDING

    async def commit(self, consumer: AIOKafkaConsumer) -> None:
        """Commit what is contiguous. A refusal is no loss: the ledger knows what was sent."""
        ahead = {
            number: offset
            for number, offsets in self._offsets.items()
            if (offset := offsets.to_commit()) is not None
        }
        if not ahead:
            return
        wire = wire_topic(self._runtime.settings, TOPIC)
        try:
            await consumer.commit(
                {TopicPartition(wire, number): offset for number, offset in ahead.items()}
            )
        except KafkaError as error:
            self._runtime.log.info("notify.commit_refused", reason=type(error).__name__)
            return
        for number, offset in ahead.items():
            if (held := self._offsets.get(number)) is not None:
                held.committed(offset)
