"""What comparisons look at: one gauge for each (quantity, currency, period, lenience, negation).

Owns how an unknown value shows: a lenient gauge then meets every span, a strict one none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from gigwire.domain.match.prepared import Gauges
from gigwire.domain.match.spans import COUNTS
from gigwire.domain.match.subject import range_of

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Compare
    from gigwire.domain.match.subject import Range, Subject

NOTHING: Final = 0  # the gauge of rows without a comparison
_BEYOND: Final = 1 << 62  # further than any end of a span
_LARGEST: Final = (1 << 61) - 1
_ANYTHING: Final = (-_BEYOND, _BEYOND)
_UNMET: Final = (_BEYOND, -_BEYOND)


class GaugeBook:
    """Gauges by number; append only."""

    def __init__(self) -> None:
        self._leaves: list[tuple[Compare, bool]] = []  # by number, the first being 1
        self._known: dict[tuple[str | bool | None, ...], int] = {}

    def __len__(self) -> int:
        return len(self._leaves) + 1

    def number(self, leaf: Compare, *, is_negated: bool) -> int:
        """Number of a comparison's gauge; its limits do not matter."""
        seen = leaf.quantity, leaf.currency, leaf.period, leaf.is_strict
        number = self._known.get((*seen, is_negated))
        if number is None:
            self._leaves.append((replace(leaf, low=None, high=None), is_negated))
            number = self._known[*seen, is_negated] = len(self._leaves)
        return number

    def read(self, subject: Subject) -> Gauges:
        """What every gauge shows for a project."""
        shown, fits = [_ANYTHING], [0]
        for leaf, is_negated in self._leaves:
            found = range_of(leaf, subject)
            shown.append(_shown(found, is_negated=is_negated, is_strict=leaf.is_strict))
            counts = found is not None and not is_negated and leaf.quantity in {"budget", "rate"}
            fits.append(COUNTS if counts else 0)
        ends = np.array(shown, dtype=np.int64)
        return Gauges(ends[:, 0].copy(), ends[:, 1].copy(), np.array(fits, dtype=np.uint16))


def _shown(found: Range | None, *, is_negated: bool, is_strict: bool) -> Range:
    if found is None:
        return _UNMET if is_strict else _ANYTHING
    lowest, highest = (max(-_LARGEST, min(end, _LARGEST)) for end in found)
    return (highest, lowest) if is_negated else (lowest, highest)
