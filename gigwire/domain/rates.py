"""The dated table of currency rates: minor units of any listed currency to US cents.

Owns the bundled snapshot and its rounding. Knows nothing of how boards write money
(`gigwire.domain.money`). One program version has one table, so a replay gives the same cents.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from importlib import resources
from typing import Final, Literal

import orjson
from pydantic import Field

from gigwire.contracts.messages import Frozen

SNAPSHOT: Final = "rates_2026_11.json"
# ISO 4217 currencies without a minor unit; all others of our table have two digits.
NO_MINOR_UNITS: Final = frozenset({"CLP", "JPY", "KRW", "PYG", "VND"})

Rounding = Literal["down", "up"]
_MODES: Final = {"down": ROUND_FLOOR, "up": ROUND_CEILING}


class RateTable(Frozen):
    """US dollars for one unit of each currency on `date` (ISO)."""

    date: str
    usd_per_unit: dict[str, Decimal] = Field(min_length=1)

    def usd_cents(self, minor: int, currency: str, rounding: Rounding) -> int | None:
        """Convert minor units to whole US cents; None where the currency is not listed.

        Limits are rounded outward (a minimum down, a maximum up), so that a filter at the very
        boundary never loses a project to rounding.
        """
        rate = self.usd_per_unit.get(currency)
        if rate is None:
            return None
        major = Decimal(minor).scaleb(-minor_digits(currency))
        return int((major * rate * 100).quantize(Decimal(1), rounding=_MODES[rounding]))

    def minor_of(self, usd_cents: int, currency: str) -> int | None:
        """Convert US cents to the nearest minor units; None where the currency is not listed."""
        rate = self.usd_per_unit.get(currency)
        if rate is None:
            return None
        major = Decimal(usd_cents) / 100 / rate
        return int(major.scaleb(minor_digits(currency)).to_integral_value())


def minor_digits(currency: str) -> int:
    """How many decimal digits one unit of `currency` (ISO 4217) divides into."""
    return 0 if currency in NO_MINOR_UNITS else 2


@cache
def current_rates() -> RateTable:
    """The bundled table; read from the package once, at first use."""
    raw = resources.files("gigwire.domain").joinpath(SNAPSHOT).read_bytes()
    return RateTable.model_validate(orjson.loads(raw))
