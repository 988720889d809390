"""One day's rates: minor units of any listed currency to those of any other, exactly rounded."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from gigwire.contracts.messages import DatedRates

if TYPE_CHECKING:
    from decimal import Decimal

# ISO 4217 currencies without a minor unit; all others of our table have two digits.
NO_MINOR_UNITS: Final = frozenset({"CLP", "JPY", "KRW", "PYG", "VND"})

Rounding = Literal["down", "up"]


class RateTable(DatedRates):
    """US dollars for one unit of each currency on `date` (ISO).

    Conversions are whole-number arithmetic: rounding happens once, at the end. Hashable, so that
    what is computed from a table can be cached by it.
    """

    def __hash__(self) -> int:
        """Two tables of one day are rare enough to share a bucket."""
        return hash(self.date)

    def convert(self, minor: int, currency: str, target: str, rounding: Rounding) -> int | None:
        """Convert minor units to whole minor units of `target`; None where either is not listed.

        Limits are rounded outward (a lowest down, a highest up), so that a filter at the very
        boundary never loses a project to rounding. Monotone in `minor`.
        """
        have, want = self.weights.get(currency), self.weights.get(target)
        if have is None or want is None:
            return None
        return minor * have // want if rounding == "down" else -(-minor * have // want)

    def usd_cents(self, minor: int, currency: str, rounding: Rounding) -> int | None:
        """Convert minor units to whole US cents; None where the currency is not listed."""
        return self.convert(minor, currency, "USD", rounding)

    def minor_of(self, usd_cents: int, currency: str) -> int | None:
        """Convert US cents to the nearest minor units; None where the currency is not listed."""
        have, want = self.weights.get("USD"), self.weights.get(currency)
        if have is None or want is None:
            return None
        return (2 * usd_cents * have + want) // (2 * want)

    @cached_property
    def weights(self) -> dict[str, int]:
        """What one minor unit is worth, in one tiny unit common to all currencies of the table."""
        digits = max(_fraction_digits(rate) for rate in self.usd_per_unit.values())
        return {
            currency: int(rate.scaleb(digits + 2 - minor_digits(currency)))
            for currency, rate in self.usd_per_unit.items()
        }


def _fraction_digits(rate: Decimal) -> int:
    exponent = rate.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def minor_digits(currency: str) -> int:
    """How many decimal digits one unit of `currency` (ISO 4217) divides into."""
    return 0 if currency in NO_MINOR_UNITS else 2
