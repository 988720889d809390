"""The naive evaluator: a meaning against gigs, by loops, from docs/filters.md alone.

Shares no code with the product: words by the judge's lexicon, money in fractions, expressions by
`re`. Truth of a condition is remembered by gig, so that a million pairs take seconds.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, Final

import numpy as np

from tests.oracle.trees import Both, Cmp, Mem, Rx, Un, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.oracle.trees import Ask, Field, Gig, Leaf, Meaning, Token

    Truth = NDArray[np.bool_]
    State = tuple[bool, bool]  # is it known, does it hold

ANY: Final = ("title", "body", "skill")
NO_CENTS: Final = frozenset({"JPY", "CLP"})
# US dollars for one unit; awkward on purpose, so that conversions have endless digits.
RATES: Final = {
    "USD": "1",
    "EUR": "1.0837",
    "RUB": "0.01237",
    "UAH": "0.0239",
    "BRL": "0.1793",
    "JPY": "0.0067",
}


class Judge:
    """Decides which of some gigs fit; one instance for one world."""

    def __init__(self, gigs: Sequence[Gig], rates: dict[str, str] = RATES) -> None:
        self.gigs = gigs
        self.rates = {currency: Fraction(rate) for currency, rate in rates.items()}
        self._known: dict[Leaf, tuple[Truth, Truth]] = {}

    def fits(self, meaning: Meaning) -> Truth:
        """One truth for each gig, in order."""
        return self._passes(meaning, is_negated=False)

    def leaf(self, leaf: Leaf) -> tuple[Truth, Truth]:
        """Whether the condition is known, and whether it holds, for each gig."""
        key = bare(leaf)
        if key not in self._known:
            states = np.array([self.state(leaf, gig) for gig in self.gigs], dtype=bool)
            self._known[key] = states[:, 0], states[:, 1]
        return self._known[key]

    def passes(self, leaf: Leaf, *, is_negated: bool) -> Truth:
        """Known and (not) satisfied, or unknown and lenient."""
        known, holds = self.leaf(leaf)
        wanted = ~holds if is_negated else holds
        is_lenient = isinstance(leaf, (Mem, Cmp)) and not leaf.is_strict
        return wanted | ~known if is_lenient else wanted & known

    def _passes(self, meaning: Meaning, *, is_negated: bool) -> Truth:
        if isinstance(meaning, Un):
            return self._passes(meaning.part, is_negated=not is_negated)
        if not isinstance(meaning, Both):
            return self.passes(meaning, is_negated=is_negated)
        is_any = meaning.is_any != is_negated
        truth = np.full(len(self.gigs), not is_any)
        for part in meaning.parts:
            one = self._passes(part, is_negated=is_negated)
            truth = truth | one if is_any else truth & one
        return truth

    def state(self, leaf: Leaf, gig: Gig) -> State:
        """Whether one gig tells what one condition is about, and whether it holds."""
        if isinstance(leaf, Words):
            return True, self.occurs(leaf, gig)
        if isinstance(leaf, Rx):
            return True, self.searches(leaf, gig)
        if isinstance(leaf, Mem):
            value = gig.members[leaf.name]
            return value is not None, value in leaf.values
        span = self.amounts(leaf, gig) if leaf.unit else self.counted(leaf, gig)
        if span is None:
            return False, False
        low, high = span
        is_enough = leaf.low is None or high >= leaf.low
        return True, is_enough and (leaf.high is None or low <= leaf.high)

    def occurs(self, leaf: Words, gig: Gig) -> bool:
        """The words stand one after another in one of the texts."""
        first, *others = leaf.asks
        for field in in_scope(gig, leaf.scope):
            for place, token in enumerate(field.tokens):
                if not is_word(first, token):
                    continue
                if not others or place in places(leaf, field):
                    return True
        return False

    def searches(self, leaf: Rx, gig: Gig) -> bool:
        """The expression is looked for in each text by itself, in its NFKC form."""
        search = re.compile(leaf.pattern, re.IGNORECASE).search
        return any(
            search(unicodedata.normalize("NFKC", one.text)) for one in in_scope(gig, leaf.scope)
        )

    def counted(self, leaf: Cmp, gig: Gig) -> tuple[Fraction, Fraction] | None:
        """A number is a range of itself."""
        number = gig.counts[leaf.name]
        return None if number is None else (number, number)

    def amounts(self, leaf: Cmp, gig: Gig) -> tuple[int, int] | None:
        """Lowest and highest in minor units of the condition's currency, rounded outward."""
        assert leaf.unit is not None
        if leaf.name == "client.spent":
            return None if gig.spent is None else self.converted(gig.spent, gig.spent, "USD", leaf)
        period = gig.members["type"]
        wanted = {"rate": {"hourly"}, "budget": {"fixed", "monthly"}}[leaf.name]
        if period not in wanted or (leaf.period is not None and leaf.period != period):
            return None
        low = gig.low if gig.low is not None else gig.high
        high = gig.high if gig.high is not None else gig.low
        if low is None or high is None or gig.currency is None:
            return None
        return self.converted(low, high, gig.currency, leaf)

    def converted(self, low: int, high: int, currency: str, leaf: Cmp) -> tuple[int, int] | None:
        """The same amounts in the condition's currency; None where a rate is not known."""
        if currency == leaf.unit:
            return low, high
        rates = self.rates
        if currency not in rates or leaf.unit not in rates:
            return None
        units = _minor(leaf.unit) / _minor(currency)
        factor = rates[currency] / rates[leaf.unit] * units
        return floor(low * factor), ceil(high * factor)


def bare(leaf: Leaf) -> Leaf:
    """The condition without its spelling: equal for conditions that nobody can tell apart."""
    if isinstance(leaf, Words):
        asks = (one._replace(plain="") if one.mode == "forms" else one for one in leaf.asks)
        return leaf._replace(typed="", asks=tuple(asks))
    return leaf._replace(typed="") if isinstance(leaf, (Mem, Cmp)) else leaf


def in_scope(gig: Gig, scope: str) -> list[Field]:
    """The texts where a condition looks: without a scope title, body and each skill."""
    wanted = ANY if scope == "any" else (scope,)
    return _of_names(gig, wanted)


@lru_cache(maxsize=20_000)
def _of_names(gig: Gig, names: tuple[str, ...]) -> list[Field]:
    return [one for one in gig.fields if one.name in names]


def places(leaf: Words, field: Field) -> list[int]:
    """Numbers of the first words where the asked ones stand one after another."""
    count = len(leaf.asks)
    return [
        start
        for start in range(len(field.tokens) - count + 1)
        if all(is_word(leaf.asks[step], field.tokens[start + step]) for step in range(count))
    ]


def is_word(ask: Ask, token: Token) -> bool:
    """Whether a word of a text is what is asked for."""
    if ask.mode == "forms":
        return token.entry == ask.entry
    if ask.mode == "exact":
        return token.plain == ask.plain
    return token.plain.startswith(ask.plain)


def _minor(currency: str) -> Fraction:
    return Fraction(1) if currency in NO_CENTS else Fraction(100)
