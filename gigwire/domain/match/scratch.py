"""Working memory of the kernels: clean between calls, one for each call at a time. No content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gigwire.domain.match.order import MOST_DIGITS
from gigwire.domain.match.program import DEEPEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOM: Final = 1 << 14  # hits at first
MOST_WAITING: Final = 256  # programs noted at once whose patterns are to be looked for


class Scratch(NamedTuple):
    """`state` by term; `marks`: bits by slot; `hits`, `others`: see `order` (and `scan_all`).

    The rest: see `fit`.
    """

    state: NDArray[np.uint16]
    marks: NDArray[np.uint64]
    hits: NDArray[np.uint64]
    others: NDArray[np.uint64]
    counts: NDArray[np.uint32]
    waits: NDArray[np.int64]
    values: NDArray[np.int64]  # stack of programs
    ends: NDArray[np.int64]
    found: NDArray[np.uint64]

    def with_twice_the_room(self) -> Scratch:
        """The same with longer columns; what was found is kept."""
        return self._replace(
            hits=np.empty(2 * self.hits.size, dtype=np.uint64),
            others=np.empty(2 * self.others.size, dtype=np.uint64),
            found=np.concatenate((self.found, np.empty_like(self.found))),
        )


class ScratchPool:
    """As many as there are readers at once; each grows to the largest segment it has met."""

    def __init__(self) -> None:
        self._free: list[Scratch] = []

    def take(self, terms: int, slots: int, projects: int) -> Scratch:
        """Working memory for so much, for any thread; to be given back only if left clean."""
        try:
            scratch = self._free.pop()
        except IndexError:
            scratch = _made(0, 0, 0)
        has_room = scratch.state.size >= terms and scratch.marks.size > slots >> 6
        if has_room and scratch.ends.size >= projects:
            return scratch
        return _made(
            max(terms + terms // 8, scratch.state.size),
            max(slots, scratch.marks.size << 6),
            max(projects, scratch.ends.size),
        )

    def give(self, scratch: Scratch) -> None:
        """Give working memory back."""
        self._free.append(scratch)


def _made(terms: int, slots: int, projects: int) -> Scratch:
    return Scratch(
        state=np.zeros(terms, dtype=np.uint16),
        marks=np.zeros((slots >> 6) + 1, dtype=np.uint64),
        hits=np.empty(ROOM, dtype=np.uint64),
        others=np.empty(ROOM, dtype=np.uint64),
        counts=np.zeros((2, MOST_DIGITS), dtype=np.uint32),
        waits=np.zeros((MOST_WAITING, 2), dtype=np.int64),
        values=np.zeros(DEEPEST, dtype=np.int64),
        ends=np.zeros(projects, dtype=np.int64),
        found=np.empty(ROOM, dtype=np.uint64),
    )
