"""From a micro-batch of projects to the records of `matches`. Owns their identity, not matching.

Everything about a project is made ready once for all partitions of a process; a partition adds its
columns, which go from the index's arrays to bytes without an object a user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np
import orjson

from gigwire.contracts.codec import encode
from gigwire.contracts.ids import digest
from gigwire.contracts.messages import SCHEMA_VERSION
from gigwire.domain.match.subject import subject_of
from gigwire.domain.rates import RateBook, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from gigwire.contracts.messages import Origin, ProjectsFannedOut, UniqueProject
    from gigwire.domain.match.subject import Subject

MOST_ROWS: Final = 8_000  # of one record: at some 33 bytes each well under Kafka's 1 MB


class Columns(Protocol):
    """What an index found for one project in one partition: a row a fitting filter, by user."""

    @property
    def users(self) -> NDArray[np.int64]:
        """User ids, rising."""

    @property
    def filters(self) -> NDArray[np.int64]:
        """Filter numbers, best first within a user."""

    @property
    def scores(self) -> NDArray[np.uint16]:
        """0..1000."""


class OpenStep(NamedTuple):
    """One project of a batch, ready for every partition."""

    step: UniqueProject
    subject: Subject
    project: orjson.Fragment
    rates: orjson.Fragment | None


def opened(fanned: ProjectsFannedOut) -> tuple[OpenStep, ...]:
    """Make each project of a batch ready, in its order."""
    book = RateBook(fanned.rates)
    encoded = {day: orjson.Fragment(encode(book.at(day))) for day in book.dates}
    analyses = fanned.analyses or (None,) * len(fanned.projects)
    steps = []
    for step, analysis in zip(fanned.projects, analyses, strict=True):
        budget = step.project.budget
        table = book.at((budget and budget.rate_date) or day_of(step.project.seen_at))
        subject = subject_of(step.project, step.event_time, analysis, table)
        has_money = budget is not None or subject.spent.lowest is not None
        rates = encoded[table.date] if has_money else None
        steps.append(OpenStep(step, subject, orjson.Fragment(encode(step)), rates))
    return tuple(steps)


def records_of(
    steps: Sequence[OpenStep], found: Sequence[Columns], partition: int, origin: Origin
) -> list[tuple[bytes, bytes]]:
    """Key and value of a `ProjectMatched` for each project that fits anybody of the partition.

    In the order of the batch. The event id names (step of the cluster, partition), whatever batch
    the step came in; of more rows than a record holds, further ones name their place too.
    """
    source = orjson.Fragment(encode(origin))
    return [
        (one.step.cluster_id.encode(), _value(one, rows, place, partition, source))
        for one, columns in zip(steps, found, strict=True)
        for place, rows in enumerate(_pages(columns))
    ]


def _pages(columns: Columns) -> Iterator[tuple[NDArray[np.generic], ...]]:
    """The columns in pieces of at most `MOST_ROWS` rows, never cut within a user."""
    users, begin = columns.users, 0
    if len(users) <= MOST_ROWS:  # nearly always
        if len(users):
            yield columns.users, columns.filters, columns.scores
        return
    while begin < len(users):
        end = begin + MOST_ROWS
        if end < len(users):
            end = max(begin + 1, int(np.searchsorted(users, users[end])))
        yield users[begin:end], columns.filters[begin:end], columns.scores[begin:end]
        begin = end


def _value(
    one: OpenStep,
    rows: tuple[NDArray[np.generic], ...],
    place: int,
    partition: int,
    source: orjson.Fragment,
) -> bytes:
    step = one.step
    users, filters, scores = rows
    further = (place,) if place else ()
    return orjson.dumps(
        {
            "event_id": digest("match", step.event_id, partition, *further),
            "trace_id": step.trace_id,
            "event_time": step.event_time,
            "schema_version": SCHEMA_VERSION,
            "origin": source,
            "partition": partition,
            "users": users,
            "filters": filters,
            "scores": scores,
            "project": one.project,
            "rates": one.rates,
        },
        option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_UTC_Z,
    )
