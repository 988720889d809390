"""Money and time as a person reads them: in their currency, their language. Owns no rate."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, TypeGuard

from babel import Locale as BabelLocale
from babel.core import UnknownLocaleError
from babel.numbers import format_currency, get_currency_precision

from gigwire.domain.cards.facts import BABEL
from gigwire.domain.cards.html import escape
from gigwire.domain.rates import current_rates, minor_digits

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import Budget
    from gigwire.contracts.people import Locale
    from gigwire.domain.cards.words import Words

_ISO_4217: Final = re.compile("[A-Z]{3}")
MOST_MINOR: Final = 10**15  # more is no price


@cache
def _pattern(locale: Locale) -> str:
    """The locale's own currency pattern without decimals: nobody reads a budget in cents."""
    try:
        pattern = BabelLocale.parse(BABEL[locale]).currency_formats["standard"].pattern
    except (KeyError, UnknownLocaleError):  # pragma: no cover - Babel ships our five
        return "¤#,##0"
    return str(pattern).replace(".00", "")


def money(minor: int, currency: str, locale: Locale) -> str:
    """An amount of minor units, rounded to whole units, as the locale writes it; plain text."""
    amount = round(minor / 10 ** minor_digits(currency))
    return format_currency(
        amount,
        currency,
        _pattern(locale),
        locale=BABEL[locale],
        currency_digits=False,
        decimal_quantization=get_currency_precision(currency) > 0,
    )


def budget_line(budget: Budget | None, currency: str, words: Words) -> str:
    """The budget in the person's currency and, where it differs, as the board states it."""
    if budget is None or not _is_told(budget):
        return words("card-budget-unknown")
    original = _per(budget, _range(budget.minimum, budget.maximum, budget.currency, words), words)
    theirs = _converted(budget, currency, words)
    if theirs is None:
        return words("card-budget", amount=original)
    return words("card-budget-converted", amount=theirs, original=original)


def priced(budget: Budget | None, currency: str, words: Words) -> str:
    """The budget and its kind, for a line of its own: hours and months say so themselves."""
    line = budget_line(budget, currency, words)
    is_fixed = budget is not None and budget.period == "fixed" and _is_told(budget)
    return words("card-fixed", budget=line) if is_fixed else line


def _is_told(budget: Budget) -> bool:
    """Whether there is an amount, and each could be somebody's money."""
    if not _ISO_4217.fullmatch(budget.currency):
        return False
    limits = [one for one in (budget.minimum, budget.maximum) if one is not None]
    return bool(limits) and all(map(_is_money, limits))


def _is_money(minor: int | None) -> TypeGuard[int]:
    return minor is not None and 0 <= minor < MOST_MINOR


def _converted(budget: Budget, currency: str, words: Words) -> str | None:
    if budget.currency == currency:
        return None
    limits = [
        current_rates().minor_of(cents, currency) if _is_money(cents) else None
        for cents in (budget.usd_minimum, budget.usd_maximum)
    ]
    if limits == [None, None]:
        return None
    return "≈ " + _range(limits[0], limits[1], currency, words)


def _range(minimum: int | None, maximum: int | None, currency: str, words: Words) -> str:
    low = None if minimum is None else escape(money(minimum, currency, words.locale))
    high = None if maximum is None else escape(money(maximum, currency, words.locale))
    if low is not None and high is not None:
        return low if low == high else f"{low} – {high}"
    if low is not None:
        return words("money-from", amount=low)
    assert high is not None, "a budget has at least one limit"
    return words("money-up-to", amount=high)


def _per(budget: Budget, amount: str, words: Words) -> str:
    match budget.period:
        case "hourly":
            return words("money-hourly", amount=amount)
        case "monthly":
            return words("money-monthly", amount=amount)
        case "fixed":
            return amount


def age(since: datetime, now: datetime, words: Words) -> str:
    """How long ago, in the largest unit that says something."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return words("age-now")
    if minutes < 60:
        return words("age-minutes", count=minutes)
    if minutes < 24 * 60:
        return words("age-hours", count=minutes // 60)
    return words("age-days", count=minutes // (24 * 60))
