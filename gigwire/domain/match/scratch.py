"""Working memory of the kernels: clean between calls, one for each call at a time. No content."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

MOST_WAITING: Final = 256  # programs noted at once whose patterns are to be looked for


class Scratch(NamedTuple):
    """`state` by term; `marks` (bits) and `sums` by slot; `waits`: see `match_batch`."""

    state: NDArray[np.uint16]
    marks: NDArray[np.uint64]
    sums: NDArray[np.uint16]
    waits: NDArray[np.int64]


class ScratchPool:
    """As many as there are readers at once; each grows to the largest segment it has met."""

    def __init__(self) -> None:
        self._free: list[Scratch] = []

    @contextmanager
    def lent(self, terms: int, slots: int) -> Iterator[Scratch]:
        """Working memory for so many terms and slots, from any thread."""
        try:
            scratch = self._free.pop()
        except IndexError:
            scratch = _made(0, 0)
        if scratch.state.size < terms or scratch.sums.size < slots:
            scratch = _made(max(terms, scratch.state.size), max(slots, scratch.sums.size))
        yield scratch
        # Not in a `finally`: what a failed call leaves behind may not be clean.
        self._free.append(scratch)


def _made(terms: int, slots: int) -> Scratch:
    spare = terms + terms // 8
    return Scratch(
        np.zeros(spare, dtype=np.uint16),
        np.zeros((slots >> 6) + 1, dtype=np.uint64),
        np.zeros(slots, dtype=np.uint16),
        np.zeros((MOST_WAITING, 2), dtype=np.int64),
    )
