"""Unique projects as they go to every user partition, and time as events. Pure, ids derived.

A project is encoded and analysed once; a batch is put together and packed once, and its bytes are
the same for all partitions: a reader that has seen one of them has seen them all.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson

from gigwire.contracts.codec import encode, packed
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.contracts.messages import SCHEMA_VERSION, Tick
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.rates import day_of
from gigwire.domain.text.analysis import analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.messages import Origin, UniqueProject
    from gigwire.domain.rates import RateBook

MOST_PROJECTS: Final = 50  # of a batch: what a reader does in one go, some 30 ms
# Bytes of a batch before packing. Under Kafka's limit for a record even where nothing can be saved.
MOST_BYTES: Final = 900_000
LARGEST_PROJECT: Final = 600_000  # bytes of JSON: leaves room for the columns of `matches`
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)
CLOCK_SECONDS: Final = 0.002  # timers of the event loop may be a millisecond early


class Part(NamedTuple):
    """One project of a batch, ready: its own JSON, its analysis' JSON, the day of its rates."""

    step: UniqueProject
    project: bytes
    analysis: bytes
    day: str

    @property
    def size(self) -> int:
        """Bytes it adds to a batch."""
        return len(self.project) + len(self.analysis)


def part_of(step: UniqueProject) -> Part:
    """Encode and analyse a project, once for all partitions.

    Raises:
        Poison: `project_too_large`, when no batch could hold it.
    """
    project = step.project
    dated = project.budget.rate_date if project.budget else None
    day = dated or day_of(project.seen_at)
    part = Part(step, encode(step), encode(analyse(project)), day)
    if len(part.project) > LARGEST_PROJECT or _is_too_large(part):
        raise Poison("project_too_large", f"{part.size} bytes with its analysis")
    return part


def _is_too_large(part: Part) -> bool:
    return part.size > MOST_BYTES and len(packed(part.project + part.analysis)) > MOST_BYTES


def fitting(parts: Sequence[Part]) -> int:
    """How many of the first parts make the next batch; at least one of one."""
    size = 0
    for count, part in enumerate(parts):
        size += part.size
        if count and (count == MOST_PROJECTS or size > MOST_BYTES):
            return count
    return len(parts)


def batch_value(parts: Sequence[Part], book: RateBook, origin: Origin | None) -> bytes:
    """The packed `ProjectsFannedOut` of at least one part.

    The same batch by the same rates gives the same bytes. A batch cut otherwise after a crash has
    another id but the same projects inside, and readers tell sameness by those.
    """
    steps = [part.step for part in parts]
    tables = {(table := book.at(part.day)).date: table for part in parts}
    batch = {
        "event_id": digest("fanout", *(step.event_id for step in steps)),
        "trace_id": steps[0].trace_id,
        "event_time": max(step.event_time for step in steps),
        "schema_version": SCHEMA_VERSION,
        "origin": None if origin is None else orjson.Fragment(encode(origin)),
        "projects": [orjson.Fragment(part.project) for part in parts],
        "analyses": [orjson.Fragment(part.analysis) for part in parts],
        "rates": [orjson.Fragment(encode(tables[day])) for day in sorted(tables)],
    }
    return packed(orjson.dumps(batch, option=orjson.OPT_UTC_Z))


def ticks(
    now: datetime,
    every_seconds: float,
    looked_at: int | None = None,
    partitions: int = USER_PARTITIONS,
) -> tuple[Tick, ...]:
    """The ticks of the period that holds `now`, one for each partition.

    Periods of whole milliseconds are counted from the Unix epoch, and a tick's time is its period's
    start: whoever asks within a period, and however often, gets ticks of equal ids.
    """
    length = _milliseconds(every_seconds)
    period = (now - EPOCH) // length
    start = EPOCH + period * length
    name = length // MILLISECOND
    return tuple(
        Tick(
            event_id=EventId(digest("tick", partition, name, period)),
            trace_id=TraceId(digest("tick", name, period)),
            event_time=start,
            partition=partition,
            looked_at=looked_at,
        )
        for partition in range(partitions)
    )


def next_tick(now: datetime, every_seconds: float) -> float:
    """Seconds until the next period surely has begun."""
    length = _milliseconds(every_seconds)
    return (length - (now - EPOCH) % length).total_seconds() + CLOCK_SECONDS


def _milliseconds(every_seconds: float) -> timedelta:
    return max(1, round(every_seconds * 1000)) * MILLISECOND
