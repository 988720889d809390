"""A project as numbers of a dictionary: what the kernels read. Owns columns, no lookup."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from gigwire.domain.match.subject import Subject

HEAD: Final = np.dtype(
    [("first", "i8"), ("last", "i8"), ("gate", "u8"), ("language", "i8"), ("freshness", "i8")]
)
MOST_KEPT: Final = 64  # batches: 3,200 projects in full ones, as far apart as partitions are read


class Gauges(NamedTuple):
    """What each gauge shows: a range, and what a row that passes it shows (`COUNTS` or 0)."""

    lows: NDArray[np.int64]
    highs: NDArray[np.int64]
    fits: NDArray[np.uint16]


class Batch(NamedTuple):
    """Several projects one after another; project i has ids[first:last] of `heads[i]`.

    `values[i]`: 1 + the worth of term `ids[i]`. In a head `language`: 0 unknown, else 1 + its
    place. `lows`, `highs`, `fits`: [project, gauge]; `shown`: [project, span] (`SpanBook`).
    """

    heads: NDArray[np.void]
    ids: NDArray[np.uint32]
    values: NDArray[np.uint16]
    lows: NDArray[np.int64]
    highs: NDArray[np.int64]
    fits: NDArray[np.uint16]
    shown: NDArray[np.uint8]


@dataclass(slots=True)
class Prepared:
    """One project for all indexes of a process, a batch by itself.

    `searched`: what patterns said so far, by number.
    """

    subject: Subject
    version: int  # of the dictionary
    alone: Batch
    searched: dict[int, bool] = field(default_factory=dict)

    @property
    def batch(self) -> Batch:
        """The project and what patterns said: 1 found, 2 not found."""
        if not self.searched:
            return self.alone
        numbers = np.array(list(self.searched), dtype=np.uint32)
        answers = np.array([1 if it else 2 for it in self.searched.values()], dtype=np.uint16)
        ids = np.concatenate((self.alone.ids, numbers))
        values = np.concatenate((self.alone.values, answers))
        heads = self.alone.heads.copy()
        heads["last"] = ids.size
        return self.alone._replace(heads=heads, ids=ids, values=values)


def batch_of_one(
    worths: Mapping[int, int],
    traits: tuple[int, int, int],
    gauges: Gauges,
    shown: NDArray[np.uint8],
) -> Batch:
    """One project: the worth of each of its terms, and (gate, language, freshness)."""
    numbers = sorted(worths)
    lows, highs, fits = gauges
    return Batch(
        heads=np.array([(0, len(numbers), *traits)], dtype=HEAD),
        ids=np.array(numbers, dtype=np.uint32),
        values=np.array([1 + worths[number] for number in numbers], dtype=np.uint16),
        lows=lows[None],
        highs=highs[None],
        fits=fits[None],
        shown=shown[None],
    )


def batch_of(several: Sequence[Prepared]) -> Batch:
    """Put projects of one version side by side."""
    parts = [one.batch for one in several]
    if len(parts) == 1:
        return parts[0]
    columns = Batch(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    ends = np.cumsum(columns.heads["last"])
    columns.heads["first"] = ends - columns.heads["last"]
    columns.heads["last"] = ends
    return columns


class BatchMemo:
    """The last batches: one reaches every partition of a process, and these keep no step."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], _Kept] = {}

    def of(self, several: Sequence[Prepared]) -> Batch:
        """As `batch_of`."""
        if len(several) == 1 and not several[0].searched:
            return several[0].alone
        answers = sum([len(one.searched) for one in several])
        key = id(several[0]), len(several)
        kept = self._kept.get(key)
        if kept and kept.answers == answers and _are_same(kept.several, several):
            return kept.batch
        kept = _Kept(tuple(several), answers, batch_of(several))
        self._kept[key] = kept
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return kept.batch


class _Kept(NamedTuple):
    several: tuple[Prepared, ...]  # kept, so that no other project gets the same id
    answers: int
    batch: Batch


def _are_same(some: Sequence[Prepared], others: Sequence[Prepared]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
