"""One written number to a Decimal: locale separators and multipliers. Knows no currency."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

SPACE: Final = r"[ \u00a0\u2009\u202f]"
# Groups of three first, so that `10 000` is one number and `500 1000` are two.
NUMBER: Final = (
    rf"\d{{1,3}}(?:(?:{SPACE}|[.,'’])\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d{1,3}(?!\d))?"
)
MULTIPLIER: Final = (
    r"тысяч[аиі]?|тисяч[аі]?|тыс|тис|thousand|mille|mil(?:es|hões|hoes|lones|lón|hão|l?ion)?"
    r"|миллион(?:а|ов)?|мільйон(?:а|ів)?|млн|mln|million|kk|кк|k|к|m|т(?=\.)"
)
_THOUSAND: Final = Decimal(1_000)
_MILLION: Final = Decimal(1_000_000)


def amount_of(text: str, *, is_multiplied: bool = False) -> Decimal:
    """Read a number that matched `NUMBER`: `2.500,00`, `1.500`, `1,234.5`, `10 000`, `1.5`.

    One separator with exactly three digits after it parts thousands, unless a multiplier follows
    (`1.500k`) or nothing but zero stands before it.
    """
    digits = re.sub(rf"{SPACE}|['’]", "", text)
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
    elif points + commas == 1:
        separator = "." if points else ","
        decimal = (
            "" if _parts_thousands(digits, separator, is_multiplied=is_multiplied) else separator
        )
    else:
        decimal = ""
    whole, _, fraction = digits.rpartition(decimal) if decimal else (digits, "", "")
    return Decimal(f"{whole.replace('.', '').replace(',', '')}.{fraction or '0'}")


def _parts_thousands(digits: str, separator: str, *, is_multiplied: bool) -> bool:
    head, tail = digits.split(separator)
    return len(tail) == 3 and head.strip("0") != "" and not is_multiplied


def factor_of(word: str | None) -> Decimal:
    """What a multiplier word multiplies by; 1 where there is none."""
    if not word:
        return Decimal(1)
    lowered = word.lower().rstrip(".")
    if lowered in {"kk", "кк", "m", "м", "mln", "млн", "million"}:
        return _MILLION
    if lowered.startswith(("милл", "міль", "milh", "millo", "millio", "milló")):
        return _MILLION
    return _THOUSAND
