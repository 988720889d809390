"""The ledger topic: read to its end on assignment, written with acknowledgement. No decisions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.notifier.patience import put
from bot.replica import Replica
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.delivery import LedgerEntry
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import NotificationId
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.entries import abandoned, owner_gone
from gigwire.domain.notify.glimpse import glimpse
from gigwire.domain.notify.policy import POLICY, Policies
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import AIOKafkaProducer, ConsumerRecord

    from gigwire.runtime.process import Runtime

TOPIC: Final = "notifications.ledger"
# A tombstone of the retention; one without it is a withdrawal, which SENT outlives.
FORGET: Final = ("forget", b"outlived")
MOST_FORGOTTEN: Final = 1_000  # of one partition at once: sends must not wait for it


class Ledger:
    """Books of the owned partitions, and the way to write into them."""

    def __init__(
        self, runtime: Runtime, producer: AIOKafkaProducer, policies: Policies = POLICY
    ) -> None:
        self._runtime = runtime
        self.policies = policies
        self._producer = producer
        self._books: dict[int, Book] = {}
        # Bytes of entries whose last word is INTENT: needed when their writer is gone.
        self._intents: dict[int, dict[NotificationId, bytes]] = {}
        self._replica = Replica(runtime.settings, TOPIC, self._fold)

    def book(self, partition: int) -> Book:
        """Marks of a partition that was recovered."""
        return self._books[partition]

    async def recover(self, partitions: Iterable[int]) -> None:
        """Hold exactly these partitions, up to date, without an INTENT of a former owner."""
        wanted = tuple(partitions)
        for gone in set(self._replica.partitions) - set(wanted):
            self._replica.forget(gone)
            self._books.pop(gone, None)
            self._intents.pop(gone, None)
        for number in wanted:
            self._books.setdefault(number, Book())
            self._intents.setdefault(number, {})
        await self._replica.catch_up(wanted)
        for number in wanted:
            await self._close_leftovers(number)

    async def write(self, partition: int, entry: LedgerEntry) -> None:
        """Put an entry into Kafka; returns when it is there. While Kafka is away it waits."""
        await self._put(partition, entry.notification_id, encode(entry))

    async def withdraw(self, partition: int, key: NotificationId) -> None:
        """Take an INTENT back by a tombstone; returns when Kafka has it."""
        await self._put(partition, key, None)

    async def forget_outlived(self) -> None:
        """Take out, by tombstones, what ended longer ago than any request may come back."""
        today = self._runtime.clock.now().toordinal()
        wire = wire_topic(self._runtime.settings, TOPIC)
        for partition, book in self._books.items():
            for key in list(islice(book.outlived(today), MOST_FORGOTTEN)):
                await self._producer.send(
                    wire, None, key=key.encode(), partition=partition, headers=[FORGET]
                )
                book.forget(key)

    async def forget(self, partition: int, keys: Iterable[NotificationId]) -> None:
        """Take entries out by tombstones; returns when Kafka has them. Gone partitions: nothing."""
        wire = wire_topic(self._runtime.settings, TOPIC)
        for key in keys:
            if partition not in self._books:
                return  # moved away meanwhile: its new owner looks as well
            await self._producer.send(
                wire, None, key=key.encode(), partition=partition, headers=[FORGET]
            )
            self._books[partition].forget(key)
            self._intents[partition].pop(key, None)
        await self._producer.flush()

    async def _put(self, partition: int, key: NotificationId, value: bytes | None) -> None:
        await put(
            self._runtime,
            self._producer,
            TOPIC,
            key=key.encode(),
            value=value,
            partition=partition,
        )

    async def close_orphans(self, partition: int) -> None:
        """End each INTENT as UNKNOWN: every request of the partition has come again by now."""
        await self._close_leftovers(partition, is_orphan=True)

    async def _close_leftovers(self, partition: int, *, is_orphan: bool = False) -> None:
        book, now = self._books[partition], self._runtime.clock.now()
        for key in list(book.leftovers()):
            if (known := self._intents[partition].get(key)) is None:
                continue  # written by this process
            intent = decode(LedgerEntry, known)
            policy = self.policies[intent.kind]
            entry = owner_gone(intent, now) if is_orphan else abandoned(intent, policy, now)
            if entry is None:
                continue
            await self.write(partition, entry)
            book.learn(key, entry.state, None, entry.attempt)
            self._intents[partition].pop(key, None)
            self._runtime.metrics.add(
                "gigwire_notify_outcomes_total",
                kind=entry.kind,
                state=entry.state,
                reason=entry.reason or "",
            )
            self._runtime.log.warning("notify.unknown", notification=key, reason=entry.reason)

    def _fold(self, record: ConsumerRecord) -> None:
        key = NotificationId(record.key.decode())
        book, intents = self._books[record.partition], self._intents[record.partition]
        if record.value is None:
            intents.pop(key, None)
            if FORGET in record.headers:
                book.forget(key)
            else:
                book.learn(key, None)
            return
        try:
            seen = glimpse(record.value)
        except Poison as error:
            self._runtime.log.warning(
                "notify.unreadable_ledger", reason=error.reason, offset=record.offset
            )
            return
        book.learn(key, seen.state, seen.message_id, seen.attempt, seen.day)
        if seen.is_captioned:
            book.note_caption(key)
        if seen.refusal:
            book.note_refusal(key, seen.refusal)
        if seen.state == "INTENT":
            intents[key] = record.value
        elif intents:
            intents.pop(key, None)
