"""A filter's tree with its negations at the leaves and its leaves as numbers. Owns no packing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Member,
    Not,
    Pattern,
    Phrase,
    Word,
)
from gigwire.domain.match.rows import (
    ALL_SOURCES,
    LANGUAGES,
    NEVER,
    PERIOD_SHIFT,
    PERIODS,
    UNKNOWN_LANGUAGE,
    UNKNOWN_PERIOD,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNKNOWN_COUNTRY: Final = ""
_WORDS: Final = (Word, Phrase)


class Atom(NamedTuple):
    """A word, phrase or label occurs, or does not."""

    term: int
    is_negated: bool = False


class Search(NamedTuple):
    """A pattern is found, or is not."""

    term: int
    is_negated: bool = False


class Span(NamedTuple):
    """A gauge shows a range that meets low..high."""

    gauge: int
    low: int | None
    high: int | None


class Gate(NamedTuple):
    """The project has none of these attribute bits."""

    bits: int


class Group(NamedTuple):
    """All of the parts hold, or some."""

    is_all: bool
    parts: tuple[Formula, ...]


Formula: TypeAlias = Atom | Search | Span | Gate | Group


class Symbols(Protocol):
    """Who gives leaves their numbers."""

    def term(self, leaf: Word | Phrase) -> int:
        """Number of a word's term; NEVER where it has no token."""

    def label(self, kind: str, value: str) -> int:
        """Number of what a project is, as a term: a source, a country."""

    def pattern(self, leaf: Pattern) -> int:
        """Number of a regular expression."""

    def gauge(self, leaf: Compare, *, is_negated: bool) -> int:
        """Number of what a comparison looks at, its limits apart."""

    def source_bit(self, source: str) -> int | None:
        """The bit of a source in a gate; None beyond those that have one."""


def formula_of(expression: Expression, symbols: Symbols, *, is_negated: bool = False) -> Formula:
    """Push negations to the leaves, number the leaves, join nested groups of one kind."""
    if isinstance(expression, _WORDS):  # most parts are
        return Atom(symbols.term(expression), is_negated)
    match expression:
        case Not(part):
            return formula_of(part, symbols, is_negated=not is_negated)
        case All(parts) | Either(parts):
            inner = [formula_of(part, symbols, is_negated=is_negated) for part in parts]
            return group(inner, is_all=isinstance(expression, All) != is_negated)
        case _:
            return _leaf(expression, symbols, is_negated=is_negated)


def group(parts: Iterable[Formula], *, is_all: bool) -> Formula:
    """A group without groups of its own kind and without repeats; a single part is itself."""
    flat: dict[Formula, None] = {}
    for part in parts:
        if isinstance(part, Group) and part.is_all == is_all:
            flat.update(dict.fromkeys(part.parts))
        elif is_all or part != Atom(NEVER):
            flat[part] = None
    if not is_all and not flat:
        return Atom(NEVER)
    return next(iter(flat)) if len(flat) == 1 else Group(is_all, tuple(flat))


def _leaf(leaf: Pattern | Compare | Member, symbols: Symbols, *, is_negated: bool) -> Formula:
    match leaf:
        case Pattern():
            return Search(symbols.pattern(leaf), is_negated)
        case Compare():
            return _compare(leaf, symbols, is_negated=is_negated)
        case Member():
            return _member(leaf, symbols, is_negated=is_negated)


def _compare(leaf: Compare, symbols: Symbols, *, is_negated: bool) -> Formula:
    """Negated: the range lies wholly below `low`, or wholly above `high`.

    A gauge for negated comparisons shows the range's ends swapped, so that both are a `Span`.
    """
    gauge = symbols.gauge(leaf, is_negated=is_negated)
    if not is_negated:
        return Span(gauge, leaf.low, leaf.high)
    below = () if leaf.low is None else (Span(gauge, None, leaf.low - 1),)
    above = () if leaf.high is None else (Span(gauge, leaf.high + 1, None),)
    return group((*below, *above), is_all=False)


def _member(leaf: Member, symbols: Symbols, *, is_negated: bool) -> Formula:
    match leaf.attribute:
        case "lang":
            bits = _refused(leaf.values, LANGUAGES, is_negated=is_negated)
            return Gate(bits | (UNKNOWN_LANGUAGE if leaf.is_strict else 0))
        case "type":
            bits = _refused(leaf.values, PERIODS, is_negated=is_negated) << PERIOD_SHIFT
            return Gate(bits | (UNKNOWN_PERIOD if leaf.is_strict else 0))
        case "source":
            return _source(leaf, symbols, is_negated=is_negated)
        case "client.country":
            return _country(leaf, symbols, is_negated=is_negated)


@lru_cache(maxsize=4_096)
def _refused(values: tuple[str, ...], known: tuple[str, ...], *, is_negated: bool) -> int:
    return sum(1 << i for i, value in enumerate(known) if (value in values) == is_negated)


def _source(leaf: Member, symbols: Symbols, *, is_negated: bool) -> Formula:
    bits = [symbols.source_bit(value) for value in leaf.values]
    if None in bits:
        return _labelled("source", leaf.values, symbols, is_negated=is_negated)
    named = sum(bit for bit in bits if bit is not None)
    return Gate(named if is_negated else ALL_SOURCES & ~named)


def _country(leaf: Member, symbols: Symbols, *, is_negated: bool) -> Formula:
    """An unknown country is a label of its own, so that lenience is a word like others."""
    unknown = (UNKNOWN_COUNTRY,) if is_negated == leaf.is_strict else ()
    values = (*leaf.values, *unknown)
    return _labelled("country", values, symbols, is_negated=is_negated)


def _labelled(kind: str, values: Sequence[str], symbols: Symbols, *, is_negated: bool) -> Formula:
    atoms = (Atom(symbols.label(kind, value), is_negated) for value in values)
    return group(atoms, is_all=is_negated)
