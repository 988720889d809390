"""What an index answers for one project: parallel columns. Owns no order of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Found(NamedTuple):
    """One row a fitting filter, ordered by user, then best score, then filter number."""

    users: NDArray[np.int64]
    filters: NDArray[np.int64]  # `filter_number`, distinct within one user
    scores: NDArray[np.uint16]  # 0..1000, `gigwire.domain.match.score`

    def part(self, first: int, last: int) -> Found:
        """Rows first..last; not a copy."""
        return Found(self.users[first:last], self.filters[first:last], self.scores[first:last])


def room_for_answers(rows: int) -> Found:
    """Columns to be written to."""
    return Found(np.empty(rows, np.int64), np.empty(rows, np.int64), np.empty(rows, np.uint16))


NOTHING_FOUND = room_for_answers(0)
