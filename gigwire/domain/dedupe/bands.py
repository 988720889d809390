"""Sketches of one day and their 32 band indexes, in flat arrays: about 0.6 kB a sketch.

Dicts of band keys would take 2-3 kB a sketch (measured by the reference: 1-1.5 GB a week). Each
band is a chained hash table: head[band, slot] -> newest row, next[row, band] -> the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gigwire.domain.dedupe.sketch import BANDS, agreements

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_CAPACITY: Final = 256  # a power of two, as every later one
MAX_CHAIN: Final = 48  # newest rows looked at per band: a flood of like texts stays cheap

_BANDS: Final = np.arange(BANDS)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing: all four values reach the slot
_SHIFT: Final = np.uint64(40)


class BandTable:
    """Append-only; rows are numbered from 0 in order of arrival."""

    def __init__(self) -> None:
        self._size = 0
        self._keys = np.zeros((FIRST_CAPACITY, BANDS), dtype=np.uint64)
        self._link()

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """Bytes held in arrays."""
        return self._keys.nbytes + self._next.nbytes + self._head.nbytes

    def add(self, sketch: NDArray[np.uint64]) -> int:
        """Append a sketch; returns its row number."""
        if self._size == len(self._keys):
            self._grow(self._size + 1)
        row = self._size
        slots = self._slots(sketch)
        self._keys[row] = sketch
        self._next[row] = self._head[_BANDS, slots]
        self._head[_BANDS, slots] = row
        self._size += 1
        return row

    def extend(self, sketches: NDArray[np.uint64]) -> None:
        """Append many, shape (n, 32), at array speed."""
        total = self._size + len(sketches)
        if total > len(self._keys):
            self._grow(total)
        self._keys[self._size : total] = sketches
        self._size = total
        self._link()

    def nearest(self, sketch: NDArray[np.uint64], at_least: int) -> list[tuple[int, int]]:
        """Rows that share a band and `at_least` of 128 values: (agreement, row), best first."""
        rows = self._candidates(sketch)
        if not len(rows):
            return []
        agreed = agreements(self._keys[rows], sketch)
        found = [
            (count, row)
            for count, row in zip(agreed.tolist(), rows.tolist(), strict=True)
            if count >= at_least
        ]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _candidates(self, sketch: NDArray[np.uint64]) -> NDArray[np.int32]:
        found: list[NDArray[np.int32]] = []
        bands = _BANDS
        rows = self._head[bands, self._slots(sketch)]
        for _ in range(MAX_CHAIN):
            is_row = rows >= 0
            rows, bands = rows[is_row], bands[is_row]
            if not len(rows):
                break
            is_equal = self._keys[rows, bands] == sketch[bands]
            if is_equal.any():
                found.append(rows[is_equal])
            rows = self._next[rows, bands]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int32)

    def _slots(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        return (((keys * _MIX) >> _SHIFT) & self._mask).astype(np.intp)

    def _grow(self, needed: int) -> None:
        capacity = 1 << (needed - 1).bit_length()
        keys = np.zeros((capacity, BANDS), dtype=np.uint64)
        keys[: self._size] = self._keys[: self._size]
        self._keys = keys
        self._link()

    def _link(self) -> None:
        """Build head and next anew for all rows."""
        capacity = len(self._keys)
        self._mask = np.uint64(capacity - 1)
        self._head = np.full((BANDS, capacity), -1, dtype=np.int32)
        self._next = np.full((capacity, BANDS), -1, dtype=np.int32)
        slots = self._slots(self._keys[: self._size])
        for band in range(BANDS if self._size else 0):
            order = np.argsort(slots[:, band], kind="stable").astype(np.int32)
            sorted_slots = slots[order, band]
            follows = sorted_slots[1:] == sorted_slots[:-1]
            self._next[order[1:][follows], band] = order[:-1][follows]
            is_last = np.append(~follows, True)
            self._head[band, sorted_slots[is_last]] = order[is_last]
