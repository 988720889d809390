"""A board's budget text to amounts in major units. Pure text: no rates, no defaults of a source.

Own parser: price-parser takes only the first number and drops multipliers (measured: `10-20к`
becomes 10). Numbers stay Decimals; nothing found is None, never zero.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.money.amounts import MULTIPLIER, NUMBER, amount_of, factor_of
from gigwire.domain.money.currency import CURRENCY, iso_of
from gigwire.domain.money.period import PeriodWord, period_of

if TYPE_CHECKING:
    from decimal import Decimal

MAX_TEXT: Final = 400  # characters read: a budget is a line, not an essay

_GAP: Final = r"[ \u00a0\u2009\u202f]{0,2}"
# A count of days, hours of work, bids or per cent is not money.
_NOT_MONEY: Final = (
    r"(?!\s*(?:%|дн|дней|день|дня|днів|сут|недел|тижн|days?\b|weeks?\b|dias?\b|días?\b|semanas?\b"
    r"|час(?:а|ов)\b|годин\b|hours?\b|horas?\b|шт\b|заявок|откликов|bids?\b|propuestas?\b))"
)
_MONEY: Final = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{CURRENCY}){_GAP})?(?P<number>{NUMBER})(?!\d)"
    rf"(?:{_GAP}(?P<multiplier>{MULTIPLIER})(?![^\W\d_])\.?)?{_NOT_MONEY}"
    rf"(?:{_GAP}(?P<after>{CURRENCY}))?(?P<open>\+)?",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"[\s.,;]*(?:[-–—−~]|\.{2,3}|…|to|and|until|up\s+to|до|по|и|і|та|a|à|á|al|e|y|até|ate|hasta)\s*",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"(?:\bот|\bвід|\bfrom|\bdesde|\ba\s+partir\s+de|\bmin(?:imum|imo|\.)?|\bмин(?:имум|\.)?"
    r"|\bмінімум|\bmínimo|\bstarting\s+at|\bat\s+least|\bне\s+мен(?:ее|ше)|\bover|>=?|≥)\W{0,3}$",
    re.IGNORECASE,
)
_UP_TO: Final = re.compile(
    r"(?:\bдо|\bup\s+to|\bhasta|\baté|\bate|\bmax(?:imum|imo|\.)?|\bмакс(?:имум|\.)?|\bmáximo"
    r"|\bне\s+б(?:олее|ільше)|\bunder|\bless\s+than|\bat\s+most|<=?|≤)\W{0,3}$",
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


def parse_budget(text: str, *, country: str | None = None) -> ParsedBudget | None:
    """Read the first price or range of `text`; None where it holds no amount.

    A price with a currency is preferred to a bare number. `country` decides what `$` means.
    """
    line = text[:MAX_TEXT]
    found = [_money_of(match) for match in _MONEY.finditer(line)]
    if not found:
        return None
    low, high = _first_price(line, found)
    minimum, maximum = _limits(line, low, high)
    sign = low.sign or (high.sign if high else None)
    return ParsedBudget(minimum, maximum, iso_of(sign, country=country), period_of(line))


def _money_of(match: re.Match[str]) -> _Money:
    multiplier = match["multiplier"]
    number = amount_of(match["number"], is_multiplied=bool(multiplier))
    factor = factor_of(multiplier)
    sign = match["after"] if match["before"] in {None, "$"} and match["after"] else match["before"]
    return _Money(
        number * factor, number, factor, sign, match.start(), match.end(), bool(match["open"])
    )


def _first_price(line: str, found: list[_Money]) -> tuple[_Money, _Money | None]:
    """The first amount or range with a currency, else the first of all."""
    priced: list[tuple[_Money, _Money | None]] = []
    for index, money in enumerate(found):
        follower = found[index + 1] if index + 1 < len(found) else None
        if follower and not _RANGE.fullmatch(line, money.end, follower.start):
            follower = None
        priced.append((money, follower))
    with_sign = (pair for pair in priced if pair[0].sign or (pair[1] and pair[1].sign))
    return next(with_sign, priced[0])


def _limits(line: str, low: _Money, high: _Money | None) -> tuple[Decimal | None, Decimal | None]:
    before = line[: low.start]
    if high:
        # `10-20к`: the multiplier belongs to both; `500-1k`: it does not.
        is_shared = low.factor == 1 and low.number < high.number
        first = low.number * high.factor if is_shared else low.amount
        return min(first, high.amount), max(first, high.amount)
    if low.is_open or _FROM.search(before):
        return low.amount, None
    if _UP_TO.search(before):
        return None, low.amount
    return low.amount, low.amount
