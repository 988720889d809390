"""A board's budget text to amounts in major units. Pure text: no rates, no defaults of a source.

Own parser: price-parser takes only the first number and drops multipliers (measured: `10-20к`
becomes 10). Numbers stay Decimals; nothing found is None, never zero.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.money.amounts import MULTIPLIER, NUMBER, amount_of, factor_of
from gigwire.domain.money.currency import CURRENCY, in_short, iso_of
from gigwire.domain.money.decoys import is_count, without_decoys
from gigwire.domain.money.period import PeriodWord, period_of
from gigwire.domain.money.words import RANGE, from_before, is_price_alone, up_to_before

if TYPE_CHECKING:
    from decimal import Decimal

MAX_TEXT: Final = 400  # characters read: a budget is a line, not an essay

_GAP: Final = r"[ \u00a0\u2009\u202f]{0,2}"
_MONEY: Final = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{CURRENCY}){_GAP})?(?P<number>{NUMBER})(?!\d)"
    rf"(?:{_GAP}(?P<multiplier>{MULTIPLIER})(?![^\W\d_])\.?)?(?P<open>\+)?"
    rf"(?:{_GAP}(?:de[ ])?(?P<after>{CURRENCY}))?(?P<still_open>\+)?",
    re.IGNORECASE,
)


class ParsedBudget(NamedTuple):
    """Amounts in major units. Equal limits: one exact price. `currency` None: not stated."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str | None
    period: PeriodWord | None


class _Money(NamedTuple):
    amount: Decimal
    number: Decimal
    factor: Decimal
    sign: str | None
    start: int
    end: int
    is_open: bool  # `1000+`


class _Price(NamedTuple):
    low: _Money
    high: _Money | None = None

    @property
    def sign(self) -> str | None:
        return self.low.sign or (self.high.sign if self.high else None)

    @property
    def last(self) -> _Money:
        return self.high or self.low


def parse_budget(text: str, *, country: str | None = None) -> ParsedBudget | None:
    """Read the first price or range of `text`; None where it holds no amount.

    A price with a currency is preferred to a bare number, and a bare number counts only where it
    stands as a price would. `country` decides what `$` means.
    """
    whole = _cut(text)
    line = in_short(without_decoys(whole))
    price = _first_price(line)
    if price is None:
        return None
    minimum, maximum = (limit or None for limit in _limits(line, price))
    if minimum is None and maximum is None:
        return None
    period = period_of(whole, price.last.amount)
    return ParsedBudget(minimum, maximum, iso_of(price.sign, country=country), period)


def _cut(text: str) -> str:
    """The beginning, without a number cut in two."""
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT].rpartition(" ")[0]


def _first_price(line: str) -> _Price | None:
    """The first amount or range with a currency, else the first that stands as a price."""
    prices = _prices(line, [_money_of(match) for match in _MONEY.finditer(line)])
    with_sign = (price for price in prices if price.sign)
    alone = (price for price in prices if _stands_alone(line, price))
    return next(with_sign, None) or next(alone, None)


def _prices(line: str, found: list[_Money]) -> list[_Price]:
    prices: list[_Price] = []
    for index, money in enumerate(found):
        follower = found[index + 1] if index + 1 < len(found) else None
        if follower and not RANGE.fullmatch(line, money.end, follower.start):
            follower = None
        price = _Price(money, follower)
        # `3 дня`, `2-3 weeks`; but `$30 hours` and `$30-40 hours` are money.
        if price.sign or not is_count(line, price.last.end):
            prices.append(price)
    return prices


def _stands_alone(line: str, price: _Price) -> bool:
    if any(money and money.factor != 1 for money in price):
        return True
    return is_price_alone(line, price.low.start, price.last.end, price.last.amount)


def _money_of(match: re.Match[str]) -> _Money:
    multiplier = match["multiplier"]
    number = amount_of(match["number"], is_multiplied=bool(multiplier))
    factor = factor_of(multiplier)
    sign = match["after"] if match["before"] in {None, "$"} and match["after"] else match["before"]
    is_open = bool(match["open"] or match["still_open"])
    return _Money(number * factor, number, factor, sign, match.start(), match.end(), is_open)


def _limits(line: str, price: _Price) -> tuple[Decimal | None, Decimal | None]:
    low, high = price
    if high:
        # `10-20к`: the multiplier belongs to both; `500-1k`: it does not.
        is_shared = low.factor == 1 and low.number < high.number
        first = low.number * high.factor if is_shared else low.amount
        return min(first, high.amount), max(first, high.amount)
    if low.is_open or from_before(line, low.start):
        return low.amount, None
    if up_to_before(line, low.start):
        return None, low.amount
    return low.amount, low.amount
