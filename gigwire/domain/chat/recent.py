"""The newest projects, ready to be asked: what a filter would have brought. A read model in memory.

Judged by the very rule of the pipeline, where an index of words leaves a doubt. Owns counting and
its honest span; reads nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.chat.postings import Postings
from gigwire.domain.filters import leaves
from gigwire.domain.filters.expression import All, Either, Phrase, Query, Word
from gigwire.domain.match.subject import Subject
from gigwire.domain.match.verdict import fits, term_of_leaf
from gigwire.domain.text import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.messages import UniqueProject
    from gigwire.domain.filters.expression import Expression
    from gigwire.domain.match.subject import Where
    from gigwire.domain.money import Amounts
    from gigwire.domain.text import Term

MOST: Final = 1_500  # projects held: a millisecond for a question, 20 KB of memory each
LONGEST: Final = timedelta(days=14)
TOLD: Final = 3
_UNASKED: Final = View((), {})  # a subject whose words are all answered asks no view


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
        self._words = Postings()
        self._slot = 0

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
        if known is not None:
            if step.kind != "changed":
                return
            self._words.remove(known.slot)
        self._slot += 1
        first = known.first if known else step.event_time
        judged = subject.at, subject.amounts, subject.spent
        self._held[step.cluster_id] = _Seen(step, first, self._slot, judged)
        self._words.add(self._slot, subject.view)
        if len(self._held) > self._most:
            oldest = self._held.pop(next(iter(self._held)))
            self._words.remove(oldest.slot)

    def look(self, query: Query, now: datetime) -> Looked:
        """Judge all that came in the last fortnight, or since the oldest that is held."""
        held = list(self._within(now))
        since = min((seen.first for seen in held), default=now)
        found = sorted(self._fitting(query, held), key=lambda seen: seen.first)
        last = tuple(seen.step for seen in reversed(found) if seen.is_open)[:TOLD]
        times = tuple(seen.first for seen in found)
        return Looked(len(found), len(held), now - since, last, times)

    def counts(self, variants: Sequence[Expression], now: datetime) -> list[int]:
        """How many each of several expressions fits."""
        held = list(self._within(now))
        return [sum(1 for _ in self._fitting(Query(one), held)) for one in variants]

    def _fitting(self, query: Query, held: Sequence[_Seen]) -> Iterator[_Seen]:
        texts = (leaf for leaf, _ in leaves(query.expression) if isinstance(leaf, Word | Phrase))
        terms = {term for leaf in texts if (term := term_of_leaf(leaf)) is not None}
        slots = {term: self._words.slots_of(term) for term in terms}
        doubtful = _possible(query.expression, slots)
        for seen in held:
            if doubtful is None or seen.slot in doubtful:
                words = {term: _found(is_there=seen.slot in slots[term]) for term in terms}
                if fits(query, Subject(seen.step.project, _UNASKED, *seen.judged, words)):
                    yield seen

    def _within(self, now: datetime) -> Iterator[_Seen]:
        return (seen for seen in self._held.values() if now - seen.first <= LONGEST)


class _Seen(NamedTuple):
    step: UniqueProject
    first: datetime
    slot: int  # of its words
    judged: tuple[datetime, Amounts, Amounts]  # as the subject has them: at, amounts, spent
    is_open: bool = True


def _found(*, is_there: bool) -> Where:
    """What a subject answers of a word; where it stands does not matter here."""
    return "below" if is_there else None


def _possible(expression: Expression | None, slots: Mapping[Term, set[int]]) -> set[int] | None:
    """Slots outside of which the expression surely fails; None: it may hold anywhere."""
    match expression:
        case Word() | Phrase():
            term = term_of_leaf(expression)
            return slots[term] if term is not None else set()
        case Either(parts):
            each = [_possible(part, slots) for part in parts]
            known = [one for one in each if one is not None]
            return set().union(*known) if len(known) == len(each) else None
        case All(parts):
            each = [_possible(part, slots) for part in parts]
            known = [one for one in each if one is not None]
            return set.intersection(*known) if known else None
        case _:
            return None
