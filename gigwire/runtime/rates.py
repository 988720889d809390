"""The book of rates of a running stage: topic `rates` read whole at the start, then followed.

Owns the reading. Which day's table counts: `gigwire.domain.rates`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiokafka import TopicPartition

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Fatal, Poison
from gigwire.contracts.rates import RatesPublished
from gigwire.contracts.topics import TOPICS
from gigwire.domain.rates import book_of
from gigwire.runtime.kafka import make_consumer, read_to_end, wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.domain.rates import RateBook
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import Settings

TOPIC: Final = "rates"
LOOK_SECONDS: Final = 1.0


async def has_topic(settings: Settings) -> bool:
    """Whether the broker shows the topic; just after its start it may not yet."""
    consumer = make_consumer(settings, None)
    await consumer.start()
    try:
        return wire_topic(settings, TOPIC) in await consumer.topics()
    finally:
        await consumer.stop()


async def read_published(settings: Settings) -> list[tuple[int, bytes]]:
    """(offset, value) of every record there is now, in order; tombstones left out."""
    rows = await read_to_end(settings, TOPIC, [0])
    return [(offset, value) for _, offset, _, value in rows if value is not None]


class FollowedRates:
    """One stage's book. `load` before the first project, `follow` beside the work.

    The stages that load it are named in the table of topics; at all others nothing is read.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._published: list[RatesPublished] = []
        self._next_offset = 0
        self._book: RateBook | None = None

    @property
    def book(self) -> RateBook:
        """The tables known now; never changes, so take it anew for each project.

        Raises:
            Fatal: the topic was not read.
        """
        if self._book is None:
            raise Fatal("the topic of rates was not read at the start of this stage")
        return self._book

    async def load(self) -> None:
        """Read the topic to its present end; waits until the broker shows it.

        An empty topic leaves the bundled table. Returns early only when the stage is to stop.
        """
        runtime = self._runtime
        if not self._is_wanted:
            return
        while not await has_topic(runtime.settings):
            runtime.health.waiting("rates")
            runtime.log.warning("rates.topic_missing")
            if await runtime.stop.wait(LOOK_SECONDS):
                return
        self._learn(await read_published(runtime.settings))
        runtime.log.info("rates.loaded", dates=len(self.book.dates), newest=self.book.newest.date)

    async def follow(self) -> None:
        """Take in what is published later, until cancelled; returns where `load` read nothing."""
        if self._book is None:
            return
        consumer = make_consumer(self._runtime.settings, None)
        await consumer.start()
        try:
            where = TopicPartition(wire_topic(self._runtime.settings, TOPIC), 0)
            consumer.assign([where])
            consumer.seek(where, self._next_offset)
            while True:
                fetched = await consumer.getmany(timeout_ms=int(LOOK_SECONDS * 1000))
                rows = [row for rows in fetched.values() for row in rows]
                if rows:
                    self._learn([(row.offset, row.value) for row in rows if row.value is not None])
                    self._runtime.log.info("rates.changed", newest=self.book.newest.date)
        finally:
            await consumer.stop()

    def _learn(self, rows: Iterable[tuple[int, bytes]]) -> None:
        for offset, value in rows:
            self._next_offset = offset + 1
            try:
                self._published.append(decode(RatesPublished, value))
            except Poison as error:
                # A stranger's record must not stop the flow: the tables before it still hold.
                self._runtime.log.warning("rates.unreadable", offset=offset, reason=error.reason)
        self._book = book_of(self._published)

    @property
    def _is_wanted(self) -> bool:
        return self._runtime.health.stage in TOPICS[TOPIC].loaded_by
