"""How well each filter fits a project, and why not: lines of the answer to /why. Judges anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.cards.html import shown
from gigwire.domain.filters import compiled_query
from gigwire.domain.filters.expression import Either, Not, Phrase, Word
from gigwire.domain.match.explain import because, explain
from gigwire.domain.match.reasons import reasons
from gigwire.domain.match.score import (
    BASE,
    BUDGET_MET,
    MOST_WORDS,
    freshness_of,
    worth_of_term,
)
from gigwire.domain.match.subject import age_of
from gigwire.domain.match.verdict import term_of_leaf
from gigwire.domain.personalise.fits import PRIORITY_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gigwire.contracts.people import Filter
    from gigwire.domain.cards.words import Words
    from gigwire.domain.filters.expression import Leaf
    from gigwire.domain.match.explain import Verdict
    from gigwire.domain.match.subject import Subject

MAX_NAME: Final = 40
MAX_PART: Final = 60
MOST_PARTS: Final = 6
MOST_FITTING: Final = 2


class Judged(NamedTuple):
    """One filter's answer."""

    filter: Filter
    verdict: Verdict

    @property
    def reasons(self) -> tuple[Verdict, ...]:
        """The shortest that suffice: what it rests on, or what is in its way."""
        return because(self.verdict)


def judged(filters: Iterable[Filter], subject: Subject) -> tuple[Judged, ...]:
    """Each filter's answer, in their order."""
    return tuple(Judged(one, explain(compiled_query(one.query), subject)) for one in filters)


def fitting_lines(found: Iterable[Judged], subject: Subject, words: Words) -> Iterator[str]:
    """Of the filters that fit: what of them is met, and what that is worth."""
    for one in list(found)[:MOST_FITTING]:
        parts = [f"<code>{shown(leaf.condition, MAX_PART)}</code>" for leaf in one.reasons]
        name = shown(one.filter.name, MAX_NAME)
        yield words("whence-fits", name=name, parts=", ".join(parts[:MOST_PARTS]))
        if not one.filter.is_paused:
            yield _score_line(one, subject, words)


def nearest_line(found: Iterable[Judged], words: Words) -> str:
    """The filter that lacks least, and the first thing that it lacks."""
    nearest = min(found, key=lambda one: _lacks(one.verdict))
    first = nearest.reasons[0]
    part = f"<code>{shown(first.condition, MAX_PART)}</code>"
    name = shown(nearest.filter.name, MAX_NAME)
    return words("whence-nearest", name=name, lack=_lack(first, part, words))


def _lacks(verdict: Verdict) -> int:
    """How many conditions would have to be otherwise, at the least."""
    if not verdict.parts:
        return 0 if verdict.holds else 1
    each = [_lacks(part) for part in verdict.parts]
    return min(each) if isinstance(verdict.expression, Either) else sum(each)


def _lack(leaf: Verdict, part: str, words: Words) -> str:
    match leaf.expression:
        case Word() | Phrase():
            return words("whence-no-word", part=part)
        case Not(Word() | Phrase()):
            return words("whence-has-word", part=part)
        case _ if not leaf.is_known:
            return words("whence-not-told", part=part)
        case _:
            return words("whence-otherwise", part=part)


def _score_line(one: Judged, subject: Subject, words: Words) -> str:
    """The parts of the score but rarity, which only a stage that has seen many projects knows."""
    told = min(sum(_worths(one.verdict, subject)), MOST_WORDS)
    hit = reasons(one.filter, subject)
    budget = BUDGET_MET if hit is not None and hit.is_budget_met else 0
    fresh = freshness_of(age_of(subject))
    priority = PRIORITY_POINTS[one.filter.priority]
    total = BASE + told + budget + fresh + priority
    return words(
        "whence-score",
        total=total,
        base=BASE,
        told=told,
        budget=budget,
        fresh=fresh,
        priority=priority,
    )


def _worths(verdict: Verdict, subject: Subject) -> Iterator[int]:
    seen = set()
    for leaf in _held_words(verdict):
        term = term_of_leaf(leaf)
        where = subject.where(term) if term is not None else None
        if term is None or where is None or term in seen:
            continue
        seen.add(term)
        is_skill = any(place.field == "skill" for place in subject.view.find(term))
        yield worth_of_term(is_title=where == "title", is_skill=is_skill, rarity=0)


def _held_words(verdict: Verdict) -> Iterator[Leaf]:
    for part in verdict.parts:
        yield from _held_words(part)
    if isinstance(verdict.expression, Word | Phrase) and verdict.holds:
        yield verdict.expression
