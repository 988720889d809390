"""Made-up budgets in the currencies of each board, and the one stated table of rates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from local.boards.model import Board, Language, Period, Price

if TYPE_CHECKING:
    from random import Random

RATES_DATE: Final = "2026-11-01"
# US dollars for one unit: round figures near the autumn of 2026, for telling the truth only.
RATES: Final = {
    "USD": 1.0,
    "EUR": 1.08,
    "GBP": 1.27,
    "RUB": 0.0125,
    "UAH": 0.024,
    "BRL": 0.18,
    "MXN": 0.054,
    "INR": 0.0118,
    "CAD": 0.72,
    "AUD": 0.65,
}
_FREELANCER: Final = {
    "en": ("USD", "USD", "USD", "EUR", "GBP", "INR", "CAD", "AUD"),
    "pt": ("BRL", "BRL", "USD", "EUR"),
    "es": ("USD", "EUR", "MXN"),
}
_TELEGRAM: Final = {
    "ru": ("RUB", "RUB", "USD"),
    "uk": ("UAH", "USD"),
    "en": ("USD", "EUR"),
    "pt": ("BRL", "EUR"),
    "es": ("EUR", "USD"),
}
# Share of projects whose budget a board does not tell; about a quarter over all boards.
UNKNOWN: Final = {
    "freelancer": 0.05,
    "fl": 0.45,
    "kwork": 0.0,
    "freelancehunt": 0.55,
    "telegram_channel": 0.4,
}
HOURLY_BOARDS: Final = ("freelancer", "telegram_channel")


def round_to(amount: float, digits: int) -> int:
    """The amount with `digits` significant digits, at least 1."""
    if amount < 1:
        return 1
    step: int = 10 ** max(0, math.floor(math.log10(amount)) + 1 - digits)
    return max(1, round(amount / step) * step)


def priced(
    currency: str, minimum: int | None, maximum: int | None, period: Period = "fixed"
) -> Price:
    """A price with its USD limits by the table."""
    cents = [None if it is None else round(it * RATES[currency] * 100) for it in (minimum, maximum)]
    return Price(
        minimum=minimum,
        maximum=maximum,
        currency=currency,
        period=period,
        usd_minimum=cents[0],
        usd_maximum=cents[1],
    )


def currency_of(rng: Random, board: Board, language: Language) -> str:
    """A currency that this board would show."""
    if board == "freelancer":
        return rng.choice(_FREELANCER.get(language, ("USD",)))
    if board == "telegram_channel":
        return rng.choice(_TELEGRAM[language])
    if board == "freelancehunt":
        return rng.choice(("UAH", "UAH", "UAH", "USD"))
    return "RUB"


def draw(rng: Random, board: Board, language: Language) -> Price | None:
    """A budget for a new project at a board, None where the board does not tell."""
    if rng.random() < UNKNOWN[board]:
        return None
    period: Period = "hourly" if board in HOURLY_BOARDS and rng.random() < 0.25 else "fixed"
    low, high = (5.0, 60.0) if period == "hourly" else (40.0, 4000.0)
    dollars = math.exp(rng.uniform(math.log(low), math.log(high)))
    currency = currency_of(rng, board, language)
    amount = round_to(dollars / RATES[currency], 2)
    return _shaped(rng, board, currency, amount, period)


def _shaped(rng: Random, board: Board, currency: str, amount: int, period: Period) -> Price:
    spread = round_to(amount * rng.uniform(1.3, 2.6), 2)
    if board == "freelancer":
        return priced(currency, amount, spread, period)
    if board == "kwork":
        # Recorded answers: the possible limit is the wish itself or three times it.
        return priced(currency, amount, amount * rng.choice((1, 3, 3)))
    if board == "telegram_channel":
        low, high = rng.choice(((amount, amount), (amount, spread), (amount, None), (None, amount)))
        return priced(currency, low, high, period)
    return priced(currency, amount, amount)


def carried(rng: Random, price: Price | None, board: Board, language: Language) -> Price | None:
    """The same money as a copy at another board states it: its currency, one amount if it must."""
    if price is None:
        return None
    currency = currency_of(rng, board, language)
    rate = RATES[price.currency] / RATES[currency]
    # Three digits keep the copy within 0.5 % of the original.
    same = currency == price.currency
    minimum, maximum = (
        it if it is None or same else round_to(it * rate, 3)
        for it in (price.minimum, price.maximum)
    )
    if board in HOURLY_BOARDS:
        return priced(currency, minimum, maximum, price.period)
    wish = minimum or maximum or 1
    return priced(currency, wish, max(wish, maximum or wish) if board == "kwork" else wish)


def changed(rng: Random, price: Price) -> Price:
    """The same budget, raised or lowered by 15 to 60 %."""
    factor = rng.choice((0.6, 0.75, 0.85, 1.15, 1.3, 1.6))
    minimum, maximum = (
        None if it is None else round_to(it * factor, 2) for it in (price.minimum, price.maximum)
    )
    return priced(price.currency, minimum, maximum, price.period)
