"""Following the last mile while the demo runs: latencies and the newest cards. Keeps a window."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from aiokafka import TopicPartition

from gigwire.contracts.delivery import Card, LedgerEntry, NotificationDue
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.operate.events import readable
from gigwire.operate.reconcile.latency import Spread, spread
from gigwire.runtime.kafka import make_consumer, plain_topic, wire_topic

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from gigwire.runtime.settings import Settings

FOLLOWED: Final = ("notifications.due", "notifications.ledger")
WINDOW: Final = 500  # latencies kept: the view shows now, the summary shows all
CARDS: Final = 8
FETCH_MS: Final = 200


class Shown(NamedTuple):
    """One card as the view lists it."""

    user_id: int
    title: str
    source: str
    score: int


class Watch:
    """What the live view shows of notifications."""

    def __init__(self) -> None:
        self.cards: deque[Shown] = deque(maxlen=CARDS)
        self.sent = 0
        self.failed = 0
        self._latencies: deque[float] = deque(maxlen=WINDOW)

    @property
    def latency(self) -> Spread:
        """From the poll that saw a project to the ledger's SENT, over the last 500 cards."""
        return spread(self._latencies)

    def take(self, topic: str, record: ConsumerRecord) -> None:
        """Count one record of a followed topic."""
        if topic == "notifications.due":
            self._take_due(readable(NotificationDue, record.value))
        else:
            self._take_entry(readable(LedgerEntry, record.value))

    def _take_due(self, due: NotificationDue | None) -> None:
        if due is not None and isinstance(due.content, Card):
            project = due.content.project.project
            score = due.content.hit.score
            self.cards.appendleft(Shown(due.user_id, project.title, project.source, score))

    def _take_entry(self, entry: LedgerEntry | None) -> None:
        if entry is None:
            return
        match entry.state:
            case "SENT":
                self.sent += 1
                if entry.kind == "instant" and entry.seen_at is not None:
                    waited = (entry.event_time - entry.seen_at).total_seconds()
                    self._latencies.append(waited)
            case "REJECTED" | "EXPIRED" | "UNKNOWN":
                self.failed += 1
            case "INTENT":
                pass


async def follow(settings: Settings, watch: Watch) -> None:
    """Feed the watch from now on, until cancelled. Reads outside every group."""
    consumer = make_consumer(settings, None)
    await consumer.start()
    try:
        consumer.assign(
            [
                TopicPartition(wire_topic(settings, topic), number)
                for topic in FOLLOWED
                for number in range(USER_PARTITIONS)
            ]
        )
        await consumer.seek_to_beginning()
        while True:
            for where, records in (await consumer.getmany(timeout_ms=FETCH_MS)).items():
                for record in records:
                    watch.take(plain_topic(settings, where.topic), record)
    finally:
        await consumer.stop()
