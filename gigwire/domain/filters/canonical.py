"""The simplest tree of the same meaning, and the id that equal meanings share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from gigwire.contracts.ids import FilterId, digest
from gigwire.domain.filters.expression import (
    All,
    Attribute,
    Compare,
    Either,
    Member,
    Not,
    Pattern,
    Phrase,
    Quantity,
    Query,
    Word,
)
from gigwire.domain.filters.shape import requires_word
from gigwire.domain.text.term import term_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.domain.filters.expression import Expression
    from gigwire.domain.text.terms import Mode, Scope

_ORDER: Final = (*get_args(Attribute), *get_args(Quantity))


def canonical(query: Query) -> Query:
    """The same meaning in its simplest form; a fixed point.

    Parts that mean the same are kept once, in the first spelling. What must all hold is ordered:
    words and brackets as typed, exclusions as typed, then members and comparisons by field. A `*`
    before a filter that requires a word is dropped.
    """
    if query.expression is None:
        return query
    simple = _simple(query.expression)
    return Query(simple, query.is_everything and not requires_word(simple))


def _simple(expression: Expression) -> Expression:
    match expression:
        case All(parts):
            return _joined(All, sorted(_simple_parts(parts, All), key=_rank))
        case Either(parts):
            return _joined(Either, _simple_parts(parts, Either))
        case Not(part):
            inner = _simple(part)
            return inner.part if isinstance(inner, Not) else Not(inner)
        case Member(_, values):
            return replace(expression, values=tuple(sorted(set(values))))
        case _:
            return expression


def _simple_parts(parts: Iterable[Expression], kind: type[All | Either]) -> list[Expression]:
    first: dict[str, Expression] = {}
    for part in parts:
        simple = _simple(part)
        for one in simple.parts if isinstance(simple, kind) else (simple,):
            first.setdefault(meaning(one), one)
    return list(first.values())


def _joined(kind: type[All | Either], parts: list[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _rank(part: Expression) -> tuple[int, str]:
    match part:
        case Not():
            return 1, ""
        case Member(attribute):
            return 2 + _ORDER.index(attribute), meaning(part)
        case Compare(quantity):
            return 2 + _ORDER.index(quantity), meaning(part)
        case _:
            return 0, ""


def meaning(expression: Expression) -> str:
    """A text that is the same for expressions that mean the same to the analyser."""
    match expression:
        case Word(text, mode, scope):
            return _term(text, mode, scope)
        case Phrase(text, is_exact, scope):
            return _term(text, "exact" if is_exact else "forms", scope)
        case Not(part):
            return f"not({meaning(part)})"
        case All(parts) | Either(parts):
            name = type(expression).__name__.lower()
            return f"{name}({','.join(sorted({meaning(part) for part in parts}))})"
        case Pattern() | Member() | Compare():
            return repr(expression)


def _term(text: str, mode: Mode, scope: Scope) -> str:
    term = term_of(text, mode, scope)
    if term is None:
        return f"{scope}:nothing"
    # Sets have no order of their own.
    return f"{scope}:{[[sorted(keys) for keys in trigger] for trigger in term.triggers]}"


def filter_id_of(query: Query) -> FilterId:
    """12 hex digits; the same for every way of typing one meaning."""
    top = query.expression
    said = "*" if top is None else meaning(top)
    return FilterId(digest("filter", said, int(query.is_everything), size=6))
