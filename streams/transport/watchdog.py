"""The progress watchdog: a worker that has work and does not move is ended, to be restarted.

It closes what no bookkeeping can: a recovery loop that ended silently, a fetcher that died, a
commit that never comes. The decision is pure (`Progress`); the task only looks and reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aiokafka.errors import KafkaError
from faust.exceptions import ConsumerNotStarted
from mode import Service

from gigwire.contracts.errors import Fatal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from faust.types import TP

LOOKS_PER_PATIENCE = 10
QUEUEING = 10  # patiences more for what waits in a queue
SATURATED = 500  # events in hand with which a partition may have to wait for its turn


class Stuck(Fatal):
    """Work is there, nothing moves, and no agent is busy with it."""


class Place(NamedTuple):
    """Where one partition stands.

    `committed` is the mark that has to move while there is work; 0 if nothing is committed yet.
    `start` and `end`: the offsets of the log, the first kept and the next to come. `in_hand`:
    events at the agents.

    The position of Kafka's client is no measure: it passes records that were fetched and never
    delivered. Offsets without a record at the very end (markers of transactions) would count as
    work; nobody writes transactions to topics read here.
    """

    committed: int
    start: int
    end: int
    in_hand: int

    @property
    def has_work(self) -> bool:
        """Whether something is left to read or to finish; what retention took is not."""
        return max(self.committed, self.start) < self.end or self.in_hand > 0


class Look(NamedTuple):
    """One look at a worker. `recovered` counts changelog records read, None outside a recovery."""

    places: Mapping[Hashable, Place]
    recovered: int | None = None


class Mark(NamedTuple):
    """Something that has to change, and how many seconds longer than the patience it may stay."""

    value: int
    allowed: float


class Progress:
    """Remembers since when each thing that should move has not.

    Args:
        patience: seconds without a move after which something is stuck.

    A partition with work and nothing in hand has one patience. The agents together, while they
    hold events, have two: retries in place are bounded by less. A partition whose events wait in
    a queue, or whose records wait behind a full one, has eleven: an overload is no stall, but an
    event that never comes back is.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._since: dict[Hashable, tuple[int, float]] = {}

    def stalled_seconds(self, look: Look, now: float) -> tuple[float, str]:
        """How long the worst mark has not moved, beyond what is allowed to it.

        Args:
            look: what is seen now.
            now: monotonic seconds of the look.

        Returns:
            Seconds (0.0 if all moves or nothing is to do), and which mark that is.
        """
        marks = self._marks(look)
        self._since = {key: self._kept(key, mark.value, now) for key, mark in marks.items()}
        stalls = [
            (now - self._since[key][1] - mark.allowed, str(key)) for key, mark in marks.items()
        ]
        return max([*stalls, (0.0, "")])

    def _kept(self, key: Hashable, value: int, now: float) -> tuple[int, float]:
        known = self._since.get(key)
        return known if known is not None and known[0] == value else (value, now)

    def _marks(self, look: Look) -> dict[Hashable, Mark]:
        if look.recovered is not None:
            return {"recovery": Mark(look.recovered, 0.0)}
        in_hand = sum(place.in_hand for place in look.places.values())
        queueing = QUEUEING * self._patience
        marks: dict[Hashable, Mark] = {
            key: Mark(
                place.committed,
                queueing if place.in_hand or in_hand >= SATURATED else 0.0,
            )
            for key, place in look.places.items()
            if place.has_work
        }
        if in_hand:
            total = sum(place.committed for place in look.places.values())
            marks["agents"] = Mark(total, self._patience)
        return marks

    def is_stuck(self, seconds: float) -> bool:
        """Whether a stall is longer than the patience."""
        return seconds > self._patience


class WatchesProgress(Service):
    """Part of the consumer: looks at its own progress from outside its loops."""

    app: Any
    fail: Callable[[BaseException], Any]

    @Service.task
    async def _watch_progress(self) -> None:
        patience: float = self.app.stalled_seconds
        progress = Progress(patience)
        while not self.should_stop:
            await self.sleep(patience / LOOKS_PER_PATIENCE)
            try:
                look = await self._look()
            except (KafkaError, ConsumerNotStarted):
                progress = Progress(patience)  # the broker is away: not this worker's stall
                continue
            seconds, where = progress.stalled_seconds(look, self.loop.time())
            self.app.on_stalled(seconds)
            if progress.is_stuck(seconds):
                await self.fail(Stuck(f"{where} has not moved for {seconds:.0f} s: {look}"))

    async def _look(self) -> Look:
        consumer: Any = self
        if consumer.app.rebalancing or consumer.app.in_recovery:
            offsets = consumer.app.tables.recovery.active_offsets
            return Look({}, recovered=consumer.epoch + sum(at or 0 for at in offsets.values()))
        acks = consumer.app.topics.acks_enabled_for
        assigned: list[TP] = [tp for tp in consumer.assignment() if acks(tp.topic)]
        if not assigned:
            return Look({})
        starts = await consumer.earliest_offsets(*assigned)
        ends = await consumer.highwaters(*assigned)
        return Look({tp: self._place(tp, starts[tp], ends[tp]) for tp in assigned})

    def _place(self, tp: TP, start: int, end: int) -> Place:
        consumer: Any = self
        committed = consumer._committed_offset[tp] or 0  # noqa: SLF001 - a part of the consumer
        return Place(committed, start, end, consumer.ledger.in_hand(tp))
