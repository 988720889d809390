"""The newest projects, ready to be asked: what a filter would have brought. A read model in memory.

Judged by the very rule of the pipeline. Owns counting and its honest span; reads nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.match.subject import Subject
from gigwire.domain.match.verdict import fits, passes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.messages import UniqueProject
    from gigwire.domain.filters.expression import Expression, Query

MOST: Final = 1_500  # projects held: some 30 ms for a question, 100 KB of memory each at most
LONGEST: Final = timedelta(days=14)
TOLD: Final = 3


class Looked(NamedTuple):
    """What a filter would have brought.

    `came` of `total` projects in `span` before now; `last`: the newest of them that are still
    open, newest first; `times`: when each came, in order.
    """

    came: int
    total: int
    span: timedelta
    last: tuple[UniqueProject, ...]
    times: tuple[datetime, ...]

    def between(self, start: datetime, end: datetime) -> int | None:
        """How many came from `start` up to `end`; None where that lies before what is held."""
        if not self.total or start < end - timedelta(days=1) - self.span:
            return None
        return sum(start <= one < end for one in self.times)


class Recent:
    """At most so many clusters, oldest first; each once, at its first time, by its newest text."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: dict[ClusterId, _Seen] = {}

    def __len__(self) -> int:
        return len(self._held)

    @property
    def newest(self) -> datetime | None:
        """When the newest cluster came; None of none."""
        last = next(reversed(self._held.values()), None)
        return last.first if last else None

    def add(self, step: UniqueProject, subject: Subject) -> None:
        """Take in a step of a cluster, as filters see it; repeats change nothing."""
        known = self._held.get(step.cluster_id)
        if known is not None and known.step.revision >= step.revision:
            return
        if step.kind == "closed":
            if known is not None:
                self._held[step.cluster_id] = known._replace(is_open=False)
            return
        if known is not None and step.kind != "changed":
            return
        first = known.first if known else step.event_time
        self._held[step.cluster_id] = _Seen(step, first, _judged(subject))
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]

    def look(self, query: Query, now: datetime) -> Looked:
        """Judge all that came in the last fortnight, or since the oldest that is held."""
        found, total, since = [], 0, now
        for seen, subject in self._within(now):
            total, since = total + 1, min(since, seen.first)
            if fits(query, subject):
                found.append(seen)
        found.sort(key=lambda seen: seen.first)
        last = tuple(seen.step for seen in reversed(found) if seen.is_open)[:TOLD]
        return Looked(len(found), total, now - since, last, tuple(seen.first for seen in found))

    def counts(self, variants: Sequence[Expression], now: datetime) -> list[int]:
        """How many each of several expressions fits, in one walk."""
        counts = [0] * len(variants)
        for _, subject in self._within(now):
            for at, variant in enumerate(variants):
                counts[at] += passes(variant, subject)
        return counts

    def _within(self, now: datetime) -> Iterator[tuple[_Seen, Subject]]:
        for seen in self._held.values():
            if now - seen.first <= LONGEST:
                yield seen, seen.subject()


class _Seen(NamedTuple):
    step: UniqueProject
    first: datetime
    subject: Callable[[], Subject]
    is_open: bool = True


def _judged(made: Subject) -> Callable[[], Subject]:
    """A subject anew for each question: what one remembers of words must not grow for ever."""
    project, view, at, amounts, spent = made.project, made.view, made.at, made.amounts, made.spent
    return lambda: Subject(project, view, at, amounts, spent)
