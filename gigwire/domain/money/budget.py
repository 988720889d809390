"""`RawBudget` to `Budget`: limits in minor units, ISO currency, period, and US cents.

Owns the rules between a board's fields and its words. Unknown stays None, never zero.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Final

from gigwire.contracts.messages import Budget
from gigwire.domain.money.currency import iso_of
from gigwire.domain.money.parse import ParsedBudget, parse_budget
from gigwire.domain.rates import RateTable, Rounding, current_rates, minor_digits

if TYPE_CHECKING:
    from gigwire.contracts.messages import Period, RawBudget

MAX_MINOR: Final = 10**15  # beyond this a "budget" is a phone number or a joke: unknown
_MONTHS: Final = Decimal(12)


def budget_of(
    raw: RawBudget | None,
    *,
    country: str | None = None,
    default_currency: str | None = None,
    rates: RateTable | None = None,
) -> Budget | None:
    """Decide what a board's budget says; None where it says nothing comparable.

    Fields of the board win over its text. An amount without a currency takes the source's
    default; where that has none either, the budget is unknown. A yearly figure becomes monthly;
    one per day, word or piece is unknown, for we could not compare it. `rates`: the table of the
    project's day; None: the bundled one.
    """
    stated = _stated(raw, country) if raw else None
    if stated is None:
        return None
    currency = stated.currency or default_currency
    if currency is None or stated.period == "other":
        return None
    minimum, maximum, period = _by_period(stated)
    return _priced(minimum, maximum, currency, period, rates or current_rates())


def _stated(raw: RawBudget, country: str | None) -> ParsedBudget | None:
    parsed = parse_budget(raw.text, country=country) if raw.text else None
    currency = iso_of(raw.currency, country=country) or (parsed.currency if parsed else None)
    period = raw.period or (parsed.period if parsed else None)
    if raw.minimum is not None or raw.maximum is not None:
        return ParsedBudget(raw.minimum, raw.maximum, currency, period)
    return parsed._replace(currency=currency, period=period) if parsed else None


def _by_period(stated: ParsedBudget) -> tuple[Decimal | None, Decimal | None, Period]:
    match stated.period:
        case "yearly":
            low, high = stated.minimum, stated.maximum
            return low and low / _MONTHS, high and high / _MONTHS, "monthly"
        case "hourly" | "monthly":
            return stated.minimum, stated.maximum, stated.period
        case _:
            return stated.minimum, stated.maximum, "fixed"


def _priced(
    minimum: Decimal | None,
    maximum: Decimal | None,
    currency: str,
    period: Period,
    rates: RateTable,
) -> Budget | None:
    low, high = _minor(minimum, currency, "down"), _minor(maximum, currency, "up")
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is None and high is None:
        return None
    usd_low, usd_high = _cents(rates, low, currency, "down"), _cents(rates, high, currency, "up")
    return Budget(
        minimum=low,
        maximum=high,
        currency=currency,
        period=period,
        usd_minimum=usd_low,
        usd_maximum=usd_high,
        rate_date=None if usd_low is None and usd_high is None else rates.date,
    )


def _minor(major: Decimal | None, currency: str, rounding: Rounding) -> int | None:
    if major is None or not major.is_finite() or major <= 0 or major > MAX_MINOR:
        return None
    mode = ROUND_FLOOR if rounding == "down" else ROUND_CEILING
    minor = int(major.scaleb(minor_digits(currency)).to_integral_value(rounding=mode))
    return minor if 0 < minor <= MAX_MINOR else None


def _cents(rates: RateTable, minor: int | None, currency: str, rounding: Rounding) -> int | None:
    return None if minor is None else rates.usd_cents(minor, currency, rounding)
