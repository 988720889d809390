"""From a filter's tree to what a row or a program holds. Owns the normal form; scans nothing.

Exact, never truncated: what does not fit a row becomes a program (`gigwire.domain.match.program`).
Pivots come of one rule: terms of which every fitting project has at least one. For a conjunction
those of its cheapest part, for a disjunction those of all its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from gigwire.domain.match.formula import Atom, Formula, Gate, Group, Span, Symbols, formula_of
from gigwire.domain.match.rows import (
    ALL,
    ALWAYS,
    BARRED,
    FREE,
    MOST_ALL,
    MOST_ANY,
    MOST_NONE,
    PROGRAM,
)
from gigwire.domain.match.spans import NO_SPAN, UNLIMITED
from gigwire.domain.match.written import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gigwire.domain.filters.expression import Query


class Plan(NamedTuple):
    """One meaning. `program` < 0: a row of `all_of`, `any_of` and `none_of` says it all.

    `span`: number of what it asks of an amount. `pivots`: of a program; else empty.
    """

    gate: int = 0
    span: int = 0
    all_of: tuple[int, ...] = ()
    any_of: tuple[int, ...] = ()
    none_of: tuple[int, ...] = ()
    program: int = -1
    pivots: tuple[int, ...] = ()
    is_firehose: bool = False

    @property
    def table(self) -> int:
        """Which table its rows stand in."""
        if self.program >= 0:
            return PROGRAM
        if not self.alternatives:
            return ALL
        return BARRED if len(self.none_of) > 1 else FREE

    @property
    def alternatives(self) -> tuple[int, ...]:
        """Terms each of which is enough of the words; none where more must occur."""
        if self.program >= 0 or len(self.all_of) > 1 or (self.all_of and self.any_of):
            return ()
        return self.all_of or self.any_of or (ALWAYS,)


class Book(Symbols, Protocol):
    """What planning needs of a dictionary."""

    def is_word(self, term: int) -> bool:
        """Whether it is a word or phrase, not a label."""

    def frequency(self, term: int) -> float:
        """How common it is in projects, or may be."""

    def program(self, code: tuple[int, ...]) -> int:
        """Keep a program; equal ones once."""

    def span(self, gauge: int, low: int, high: int) -> int | None:
        """Number of a span of a gauge; None once there are too many different ones."""

    def sources_of(self, gate: int) -> tuple[int, ...]:
        """Labels of the sources that a gate accepts, if it names them; else none."""


def plan_of(query: Query, book: Book) -> Plan:
    """Plan a query; filters that differ only in the order of words have equal plans."""
    everything = Group(is_all=True, parts=())
    formula = formula_of(query.expression, book) if query.expression else everything
    return _row_of(formula, book) or _program_of(formula, book)


class _Asked:
    """What the top level of a formula asks for, as far as a row can say it."""

    def __init__(self) -> None:
        self.gate = 0
        self.span: Span | None = None
        self.all_of: set[int] = set()
        self.none_of: set[int] = set()
        self.any_of: frozenset[int] = frozenset()

    def take(self, part: Formula) -> bool:
        """Take one part in; False where no row can say it."""
        match part:
            case Gate(bits):
                self.gate |= bits
            case Span():
                return self._take_span(part)
            case Atom(term, is_negated):
                (self.none_of if is_negated else self.all_of).add(term)
            case Group(False, parts):
                return self._take_any(parts)
            case _:
                return False
        return True

    def _take_span(self, span: Span) -> bool:
        """Two comparisons of one gauge are one: each end is asked for by itself anyway."""
        ends = [end for end in (span.low, span.high) if end is not None]
        if not all(0 <= end < UNLIMITED for end in ends):
            return False
        known = self.span or Span(span.gauge, None, None)
        lows = [low for low in (known.low, span.low) if low is not None]
        highs = [high for high in (known.high, span.high) if high is not None]
        self.span = Span(span.gauge, max(lows, default=None), min(highs, default=None))
        return known.gauge == span.gauge

    def _take_any(self, parts: Iterable[Formula]) -> bool:
        is_first = not self.any_of
        atoms = [part if isinstance(part, Atom) and not part.is_negated else None for part in parts]
        self.any_of = frozenset(atom.term for atom in atoms if atom is not None)
        return is_first and None not in atoms

    def fits(self) -> bool:
        """Whether it is small enough. Of a word in two lists the score would count both."""
        is_small = len(self.all_of) <= MOST_ALL and len(self.none_of) <= MOST_NONE
        is_wide = bool(self.all_of) and len(self.any_of) > MOST_ANY
        return is_small and not is_wide and not (self.all_of & self.any_of)


def _row_of(formula: Formula, book: Book) -> Plan | None:
    asked = _Asked()
    parts = formula.parts if isinstance(formula, Group) and formula.is_all else (formula,)
    if not all(asked.take(part) for part in parts) or not asked.fits():
        return None
    span = _span_of(asked.span, book)
    if span is None:
        return None
    words = asked.all_of or asked.any_of
    if not words:
        asked.any_of = frozenset(book.sources_of(asked.gate))
    known = [book.is_word(term) for term in words]
    return Plan(
        gate=asked.gate,
        span=span,
        all_of=tuple(sorted(asked.all_of)),
        any_of=tuple(sorted(asked.any_of)),
        none_of=tuple(sorted(asked.none_of)),
        is_firehose=not (any(known) if asked.all_of else known and all(known)),
    )


def _span_of(span: Span | None, book: Book) -> int | None:
    if span is None:
        return NO_SPAN
    high = UNLIMITED if span.high is None else span.high
    return book.span(span.gauge, span.low or 0, high)


def _program_of(formula: Formula, book: Book) -> Plan:
    required = _required(formula, book, has_labels=False)
    pivots = required or _required(formula, book, has_labels=True)
    return Plan(
        gate=_gate_of(formula),
        program=book.program(code_of(formula, book)),
        pivots=tuple(sorted(pivots)) if pivots else (ALWAYS,),
        is_firehose=not required,
    )


def _gate_of(formula: Formula) -> int:
    parts = formula.parts if isinstance(formula, Group) and formula.is_all else (formula,)
    gate = 0
    for part in parts:
        gate |= part.bits if isinstance(part, Gate) else 0
    return gate


def _required(formula: Formula, book: Book, *, has_labels: bool) -> frozenset[int] | None:
    """Terms of which a fitting project has one; None where it may have none."""
    match formula:
        case Atom(term, False):
            return frozenset((term,)) if has_labels or book.is_word(term) else None
        case Group(is_all, parts):
            sets = [_required(part, book, has_labels=has_labels) for part in parts]
            return _cheapest(filter(None, sets), book) if is_all else _union(sets)
        case _:
            return None


def _cheapest(sets: Iterator[frozenset[int]], book: Book) -> frozenset[int] | None:
    return min(sets, key=lambda terms: sum(map(book.frequency, terms)), default=None)


def _union(sets: list[frozenset[int] | None]) -> frozenset[int] | None:
    known = [terms for terms in sets if terms]
    return frozenset().union(*known) if len(known) == len(sets) else None
