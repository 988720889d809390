"""The indexes of one assignment of the group: built whole, given up whole. Owns no matching.

An index that was built for an earlier assignment never answers for a later one: between the two,
another worker may have taken in edits that this one has not seen.
"""

from __future__ import annotations

import asyncio
import gc
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import Fatal
from gigwire.contracts.ids import ChatId, EventId, FilterId, ProjectKey, TraceId, UserId
from gigwire.contracts.messages import Project
from gigwire.contracts.people import Filter, Subscriber
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.subject import subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gigwire.runtime.process import Runtime

    Rows = Callable[[frozenset[int]], Iterable[tuple[int, bytes, Subscriber]]]

LOOK_SECONDS: Final = 0.25  # between two looks at what edits have left to do


class Indexes:
    """Filters by partition. Written by the event loop's thread only; rebuilds work in another."""

    def __init__(self, runtime: Runtime) -> None:
        self.dictionary: Final = Dictionary()
        self._runtime = runtime
        self._generation: int | None = None
        self._by_partition: dict[int, FilterIndex] = {}
        self._changed: set[int] = set()  # to be measured anew
        # The dictionary has one writer: a build for an assignment that has gone may still be at it.
        self._building = asyncio.Lock()

    async def build(
        self, partitions: frozenset[int], rows: Rows, generation: Callable[[], int]
    ) -> None:
        """Build the indexes of an assignment, off the event loop; before any event of it.

        Args:
            partitions: those of this worker.
            rows: (partition, key, subscriber) of partitions.
            generation: of the group now; if it changes meanwhile, what was built is thrown away.
        """
        began, now = generation(), self._runtime.clock.monotonic
        async with self._building:
            if generation() != began:
                return
            start = now()
            built = await asyncio.to_thread(self._built, partitions, rows)
        if generation() != began:
            return
        self._generation, self._by_partition = began, built
        # Millions of objects that stay: to look through them for cycles takes most of a second.
        gc.freeze()
        self._changed.update(partitions)
        filters = sum(map(len, built.values()))
        self._runtime.metrics.set("gigwire_index_build_seconds", now() - start)
        self._runtime.log.info("match.built", generation=began, filters=filters)

    def _built(self, partitions: frozenset[int], rows: Rows) -> dict[int, FilterIndex]:
        people: dict[int, list[Subscriber]] = {number: [] for number in partitions}
        for partition, _, subscriber in rows(partitions):
            people[partition].append(subscriber)
        built = {number: FilterIndex(self.dictionary) for number in partitions}
        for number, index in built.items():
            index.build(people[number])
        return built

    def drop(self) -> None:
        """Give up all, at once, because the partitions have been taken away."""
        self._changed.update(self._by_partition)
        self._generation, self._by_partition = None, {}

    def of(self, partition: int, generation: int) -> FilterIndex:
        """The index that answers for a partition under an assignment.

        Raises:
            Fatal: it was built for another assignment, or not at all; to go on would lose matches.
        """
        index = self._by_partition.get(partition)
        if index is None or generation != self._generation:
            raise Fatal(
                f"partition {partition} of generation {generation} has no index:"
                f" {len(self._by_partition)} were built for generation {self._generation}"
            )
        return index

    def changed(self, partition: int) -> None:
        """Note that an index was edited."""
        self._changed.add(partition)

    async def beside(self) -> None:
        """Rebuild what asks for it and measure what has changed, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for number, index in self._asking():
                await self._rebuild(number, index)
            self._measure()

    def _asking(self) -> Iterator[tuple[int, FilterIndex]]:
        changed = [(number, self._by_partition.get(number)) for number in self._changed]
        return ((at, index) for at, index in changed if index is not None and index.needs_rebuild)

    async def _rebuild(self, number: int, index: FilterIndex) -> None:
        start = self._runtime.clock.monotonic()
        rebuild = index.rebuild()
        await asyncio.to_thread(rebuild.work)
        rebuild.swap()  # into an index that may have been dropped: then nobody asks it
        self._changed.add(number)
        seconds = self._runtime.clock.monotonic() - start
        self._runtime.metrics.observe("gigwire_index_rebuild_seconds", seconds)

    def _measure(self) -> None:
        metrics, changed = self._runtime.metrics, sorted(self._changed)
        self._changed.clear()
        for number in changed:
            index, label = self._by_partition.get(number), str(number)
            metrics.set("gigwire_filters", len(index) if index else 0, partition=label)
            metrics.set("gigwire_index_bytes", index.nbytes if index else 0, partition=label)
            metrics.set("gigwire_index_firehose", index.firehose if index else 0, partition=label)
            share = index.edited_share if index else 0
            metrics.set("gigwire_index_edited_ratio", share, partition=label)
        if changed:
            metrics.set("gigwire_index_generation", self._generation or 0)


def warm_up() -> None:
    """Load dictionaries and machine code; on a machine's first start, make that code (a minute).

    Before the group is joined: no partition waits, and no watchdog takes it for a standstill.
    """
    dictionary = Dictionary()
    index = FilterIndex(dictionary)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    project = Project(
        key=ProjectKey("-"), source="-", native_id="-", url="-", title="python", body="", seen_at=at
    )
    wanted = Filter(filter_id=FilterId("0"), name="-", query="python")
    somebody = Subscriber(
        event_id=EventId("-"),
        trace_id=TraceId("-"),
        event_time=at,
        user_id=UserId(1),
        chat_id=ChatId(1),
        version=1,
        filters=(wanted,),
    )
    index.build([somebody])
    index.put(somebody.model_copy(update={"version": 2}))
    index.match(dictionary.prepare(subject_of(project, at)))
