"""The ledger topic: read to its end on assignment, written with acknowledgement. No decisions."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.notifier.page import FORGET, READ_TO, WITHDRAWN, Page
from bot.notifier.patience import Outgoing, put
from bot.replica import Replica
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.delivery import LedgerEntry
from gigwire.domain.notify.entries import abandoned, owner_gone, restored
from gigwire.domain.notify.policy import POLICY, Policies
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import AIOKafkaProducer, ConsumerRecord

    from gigwire.contracts.ids import NotificationId
    from gigwire.domain.notify.book import Book
    from gigwire.runtime.process import Runtime

TOPIC: Final = "notifications.ledger"
TAKEN_OVER: Final = b"owner"  # key of a tombstone that is about nothing
OUTLIVED: Final = (FORGET, b"outlived")
MOST_FORGOTTEN: Final = 1_000  # of one partition at once: sends must not wait for it


class Ledger:
    """Books of the owned partitions, and the way to write into them."""

    def __init__(
        self, runtime: Runtime, producer: AIOKafkaProducer, policies: Policies = POLICY
    ) -> None:
        self._runtime = runtime
        self.policies = policies
        self._producer = producer
        self._pages: dict[int, Page] = {}
        self._replica = Replica(runtime.settings, TOPIC, self._fold)

    def book(self, partition: int) -> Book:
        """Marks of a partition that was recovered."""
        return self._pages[partition].book

    async def recover(self, partitions: Iterable[int]) -> None:
        """Hold exactly these partitions, up to date, without an INTENT of a former owner."""
        wanted = tuple(partitions)
        for gone in set(self._replica.partitions) - set(wanted):
            self._replica.forget(gone)
            self._pages.pop(gone, None)
        fresh = [number for number in wanted if number not in self._pages]
        await asyncio.gather(*map(self._take_over, fresh))
        await self._replica.catch_up(wanted)
        for number in wanted:
            await self._restore(number)
            await self._close_leftovers(number)

    async def write(self, partition: int, entry: LedgerEntry) -> None:
        """Put an entry into Kafka; returns when it is there. While Kafka is away it waits."""
        await self._put(partition, entry.notification_id, encode(entry))

    async def withdraw(self, partition: int, intent: LedgerEntry) -> None:
        """Take an INTENT back by a tombstone; returns when Kafka has it."""
        await self._put(partition, intent.notification_id, None, (WITHDRAWN, encode(intent)))

    async def forget_outlived(self) -> None:
        """Take out, by tombstones, what ended longer ago than any request may come back."""
        today = self._runtime.clock.now().toordinal()
        wire = wire_topic(self._runtime.settings, TOPIC)
        for partition, page in self._pages.items():
            for key in list(islice(page.book.outlived(today), MOST_FORGOTTEN)):
                await self._producer.send(
                    wire, None, key=key.encode(), partition=partition, headers=[OUTLIVED]
                )
                page.forget(key)

    async def forget(self, partition: int, keys: Iterable[NotificationId]) -> None:
        """Take entries out by tombstones; returns when Kafka has them. Gone partitions: nothing."""
        wire = wire_topic(self._runtime.settings, TOPIC)
        for key in keys:
            if partition not in self._pages:
                return  # moved away meanwhile: its new owner looks as well
            await self._producer.send(
                wire, None, key=key.encode(), partition=partition, headers=[OUTLIVED]
            )
            self._pages[partition].forget(key)
        await self._producer.flush()

    async def _take_over(self, partition: int) -> None:
        """Leave a record, so that this process has read more than any owner before it."""
        await put(self._runtime, self._producer, Outgoing(TOPIC, TAKEN_OVER, None, partition))
        self._pages[partition] = Page(self._runtime.log)

    async def _put(
        self,
        partition: int,
        key: NotificationId,
        value: bytes | None,
        *headers: tuple[str, bytes],
    ) -> None:
        read_to = READ_TO, str(self._replica.read_to(partition)).encode()
        record = Outgoing(TOPIC, key.encode(), value, partition, (read_to, *headers))
        await put(self._runtime, self._producer, record)

    async def _restore(self, partition: int) -> None:
        """Write what counts behind what a process wrote that had lost the partition.

        Compaction leaves the last record of an id alone, not before an hour: the process that wrote
        late has come back to the group by then, and everybody has recovered. (An INTENT that counts
        is written again by `_close_leftovers`.)
        """
        page = self._pages[partition]
        while page.late:
            key, value = page.late.popitem()
            entry, mark = decode(LedgerEntry, value), page.book.get(key)
            if mark is None:
                await self.withdraw(partition, entry)
            elif mark.is_terminal:
                await self.write(partition, restored(entry, mark))
            self._runtime.log.warning("notify.restored", notification=key)

    async def close_orphans(self, partition: int) -> None:
        """End each INTENT as UNKNOWN: every request of the partition has come again by now."""
        await self._close_leftovers(partition, is_orphan=True)

    async def _close_leftovers(self, partition: int, *, is_orphan: bool = False) -> None:
        page, now = self._pages[partition], self._runtime.clock.now()
        for key in list(page.book.leftovers()):
            if (known := page.intents.get(key)) is None:
                continue  # written by this process
            intent = decode(LedgerEntry, known)
            policy = self.policies[intent.kind]
            entry = owner_gone(intent, now) if is_orphan else abandoned(intent, policy, now)
            if entry is None:
                # Written again as this owner's: what its writer may still say of it comes too late.
                await self.write(partition, intent)
                continue
            await self.write(partition, entry)
            page.book.learn(key, entry.state, None, entry.attempt)
            page.settle(key)
            self._runtime.metrics.add(
                "gigwire_notify_outcomes_total",
                kind=entry.kind,
                state=entry.state,
                reason=entry.reason or "",
            )
            self._runtime.log.warning("notify.unknown", notification=key, reason=entry.reason)

    def _fold(self, record: ConsumerRecord) -> None:
        self._pages[record.partition].fold(record)
