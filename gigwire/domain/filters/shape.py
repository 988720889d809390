"""Questions about a tree that need no project: its leaves, its depth, whether it needs a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.filters.expression import All, Compare, Either, Member, Not, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.filters.expression import Expression, Leaf, Query


# Tuples, made once: `A | B` is made anew each time that it is asked.
LOOSE: Final = (Not, Member, Compare)  # hold for the whole filter, outside brackets
_WORDS: Final = (Word, Phrase)
_GROUPS: Final = (All, Either)


def leaves(expression: Expression | None) -> Iterator[tuple[Leaf, bool]]:
    """Every condition with whether it is negated, from left to right (negation normal form)."""
    return _leaves(expression, is_negated=False) if expression is not None else iter(())


def _leaves(expression: Expression, *, is_negated: bool) -> Iterator[tuple[Leaf, bool]]:
    if isinstance(expression, Not):
        yield from _leaves(expression.part, is_negated=not is_negated)
    elif isinstance(expression, All | Either):
        for part in expression.parts:
            yield from _leaves(part, is_negated=is_negated)
    else:
        yield expression, is_negated


def requires_word(expression: Expression | None) -> bool:
    """Whether some positive word or phrase must occur for it to hold.

    With all positive words, phrases and prefixes taken as false, and everything else (negated
    words, regular expressions, members, comparisons) as true, it must be false.
    """
    return expression is not None and not _holds_without(expression, is_negated=False)


def _holds_without(expression: Expression, *, is_negated: bool) -> bool:
    if isinstance(expression, _WORDS):
        return is_negated
    if isinstance(expression, Not):
        return _holds_without(expression.part, is_negated=not is_negated)
    if isinstance(expression, _GROUPS):
        each = (_holds_without(part, is_negated=is_negated) for part in expression.parts)
        return any(each) if isinstance(expression, Either) ^ is_negated else all(each)
    return True


def has_loose(parts: tuple[Expression, ...]) -> bool:
    """Whether printing these alternatives outside brackets would change what they hold for."""
    return any(
        isinstance(part, LOOSE)
        or (isinstance(part, All) and any(isinstance(inner, LOOSE) for inner in part.parts))
        for part in parts
    )


def brackets(query: Query) -> int:
    """Brackets within brackets in the query's canonical text."""
    top = query.expression
    if top is None:
        return 0
    return _brackets(top) + (isinstance(top, Either) and has_loose(top.parts))


def _brackets(expression: Expression) -> int:
    """Those inside the expression; its own are its parent's to add."""
    if isinstance(expression, Not):
        return _brackets(expression.part) + isinstance(expression.part, All | Either)
    if isinstance(expression, Either):
        return max(_brackets(part) for part in expression.parts)
    if isinstance(expression, All):
        return max(_brackets(part) + isinstance(part, Either) for part in expression.parts)
    return 0
