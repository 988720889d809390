"""Amounts of money in typed text: after `budget>=`, and as people say them (`от 500$`, `500 $+`).

Owns which words are a limit rather than search words. Numbers and currencies: `domain.money`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.filters.fields import SCOPES
from gigwire.domain.money.amounts import MULTIPLIER, amount_of, factor_of
from gigwire.domain.money.currency import CURRENCY, iso_of
from gigwire.domain.rates import current_rates, minor_digits

if TYPE_CHECKING:
    from gigwire.contracts.messages import Period

MAX_MINOR: Final = 10**13
# As boards write numbers, but bounded, so that a row of groups takes linear time.
_NUMBER: Final = (
    r"\d{1,3}(?:[ .,'’]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?:[.,]\d{1,3}(?!\d))?"
)
_FROM: Final = (
    r"от|від|from|desde|a +partir +de|min(?:imum|imo|\.)?|mínimo|мин(?:имум|\.)?|мін(?:імум|\.)?"
    r"|at +least|не +менее|не +менше"
)
_UP_TO: Final = (
    r"до|up +to|hasta|até|max(?:imum|imo|\.)?|máximo|макс(?:имум|\.)?|не +более|не +більше|at +most"
)
# First words of these and currencies: where one stands, a limit may begin.
_OPENERS: Final = (
    "от від from desde a min min. minimum minimo mínimo мин мин. минимум мін мін. мінімум at не до"
    " up hasta até max max. maximum maximo máximo макс макс. максимум"
)
_PERIODS: Final[dict[Period, str]] = {
    "hourly": "h hr hrs hour ч час годину hora hs",
    "monthly": "mo mon month мес месяц міс місяць mes mês",
    "fixed": "fix fixed job project проект проєкт",
}
_OPENING: Final = frozenset(_OPENERS.split())
_PERIOD_OF: Final = {word: period for period, words in _PERIODS.items() for word in words.split()}


class Amount(NamedTuple):
    """What was typed: minor units of `currency`; an open end is None. `end`: where it stops."""

    low: int | None
    high: int | None
    currency: str
    period: Period | None
    is_strict: bool
    end: int


class UnknownUnit(Exception):  # noqa: N818 - a typed word, turned into a problem by the caller
    """The number is followed by what is neither a currency nor a period."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(text)
        self.text = text
        self.position = position


def _one(suffix: str) -> str:
    return (
        rf"(?:(?P<before{suffix}>{CURRENCY}) ?)?(?P<number{suffix}>{_NUMBER})"
        rf"(?: ?(?P<multiplier{suffix}>{MULTIPLIER})(?![^\W\d_])\.?)?"
        rf"(?: ?(?P<after{suffix}>{CURRENCY}))?"
    )


# Where the lexer begins a word: behind a space or a bracket, then a minus, then a scope.
_BEGINNING: Final = re.compile(
    rf"(?<![^\s(])-?(?:(?:{'|'.join(map(re.escape, SCOPES))}):)?(?=[^\s()|])"
)
_TAIL: Final = r"(?: ?/ ?(?P<period>[^\W\d_]{1,10})\.?)?"
_END: Final = r"(?P<strict>!)?(?![^\s,;|()])"
# `500 -600` is an amount and an excluded word: a range's dash has no space before or one after too.
_DOTS: Final = r"(?: ?(?:\.{2,3}|…) ?|[-–—−] ?| [-–—−] (?=[^\s(]))"


@cache
def _range() -> re.Pattern[str]:
    """An amount, or two with dots or a dash between, either left out."""
    pattern = rf"(?:{_one('1')})?(?:(?P<dots>{_DOTS})(?:{_one('2')})?)?{_TAIL}{_END}"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    opener = rf"(?:(?P<at_least>(?:{_FROM}) {{1,2}}|(?:>=?|≥) {{0,2}})"
    opener += rf"|(?P<at_most>(?:{_UP_TO}) {{1,2}}|(?:<=?|≤) {{0,2}}))?"
    return re.compile(
        rf"{opener}{_one('1')}(?:(?P<dots>{_DOTS}){_one('2')})?{_TAIL}(?P<open> ?\+)?{_END}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=65_536)
def may_begin(word: str) -> bool:
    """Whether a said limit may begin with this word (cheap; `said_amount` decides)."""
    return word.lower() in _OPENING or _signs().match(word) is not None


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(rf".{{0,20}}[\d<>≥≤$€£₽₴₹₸¥₺₪]|(?:{CURRENCY})\Z", re.IGNORECASE)


def said_amount(text: str, position: int, currency: str) -> Amount | None:
    """A limit as people say it, at this place; `currency` (ISO 4217) is meant without one.

    A number is a limit only with an opening word (`от`, `from`, `>`), a currency or a `+`; else
    it is a search word (`3d`, `python 3`). A limit without an opening word is the least.
    """
    match = _said().match(text, position)
    if match is None:
        return None
    sign = match["before1"] or match["after1"] or match["before2"] or match["after2"]
    if not (sign or match["at_least"] or match["at_most"] or match["open"]):
        return None
    amount = _amount(match, currency)
    if match["period"] and amount is not None and amount.period is None:
        return None
    if amount is None or match["number2"]:
        return amount
    is_most = match["at_most"] is not None
    return amount._replace(high=amount.low, low=None) if is_most else amount._replace(high=None)


def ranged_amount(text: str, position: int, currency: str) -> Amount | None:
    """The amount or range after `budget:` and its like; None where no number stands there.

    Raises:
        UnknownUnit: something else follows the number than a currency or a period.
    """
    match = _range().match(text, position)
    if match is None or not (match["number1"] or match["number2"]):
        _look_for_unit(text, position)
        return None
    amount = _amount(match, currency)
    if match["period"] and amount is not None and amount.period is None:
        raise UnknownUnit(match["period"], match.start("period"))
    return amount


@cache
def _lone_number() -> re.Pattern[str]:
    return re.compile(rf"{_one('1')} ?(?:/ ?)?(?P<unit>[^\s\d,;|()!/][^\s,;|()]*)", re.IGNORECASE)


def _look_for_unit(text: str, position: int) -> None:
    match = _lone_number().match(text, position)
    if match is not None:
        raise UnknownUnit(match["unit"][:20], match.start("unit"))


def _amount(match: re.Match[str], currency: str) -> Amount | None:
    signs = (match["after2"], match["before2"], match["after1"], match["before1"])
    # `$` alone gives way to a word: `$500 cad` is Canadian.
    sign = next((one for one in signs if one and one != "$"), next(filter(None, signs), None))
    code = iso_of(sign) or currency
    low, high = _ends(match)
    if not match["dots"]:
        high = low
    least, most = (None if one is None else _minor(one, code) for one in (low, high))
    if max(least or 0, most or 0) > MAX_MINOR:
        return None
    period = _period(match["period"], code)
    return Amount(least, most, code, period, match["strict"] is not None, match.end())


def _ends(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    low, high = (_major(match, suffix) for suffix in "12")
    factor = factor_of(match["multiplier2"])
    # `10-20к`: the multiplier belongs to both; `500-1k`: it does not.
    if low is not None and high is not None and not match["multiplier1"] and low * factor <= high:
        low *= factor
    return low, high


def _major(match: re.Match[str], suffix: str) -> Decimal | None:
    number, multiplier = match[f"number{suffix}"], match[f"multiplier{suffix}"]
    if number is None:
        return None
    return amount_of(number, is_multiplied=bool(multiplier)) * factor_of(multiplier)


def _minor(major: Decimal, currency: str) -> int:
    return int((major * Decimal(10) ** minor_digits(currency)).to_integral_value())


def _period(word: str | None, currency: str) -> Period | None:
    if word is None:
        return None
    # `грн/год` is an hour in Ukrainian; `руб/год` is a year in Russian: the currency decides.
    if word.lower() == "год":
        return "hourly" if currency == "UAH" else None
    return _PERIOD_OF.get(word.lower())


def has_rate(currency: str) -> bool:
    """Whether amounts of this currency can be compared."""
    return currency in current_rates().usd_per_unit


def said_anywhere(text: str) -> bool:
    """Whether a limit as people say it begins at some word: more often than the lexer finds."""
    return any(
        said_amount(text, place.end(), "USD") is not None for place in _BEGINNING.finditer(text)
    )
