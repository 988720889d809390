"""The fields by which the first index still compares; to be deleted with them and with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gigwire.domain.filters.expression import All, Compare, Either, Member, Not, Phrase, Word
from gigwire.domain.rates import current_rates

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Expression, Query

_NEVER: Final[dict[str, Any]] = {"all_of": ("-",)}  # a term without tokens occurs nowhere


def structural(query: Query) -> dict[str, Any]:
    """The old fields of `Filter`; where they cannot say it, fields that fit no project."""
    top = query.expression
    parts = top.parts if isinstance(top, All) else () if top is None else (top,)
    fields: dict[str, Any] = {}
    for part in parts:
        field = _field(part)
        if field is None:
            return _NEVER
        for name, value in field.items():
            if name in fields and name not in {"all_of", "none_of"}:
                return _NEVER
            fields[name] = (*fields[name], *value) if name in fields else value
    return fields


def _field(part: Expression) -> dict[str, Any] | None:
    if (term := _term(part)) is not None:
        return {"all_of": (term,)}
    if isinstance(part, Either):
        return _alternatives(part)
    if isinstance(part, Not):
        term = _term(part.part)
        return None if term is None else {"none_of": (term,)}
    return _limit(part)


def _limit(part: Expression) -> dict[str, Any] | None:
    match part:
        case Member("source", values, False):
            return {"sources": values}
        case Member("lang", values, False):
            return {"languages": values}
        case Compare("budget", int(low), None, str(currency), None, False):
            usd = current_rates().usd_cents(low, currency, "down")
            return {"minimum_usd": usd, "minimum_amount": low, "currency": currency}
        case _:
            return None


def _alternatives(part: Either) -> dict[str, Any] | None:
    groups = [
        tuple(map(_term, one.parts if isinstance(one, All) else (one,))) for one in part.parts
    ]
    if any(term is None for group in groups for term in group):
        return None
    if all(len(group) == 1 for group in groups):
        return {"any_of": tuple(group[0] for group in groups)}
    return {"alternatives": tuple(groups)}


def _term(part: Expression) -> str | None:
    match part:
        case Word(text, "forms", "any") | Phrase(text, False, "any"):
            return text
        case _:
            return None
