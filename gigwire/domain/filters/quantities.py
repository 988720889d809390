"""The numbers after `client.rating>=`, `bids<`, `age<`, ...: text to whole numbers, and back.

Owns units and how they are written. Money: `amount`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.filters.fields import TRUTHS
from gigwire.domain.rates import minor_digits

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Compare, Quantity

MONEY: Final = frozenset({"budget", "rate", "client.spent"})
_TIMES: Final = {
    1: "s sec сек",
    60: "m min мин хв minuto minutos",
    3_600: "h hour hours ч час часа часов год годин hora horas",
    86_400: "d day days д дн день дня дней днів dia dias día días",
}
_SECONDS: Final = {word: seconds for seconds, words in _TIMES.items() for word in words.split()}
# Written from the largest that divides.
_AGES: Final = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_UNITS: Final[dict[Quantity, str]] = {
    "client.hired": "%",
    "age": "|".join(sorted(_SECONDS, key=len, reverse=True)),
    "client.verified": "",
}
LARGEST: Final[dict[Quantity, int]] = {
    "client.rating": 500,
    "client.hired": 100,
    "bids": 1_000_000,
    "age": 366 * 86_400,
}
_WORD: Final = re.compile(r"(?P<word>[^\s,;|()!]+)(?P<strict>!)?(?![^\s,;|()])")


class Numbers(NamedTuple):
    """A closed range as typed, in the quantity's units; `end`: where it stops."""

    low: int | None
    high: int | None
    is_strict: bool
    end: int


def _pattern(quantity: Quantity) -> re.Pattern[str]:
    number = r"\d{1,9}(?:[.,]\d{1,2}(?!\d))?" if quantity == "client.rating" else r"\d{1,9}"
    unit = _UNITS.get(quantity)
    of_age = quantity == "age"

    def one(name: str) -> str:
        if not unit:
            return f"(?P<{name}>{number})"
        mark = "" if of_age else "?"
        return f"(?P<{name}>{number})(?: ?(?P<{name}_unit>{unit})){mark}"

    dots = r"(?P<dots>\.{2,3}|…|[-–—−])"
    return re.compile(
        rf"(?:{one('low')})?(?:{dots}(?:{one('high')})?)?(?P<strict>!)?(?![^\s,;|()])",
        re.IGNORECASE,
    )


_PATTERNS: Final[dict[Quantity, re.Pattern[str]]] = {
    quantity: _pattern(quantity) for quantity in LARGEST
}


def numbers_of(quantity: Quantity, text: str, position: int) -> Numbers | None:
    """Read the value or range that stands here; None where there is none."""
    if quantity == "client.verified":
        return _truth(text, position)
    match = _PATTERNS[quantity].match(text, position)
    if match is None or not (match["low"] or match["high"]):
        return None
    low, high = _number(quantity, match, "low"), _number(quantity, match, "high")
    if not match["dots"]:
        high = low
    return Numbers(low, high, match["strict"] is not None, match.end())


def _truth(text: str, position: int) -> Numbers | None:
    match = _WORD.match(text, position)
    truth = TRUTHS.get(match["word"].lower()) if match else None
    if match is None or truth is None:
        return None
    return Numbers(truth, truth, match["strict"] is not None, match.end())


def _number(quantity: Quantity, match: re.Match[str], end: str) -> int | None:
    if match[end] is None:
        return None
    if quantity == "client.rating":
        return int(Decimal(match[end].replace(",", ".")) * 100)
    if quantity == "age":
        return int(match[end]) * _SECONDS[match[f"{end}_unit"].lower()]
    return int(match[end])


def written(condition: Compare) -> str:
    """A comparison as it is printed: each has one form, and reading it gives it back."""
    tail = "!" if condition.is_strict else ""
    name, low, high = condition.quantity, condition.low, condition.high
    if name == "client.verified":
        return f"{name}:{'yes' if low else 'no'}{tail}"
    if low is not None and high is not None:
        sign, value = ("=", _value(condition, low)) if low == high else (":", "")
        value = value or f"{_bare(condition, low)}..{_value(condition, high)}"
        return f"{name}{sign}{value}{tail}"
    if low is not None:
        is_open = low >= 1 and _is_round(condition, low - 1) and not _is_round(condition, low)
        return f"{name}>{'' if is_open else '='}{_value(condition, low - is_open)}{tail}"
    assert high is not None, "a comparison has an end"
    is_open = _is_round(condition, high + 1) and not _is_round(condition, high)
    return f"{name}<{'' if is_open else '='}{_value(condition, high + is_open)}{tail}"


def _is_round(condition: Compare, number: int) -> bool:
    """Whether it is written without a fraction: the neighbour of such is written as `>` or `<`."""
    match condition.quantity:
        case "client.rating":
            return number % 10 == 0
        case "age":
            return number % 60 == 0
        case "budget" | "rate" | "client.spent":
            return number % (100 if minor_digits(condition.currency or "") else 1) == 0
        case _:
            return True


def _value(condition: Compare, number: int) -> str:
    currency = (condition.currency or "").lower()
    if condition.quantity == "rate":
        return f"{_bare(condition, number)}{currency}/h"
    if condition.quantity in MONEY:
        period = {"monthly": "/mo", "fixed": "/fix"}.get(condition.period or "", "")
        return f"{_bare(condition, number)}{currency}{period}"
    return _bare(condition, number)


def _bare(condition: Compare, number: int) -> str:
    match condition.quantity:
        case "client.rating":
            return f"{Decimal(number) / 100:f}"
        case "client.hired":
            return f"{number}%"
        case "age":
            unit, seconds = next(one for one in _AGES if number % one[1] == 0)
            return f"{number // seconds}{unit}"
        case "budget" | "rate" | "client.spent":
            digits = minor_digits(condition.currency or "")
            return f"{Decimal(number).scaleb(-digits):f}".removesuffix(".00")
        case _:
            return str(number)
