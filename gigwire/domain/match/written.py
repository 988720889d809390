"""A formula written down as a program's words. Owns their order; runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from gigwire.domain.match.formula import Atom, Formula, Gate, Group, Search, Span
from gigwire.domain.match.program import (
    ALL,
    EITHER,
    GATE,
    GAUGE,
    NO_PATTERN,
    NO_TERM,
    PATTERN,
    TERM,
)
from gigwire.domain.match.rows import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

# No end: beyond every amount, within what an unknown amount shows (`gauges`).
LOWEST: Final = -(1 << 61)
HIGHEST: Final = 1 << 61
_SIGN: Final = 1 << 63


class Words(Protocol):
    """Who tells words from labels."""

    def is_word(self, term: int) -> bool:
        """Whether it is a word or phrase."""


def code_of(formula: Formula, words: Words) -> tuple[int, ...]:
    """The program of a formula, in the form of `gigwire.domain.match.program`."""
    leaves = list(_leaves(formula))
    wanted = {leaf.term for leaf in leaves if isinstance(leaf, Atom) and not leaf.is_negated}
    scoring = sorted(filter(words.is_word, wanted))
    spans = sorted({_span(leaf) for leaf in leaves if isinstance(leaf, Span)})
    operations = list(_operations(formula))
    flat = [number for span in spans for number in span]
    return (
        *(len(scoring), *scoring),
        *(len(spans), *flat),
        *(len(operations), *operations),
    )


def _leaves(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, Group):
        for part in formula.parts:
            yield from _leaves(part)
    else:
        yield formula


def _operations(formula: Formula) -> Iterator[int]:
    match formula:
        case Atom(term, is_negated):
            yield from (NO_TERM if is_negated else TERM, term)
        case Search(term, is_negated):
            yield from (NO_PATTERN if is_negated else PATTERN, term)
        case Span():
            yield from (GAUGE, *_span(formula))
        case Gate(bits):
            yield from (GATE, bits - (bits & _SIGN) * 2)
        case Group(_, ()):
            yield from (TERM, ALWAYS)
        case Group(is_all, parts):
            for part in parts:
                yield from _operations(part)
            yield from (ALL if is_all else EITHER, len(parts))


def _span(span: Span) -> tuple[int, int, int]:
    low = LOWEST if span.low is None else min(max(span.low, LOWEST), HIGHEST)
    high = HIGHEST if span.high is None else min(max(span.high, LOWEST), HIGHEST)
    return span.gauge, low, high
