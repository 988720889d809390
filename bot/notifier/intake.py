"""From Kafka to the desk and back: requests in, finished offsets committed, nothing skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.errors import Poison
from gigwire.domain.notify.aside import Aside
from gigwire.domain.notify.offsets import Offsets
from gigwire.domain.notify.request import Request
from gigwire.domain.notify.urgency import late_at
from gigwire.runtime.dlq import bury
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

    from bot.notifier.bots import Bots
    from bot.notifier.ledger import Ledger
    from gigwire.domain.notify.desks import Desks
    from gigwire.runtime.process import Runtime

TOPIC: Final = "notifications.due"
# A broadcast to everybody must not keep replies waiting in Kafka behind it: some 4 KB each.
MOST_PENDING: Final = 40_000


class Intake:
    """Offsets of the owned partitions, and the flow of requests to the desk."""

    def __init__(
        self,
        runtime: Runtime,
        producer: AIOKafkaProducer,
        ledger: Ledger,
        desks: Desks,
        bots: Bots,
    ) -> None:
        self._runtime = runtime
        self._producer = producer
        self._ledger = ledger
        self._desks = desks
        self._bots = bots
        self._offsets: dict[int, Offsets] = {}
        self._aside = Aside()

    async def recover(self, partitions: Iterable[int]) -> None:
        """Begin anew for exactly these partitions: their books first."""
        owned = tuple(partitions)
        await self._ledger.recover(owned)
        self._desks.drop(lambda _: True)
        self._desks.set_share(len(owned), self._runtime.clock.monotonic())
        self._offsets = {number: Offsets() for number in owned}
        self._aside = Aside()

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
        is_wanted, is_repeat = self._aside.admit(record.partition, record.offset)
        if not is_wanted:
            return
        if not is_repeat:
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
        if self._bots.is_halted(due.bot):
            self._aside.put(record.partition, record.offset, due.bot)
            return
        clock = self._runtime.clock
        now = clock.monotonic()
        late = late_at(due, clock.now(), now)
        self._desks.offer(Request(due, record.partition, record.offset, now, late_at=late))

    def set_aside(self, bot: str) -> None:
        """Leave in Kafka what waits for a bot that was just refused; what is out comes back."""

        def is_left(request: Request) -> bool:
            self._aside.put(request.partition, request.offset, bot)
            return True

        self._desks.named(bot).drop(is_left)

    def recall(self, consumer: AIOKafkaConsumer) -> None:
        """Have the requests of bots that work again read once more."""
        wire = wire_topic(self._runtime.settings, TOPIC)
        for bot in self._bots.take_returned():
            for number, offset in self._aside.recall(bot).items():
                consumer.seek(TopicPartition(wire, number), offset)

    @property
    def aside(self) -> Counter[str]:
        """How many requests of each bot are left in Kafka."""
        return self._aside.counts()

    def finish(self, request: Request) -> None:
        """Its outcome is acknowledged."""
        if (offsets := self._offsets.get(request.partition)) is not None:
            offsets.finish(request.offset)

    @property
    def pending(self) -> int:
        """Requests handed out and not finished; those set aside take no room."""
        return sum(one.pending for one in self._offsets.values()) - len(self._aside)

    async def read_up(self, consumer: AIOKafkaConsumer) -> list[int]:
        """Partitions of which every request there is has its end."""
        found = []
        for number, offsets in self._offsets.items():
            place = TopicPartition(wire_topic(self._runtime.settings, TOPIC), number)
            end = consumer.highwater(place)
            if not offsets.pending and end is not None and await consumer.position(place) >= end:
                found.append(number)
        return found

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
