"""Amounts and counts against what a wish asks: fractions, rounded outward. A second reading."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from gigwire.operate.reconcile.facts import Doubt

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Compare
    from gigwire.operate.reconcile.facts import Money, Version

WITHOUT_CENTS: Final = ("CLP", "JPY", "KRW", "PYG", "VND")
PERIODS: Final = {"budget": ("fixed", "monthly"), "rate": ("hourly",)}


def meets(asked: Compare, version: Version) -> bool | Doubt | None:
    """Whether the version's range touches what is asked; None: it does not tell."""
    quantity = asked.quantity
    if quantity in {"budget", "rate"}:
        periods = (asked.period,) if asked.period else PERIODS[quantity]
        is_of_kind = version.money is not None and version.money.period in periods
        return _of_money(asked, version.money if is_of_kind else None)
    if quantity == "client.spent":
        return _of_money(asked, version.spent)
    told = version.numbers.get(quantity)
    if told is None or isinstance(told, Doubt):
        return told
    return _touches(asked, told, told)


def _of_money(asked: Compare, money: Money | None) -> bool | None:
    currency = asked.currency or "USD"
    if money is None:
        return None
    if currency == money.currency:
        return _touches(asked, money.lowest, money.highest)
    worth = [money.usd_for_one.get(one) for one in (money.currency, currency)]
    if worth[0] is None or worth[1] is None:
        return None
    factor = Fraction(worth[0]) / Fraction(worth[1])
    factor *= Fraction(_units(currency), _units(money.currency))
    return _touches(asked, floor(money.lowest * factor), ceil(money.highest * factor))


def _units(currency: str) -> int:
    return 1 if currency in WITHOUT_CENTS else 100


def _touches(asked: Compare, lowest: int, highest: int) -> bool:
    return (asked.low is None or highest >= asked.low) and (
        asked.high is None or lowest <= asked.high
    )
