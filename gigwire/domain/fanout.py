"""One copy of each unique project per user partition, and time as events. Pure, ids derived."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.contracts.messages import ProjectsFannedOut, Tick
from gigwire.contracts.topics import USER_PARTITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.messages import UniqueProject


def copies(
    batch: Sequence[UniqueProject], partitions: int = USER_PARTITIONS
) -> tuple[ProjectsFannedOut, ...]:
    """Copy a micro-batch once for each partition 0..partitions-1, in that order; none of none.

    The same batch gives the same event ids. A batch cut otherwise after a crash gives other ids but
    the same projects inside, and readers tell sameness by those.
    """
    if not batch:
        return ()
    steps = tuple(step.event_id for step in batch)
    return tuple(
        ProjectsFannedOut(
            event_id=EventId(digest("fanout", partition, *steps)),
            trace_id=batch[0].trace_id,
            event_time=max(step.event_time for step in batch),
            partition=partition,
            projects=tuple(batch),
        )
        for partition in range(partitions)
    )


def ticks(now: datetime, every_seconds: int, partitions: int = USER_PARTITIONS) -> tuple[Tick, ...]:
    """The ticks of the period that holds `now`, one for each partition.

    Periods are counted from the Unix epoch, and a tick's time is its period's start: whoever asks
    within a period, and however often, gets equal ticks.
    """
    period = int(now.timestamp()) // every_seconds
    start = datetime.fromtimestamp(period * every_seconds, UTC)
    return tuple(
        Tick(
            event_id=EventId(digest("tick", partition, every_seconds, period)),
            trace_id=TraceId(digest("tick", every_seconds, period)),
            event_time=start,
            partition=partition,
        )
        for partition in range(partitions)
    )
