"""A record of `matches` as single people: who, how well, and, when asked, why.

Owns the score of a person and the reasons shown. Whether a filter fits was decided by `match`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import filter_number
from gigwire.contracts.messages import UserHit
from gigwire.domain.match.reasons import reasons
from gigwire.domain.match.subject import subject_of
from gigwire.domain.rates import RateBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.ids import EventId, FilterNumber, UserId
    from gigwire.contracts.messages import DatedRates, ProjectMatched, UniqueProject
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.subject import Subject

FURTHER_FILTER: Final = 10  # points for each further filter that fits
COUNTED: Final = 3
MOST_SUBJECTS: Final = 64  # the same project comes from every partition of a process


class Subjects:
    """Projects analysed when somebody is told of them, remembered for a while."""

    def __init__(self) -> None:
        self._by_step: dict[EventId, Subject] = {}

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._by_step)

    def of(self, step: UniqueProject, rates: DatedRates | None) -> Subject:
        """The project of a step as filters see it, by the rates it was matched by."""
        known = self._by_step.get(step.event_id)
        if known is None:
            table = RateBook([rates]).of(rates.date) if rates else None
            known = subject_of(step.project, step.event_time, rates=table)
            if len(self._by_step) >= MOST_SUBJECTS:
                del self._by_step[next(iter(self._by_step))]
            self._by_step[step.event_id] = known
        return known


@dataclass(frozen=True, slots=True)
class Fit:
    """One person whom one step of a cluster fits. `score`: of all filters that fitted then."""

    user_id: UserId
    score: int
    filters: tuple[FilterNumber, ...]  # best first
    step: UniqueProject
    rates: DatedRates | None
    subjects: Subjects

    def hit(self, subscriber: Subscriber) -> UserHit:
        """Reasons of those filters that the person still has, best first; maybe of none.

        A filter's number is made of its meaning, so one that is still known still fits.
        """
        known = {filter_number(one.filter_id): one for one in subscriber.filters}
        wanted = [known[number] for number in self.filters if number in known]
        subject = self.subjects.of(self.step, self.rates) if wanted else None
        found = [reasons(one, subject) for one in wanted] if subject else []
        hits = tuple(hit for hit in found if hit is not None)
        return UserHit(user_id=self.user_id, score=self.score, hits=hits)


def fits_of(matched: ProjectMatched, subjects: Subjects) -> Iterator[Fit]:
    """Each person of a record once, in its order, with all their filters."""
    rows = zip(matched.users, matched.filters, matched.scores, strict=True)
    for user, own in groupby(rows, key=lambda row: row[0]):
        _, filters, scores = zip(*own, strict=True)
        score = max(scores) + FURTHER_FILTER * min(len(scores) - 1, COUNTED)
        yield Fit(user, min(score, 1000), filters, matched.project, matched.rates, subjects)
