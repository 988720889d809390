"""Filters in the pipeline's own index, asked for one project after another. Owns no files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId
from gigwire.contracts.people import Subscriber
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.subject import subject_of
from gigwire.domain.rates import RateBook, day_of
from gigwire.domain.text import analyse, load_dictionaries
from gigwire.operate.match.rows import ProjectRow, project_of_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gigwire.contracts.messages import Project
    from gigwire.contracts.people import Filter
    from gigwire.domain.match.subject import Subject
    from gigwire.runtime.clock import Clock


class Fitting(NamedTuple):
    """A filter that fits: its number in the order given, and its score."""

    number: int
    score: int


class Matched(NamedTuple):
    """One project's answer, and how long it took to analyse and to match (seconds)."""

    subject: Subject
    fitting: list[Fitting]
    analysis_seconds: float
    match_seconds: float


class Twin:
    """Matches as the `match` stage does: same analyser, same index; each filter is a user."""

    def __init__(self, filters: Iterable[Filter], now: datetime, clock: Clock) -> None:
        self._dictionary = Dictionary()
        self._index = FilterIndex(self._dictionary)
        load_dictionaries()
        self._index.build(_people(filters, now))
        self._now = now
        self._clock = clock
        self._book = RateBook()
        # The first match compiles or loads machine code: that is loading, not matching.
        self.match(project_of_row(ProjectRow(id="0", title="-"), now))

    def __len__(self) -> int:
        """Filters in the index."""
        return len(self._index)

    @property
    def bytes_held(self) -> int:
        """What the index's columns take; the dictionary is apart."""
        return self._index.nbytes

    def match(self, project: Project) -> Matched:
        """Every filter that fits, in order of its number."""
        start = self._clock.monotonic()
        day = project.budget.rate_date if project.budget else None
        table = self._book.at(day or day_of(project.seen_at))
        subject = subject_of(project, self._now, analyse(project), table)
        analysed = self._clock.monotonic()
        found = self._index.match(self._dictionary.prepare(subject))
        done = self._clock.monotonic()
        rows = zip(found.users.tolist(), found.scores.tolist(), strict=True)
        fitting = [Fitting(user - 1, score) for user, score in rows]
        return Matched(subject, fitting, analysed - start, done - analysed)


def _people(filters: Iterable[Filter], now: datetime) -> Iterator[Subscriber]:
    """One person a filter, numbered from 1 in the order given."""
    for number, wanted in enumerate(filters, 1):
        yield Subscriber.model_construct(
            event_id=EventId(f"offline-{number}"),
            trace_id=TraceId(f"offline-{number}"),
            event_time=now,
            user_id=UserId(number),
            chat_id=ChatId(number),
            version=1,
            filters=(wanted,),
        )
