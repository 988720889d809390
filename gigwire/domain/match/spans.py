"""What filters ask of amounts, each different demand once: a number in a row instead of limits.

Owns the numbering and what a project makes of all of them at once. A span is met if the range that
its gauge shows meets low..high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gigwire.domain.match.compile import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gigwire.domain.match.prepared import Gauges

NO_SPAN: Final = 0  # of rows that ask for nothing: always met, and worth nothing
UNLIMITED: Final = (1 << 32) - 1  # as an upper limit
# People write round sums, so different demands are few. Each costs every project a nanosecond; what
# a hostile few write beyond so many is decided by programs.
MOST_SPANS: Final = 1 << 14
HOLDS: Final = 1  # bits of what is shown of a span
COUNTS: Final = 2  # it holds of a known amount: so that it adds to the score


class SpanBook:
    """Spans by number; append only."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._columns = np.zeros((3, 64), dtype=np.int64)
        self._columns[:, NO_SPAN] = (0, 0, UNLIMITED)

    def __len__(self) -> int:
        return len(self._numbers) + 1

    def number(self, gauge: int, low: int, high: int) -> int | None:
        """The number of a span; None where it is new and there are too many."""
        key = (gauge, low, high)
        if key not in self._numbers and len(self) < MOST_SPANS:
            number = len(self)
            if number == self._columns.shape[1]:
                self._columns = np.concatenate((self._columns, self._columns), axis=1)
            self._columns[:, number] = key
            self._numbers[key] = number
        return self._numbers.get(key)

    def shown(self, gauges: Gauges) -> NDArray[np.uint8]:
        """Of every span: 0, or HOLDS, and COUNTS."""
        found = np.empty(len(self), dtype=np.uint8)
        _show(self._columns, *gauges, found)
        return found


@kernel
def _show(columns: Any, lows: Any, highs: Any, fits: Any, found: Any) -> Any:
    for at in range(found.size):
        gauge, low, high = columns[0, at], columns[1, at], columns[2, at]
        is_met = (low <= highs[gauge]) & ((lows[gauge] <= high) | (high == UNLIMITED))
        counts = is_met & (fits[gauge] != 0)
        found[at] = np.uint8(is_met) | (np.uint8(counts) << np.uint8(1))
