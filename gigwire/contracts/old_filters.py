"""The text of filters saved before there was a language: their fields, composed to a query.

Owns reading of old records only; the language is `gigwire.domain.filters`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BARE: Final = re.compile(r"[^\W\d_]+")
_QUOTES: Final = re.compile(r'["«»“”„\s]+')
_WITHOUT_CENTS: Final = frozenset({"CLP", "JPY", "KRW", "PYG", "VND"})


def composed_query(fields: Mapping[str, Any]) -> str:
    """What the fields of an old filter ask for, as the language says it."""
    positive = [_term(term) for term in fields.get("all_of") or ()]
    positive += _either([_term(term)] for term in fields.get("any_of") or ())
    positive += _either(map(_term, group) for group in fields.get("alternatives") or ())
    rest = [f"-{_term(term)}" for term in fields.get("none_of") or ()]
    rest += _member("lang", (one for one in fields.get("languages") or () if one != "und"))
    rest += _member("source", fields.get("sources") or ())
    return " ".join((*(positive or ["*"]), *rest, *_budget(fields)))


def _term(term: str) -> str:
    if _BARE.fullmatch(term) and not term.isupper():
        return term
    return '"' + _QUOTES.sub(" ", term).strip() + '"'


def _either(groups: Iterable[Iterable[str]]) -> list[str]:
    shown = [" ".join(group) for group in groups]
    shown = [group for group in shown if group]
    return ["(" + " | ".join(shown) + ")"] if len(shown) > 1 else shown


def _member(name: str, values: Iterable[str]) -> list[str]:
    sorted_values = sorted(set(values))
    if len(sorted_values) > 1:
        return [f"{name}:({' | '.join(sorted_values)})"]
    return [f"{name}:{value}" for value in sorted_values]


def _budget(fields: Mapping[str, Any]) -> list[str]:
    minor, currency = fields.get("minimum_amount"), fields.get("currency")
    if minor is None or currency is None:
        minor, currency = fields.get("minimum_usd"), "USD"
    if minor is None:
        return []
    digits = 0 if currency in _WITHOUT_CENTS else 2
    amount = f"{Decimal(minor).scaleb(-digits):f}".removesuffix(".00")
    return [f"budget>={amount}{currency.lower()}"]
