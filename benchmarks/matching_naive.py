"""What one writes first: loops over all filters. To compare with, and to check the index by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.matching_words import SOURCES
from benchmarks.matching_world import CURRENCIES, LANGUAGES, NO_WORD
from gigwire.domain.filters.expression import Phrase, Word
from gigwire.domain.match.verdict import term_of_leaf

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.matching_world import Filters, World
    from gigwire.domain.match.subject import Subject


class Wanted(NamedTuple):
    """One filter as Python objects. Words by number; limits in minor units of `currency`."""

    all_of: frozenset[int]
    any_of: frozenset[int]
    none_of: frozenset[int]
    languages: frozenset[str]
    sources: frozenset[str]
    low: int
    high: int
    currency: str


class Sets:
    """A loop over prepared sets; each project's words are looked up once."""

    def __init__(self, world: World, filters: Filters) -> None:
        self._words = [
            term_of_leaf(Phrase(text) if " " in text else Word(text)) for text in world.words
        ]
        self._wanted = [_wanted(filters, row) for row in range(filters.owners.size)]

    def count(self, subject: Subject) -> int:
        """How many filters fit."""
        words = {n for n, term in enumerate(self._words) if term and subject.where(term)}
        return sum(_fits(one, words, subject) for one in self._wanted)


def _wanted(filters: Filters, row: int) -> Wanted:
    bits = range(32)
    all_of, any_of, none_of = (
        frozenset(int(word) for word in column[row] if word != NO_WORD)
        for column in (filters.all_of, filters.any_of, filters.none_of)
    )
    return Wanted(
        all_of,
        any_of,
        none_of,
        frozenset(LANGUAGES[at] for at in bits if int(filters.languages[row]) >> at & 1),
        frozenset(SOURCES[at] for at in bits if int(filters.sources[row]) >> at & 1),
        int(filters.low[row]) * 100,
        int(filters.high[row]) * 100,
        CURRENCIES[filters.currency[row]],
    )


def _fits(one: Wanted, words: set[int], subject: Subject) -> bool:
    if (one.any_of and words.isdisjoint(one.any_of)) or not one.all_of <= words:
        return False
    if not words.isdisjoint(one.none_of) or subject.project.language not in one.languages:
        return False
    if one.sources and subject.project.source not in one.sources:
        return False
    amounts = subject.amounts.limits(one.currency) if one.low or one.high else None
    if amounts is None:
        return True
    return amounts[1] >= one.low and (not one.high or amounts[0] <= one.high)


def substrings(world: World, filters: Filters) -> Callable[[str], int]:
    """A loop with `in` over texts of words alone: what most bots do."""
    wanted = [
        tuple(
            tuple(world.words[word] for word in column[row] if word != NO_WORD)
            for column in (filters.all_of, filters.any_of, filters.none_of)
        )
        for row in range(filters.owners.size)
    ]

    def count(text: str) -> int:
        return sum(
            all(word in text for word in all_of)
            and (not any_of or any(word in text for word in any_of))
            and not any(word in text for word in none_of)
            for all_of, any_of, none_of in wanted
        )

    return count
