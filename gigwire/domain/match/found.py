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


NOTHING_FOUND = Found(
    np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint16)
)
