"""A wished-for minimum in typed text: `от 500$`, `>500usd`, `500 $+`, `a partir de R$ 500`.

Owns which words are a limit rather than search words. Numbers and currencies: `domain.money`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.money.amounts import MULTIPLIER, NUMBER, SPACE, amount_of, factor_of
from gigwire.domain.money.currency import CURRENCY, iso_of
from gigwire.domain.rates import minor_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP: Final = rf"{SPACE}{{0,2}}"
_FROM: Final = (
    r"от|від|from|desde|a\s+partir\s+de|min(?:imum|imo|\.)?|mínimo|мин(?:имум|\.)?|мін(?:імум|\.)?"
    r"|at\s+least|не\s+менее|не\s+менше|>=?|≥"
)
_UP_TO: Final = (
    r"до|up\s+to|hasta|até|max(?:imum|imo|\.)?|máximo|макс(?:имум|\.)?|не\s+более|не\s+більше|<=?|≤"
)
_LIMIT: Final = re.compile(
    rf"(?<![^\s,;|])(?:(?:(?P<at_least>{_FROM})|(?P<at_most>{_UP_TO})){_GAP})?"
    rf"(?:(?P<before>{CURRENCY}){_GAP})?(?P<number>{NUMBER})"
    rf"(?:{_GAP}(?P<multiplier>{MULTIPLIER})(?![^\W\d_])\.?)?"
    rf"(?:{_GAP}(?P<after>{CURRENCY}))?(?P<open>{_GAP}\+)?(?![^\s,;|])",
    re.IGNORECASE,
)
_MAX_MINOR: Final = 10**13


class Limit(NamedTuple):
    """A limit found: minor units of `currency`, and where in the text it stands."""

    minor: int
    currency: str
    is_maximum: bool
    text: str
    start: int
    end: int


def limits_of(text: str, currency: str) -> Iterator[Limit]:
    """Find limits from left to right; `currency` (ISO 4217) is meant where none is typed.

    A number is a limit only with an opening word (`от`, `from`, `>`), a currency or a `+`; else it
    is a search word (`3d`, `python 3`).
    """
    for match in _LIMIT.finditer(text):
        sign = match["before"] or match["after"]
        if sign or match["at_least"] or match["at_most"] or match["open"]:
            limit = _limit(match, iso_of(sign) or currency)
            if limit.minor <= _MAX_MINOR:
                yield limit


def _limit(match: re.Match[str], currency: str) -> Limit:
    multiplier = match["multiplier"]
    major = amount_of(match["number"], is_multiplied=bool(multiplier)) * factor_of(multiplier)
    minor = int((major * Decimal(10) ** minor_digits(currency)).to_integral_value())
    is_maximum = match["at_most"] is not None
    return Limit(minor, currency, is_maximum, match.group().strip(), match.start(), match.end())
