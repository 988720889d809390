"""A record of `matches` as single people: who, how well, and, when asked, why.

Owns the score of a person and the reasons shown. Whether a filter fits was decided by `match`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from gigwire.contracts.ids import filter_number
from gigwire.contracts.messages import UserHit
from gigwire.domain.match.reasons import reasons
from gigwire.domain.match.subject import subject_of
from gigwire.domain.rates import RateBook
from gigwire.domain.taste import NO_LIKING, features_of, liking_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gigwire.contracts.ids import EventId, FilterNumber, UserId
    from gigwire.contracts.messages import DatedRates, ProjectMatched, UniqueProject
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.subject import Subject
    from gigwire.domain.taste import Act, Liking, Taste

FURTHER_FILTER: Final = 10  # points for each further filter that fits
COUNTED: Final = 3
# What a filter's priority adds to its own score: as much as one more word in the title.
PRIORITY_POINTS: Final = {"low": -120, "normal": 0, "high": 120}
BEST: Final = 1000
MOST_SUBJECTS: Final = 64  # the same project comes from every partition of a process

T = TypeVar("T")


class Subjects:
    """Projects analysed when somebody is told of them, remembered for a while."""

    def __init__(self) -> None:
        self._by_step: dict[EventId, Subject] = {}
        self._words: dict[EventId, tuple[str, ...]] = {}

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._by_step)

    def of(self, step: UniqueProject, rates: DatedRates | None) -> Subject:
        """The project of a step as filters see it, by the rates it was matched by."""
        known = self._by_step.get(step.event_id)
        if known is None:
            table = RateBook([rates]).of(rates.date) if rates else None
            known = subject_of(step.project, step.event_time, rates=table)
            _remember(self._by_step, step.event_id, known)
        return known

    def words(self, step: UniqueProject) -> tuple[str, ...]:
        """What taste knows the project of a step by."""
        known = self._words.get(step.event_id)
        if known is None:
            known = features_of(step.project)
            _remember(self._words, step.event_id, known)
        return known


def _remember(known: dict[EventId, T], name: EventId, value: T) -> None:
    if len(known) >= MOST_SUBJECTS:
        del known[next(iter(known))]
    known[name] = value


@dataclass(frozen=True, slots=True)
class Fit:
    """One person whom one step of a cluster fits. `score`: of all filters, and of their taste.

    `scores`: of each filter, as matched, or weighed by its priority. `acts`: what the person did
    with the project's card so far.
    """

    user_id: UserId
    score: int
    filters: tuple[FilterNumber, ...]  # best first
    step: UniqueProject
    rates: DatedRates | None
    subjects: Subjects
    liking: Liking = NO_LIKING
    acts: tuple[Act, ...] = ()
    scores: tuple[int, ...] = ()

    def weighed(self, subscriber: Subscriber) -> Fit:
        """The same with the priorities of the person's filters in the score; best filter first.

        Monotone: a filter raised never lowers the score. Costs nothing to whom all are normal.
        """
        points = {
            filter_number(one.filter_id): PRIORITY_POINTS[one.priority]
            for one in subscriber.filters
            if one.priority != "normal"
        }
        if not points or not self.scores:
            return self
        own = zip(self.filters, self.scores, strict=True)
        worths = sorted(((score + points.get(key, 0), key) for key, score in own), key=_descending)
        scores, filters = zip(*worths, strict=True)
        return replace(self, score=joint(scores), filters=filters, scores=scores)

    def liked_by(self, taste: Taste | None, *, is_off: bool = False) -> Fit:
        """The same with a person's taste in the score, unless they switched that off."""
        if taste is None:
            return self
        liking = NO_LIKING if is_off else liking_of(taste, self.subjects.words(self.step))
        score, acts = liking.applied(self.score), taste.acts_of(self.step.cluster_id)
        return replace(self, score=score, liking=liking, acts=acts)

    def hit(self, subscriber: Subscriber, percentile: int | None = None) -> UserHit:
        """Reasons of those filters that the person still has, best first; maybe of none.

        A filter's number is made of its meaning, so one that is still known still fits.
        """
        known = {filter_number(one.filter_id): one for one in subscriber.filters}
        wanted = [known[number] for number in self.filters if number in known]
        subject = self.subjects.of(self.step, self.rates) if wanted else None
        found = [reasons(one, subject) for one in wanted] if subject else []
        hits = tuple(hit for hit in found if hit is not None)
        return UserHit(
            user_id=self.user_id,
            score=self.score,
            hits=hits,
            liked=self.liking.words,
            percentile=percentile,
        )


def fits_of(matched: ProjectMatched, subjects: Subjects) -> Iterator[Fit]:
    """Each person of a record once, in its order, with all their filters."""
    rows = zip(matched.users, matched.filters, matched.scores, strict=True)
    for user, own in groupby(rows, key=lambda row: row[0]):
        _, filters, scores = zip(*own, strict=True)
        yield Fit(
            user, joint(scores), filters, matched.project, matched.rates, subjects, scores=scores
        )


def joint(scores: Sequence[int]) -> int:
    """The score of several filters that fit together, 0..1000."""
    score = max(scores) + FURTHER_FILTER * min(len(scores) - 1, COUNTED)
    return min(max(score, 0), BEST)


def _descending(pair: tuple[int, FilterNumber]) -> int:
    return -pair[0]
