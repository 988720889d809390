"""A project as numbers of a dictionary: what the kernels read. Owns columns, no lookup."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gigwire.domain.match.subject import Subject


class Gauges(NamedTuple):
    """What each gauge shows: a range, and what a row that passes it shows (`COUNTS` or 0)."""

    lows: NDArray[np.int64]
    highs: NDArray[np.int64]
    fits: NDArray[np.uint16]


@dataclass(slots=True)
class Prepared:
    """One project for all indexes of a process. `values[i]`: 1 + the worth of term `ids[i]`.

    `language`: 0 unknown, else 1 + its place. `shown`: of every span (`SpanBook`).
    `searched`: what patterns said so far, by number.
    """

    subject: Subject
    version: int  # of the dictionary
    ids: NDArray[np.uint32]
    values: NDArray[np.uint16]
    gate: int
    language: int
    freshness: int
    gauges: Gauges
    shown: NDArray[np.uint8]
    searched: dict[int, bool] = field(default_factory=dict)

    def with_answers(self) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
        """Ids and values with what patterns said: 1 found, 2 not found."""
        if not self.searched:
            return self.ids, self.values
        numbers = np.array(list(self.searched), dtype=np.uint32)
        answers = np.array([1 if it else 2 for it in self.searched.values()], dtype=np.uint16)
        return np.concatenate((self.ids, numbers)), np.concatenate((self.values, answers))


class Batch(NamedTuple):
    """Several projects one after another; project i has ids[starts[i]:starts[i + 1]]."""

    starts: NDArray[np.int64]
    ids: NDArray[np.uint32]
    values: NDArray[np.uint16]
    gates: NDArray[np.uint64]
    languages: NDArray[np.int64]
    freshness: NDArray[np.int64]
    lows: NDArray[np.int64]
    highs: NDArray[np.int64]
    fits: NDArray[np.uint16]
    shown: NDArray[np.uint8]


def batch_of(several: Sequence[Prepared]) -> Batch:
    """Put projects of one version side by side."""
    if len(several) == 1:
        return _batch_of_one(several[0])
    columns = [one.with_answers() for one in several]
    starts = np.zeros(len(several) + 1, dtype=np.int64)
    np.cumsum([ids.size for ids, _ in columns], out=starts[1:])
    return Batch(
        starts=starts,
        ids=np.concatenate([ids for ids, _ in columns]),
        values=np.concatenate([values for _, values in columns]),
        gates=np.array([one.gate for one in several], dtype=np.uint64),
        languages=np.array([one.language for one in several], dtype=np.int64),
        freshness=np.array([one.freshness for one in several], dtype=np.int64),
        lows=np.stack([one.gauges.lows for one in several]),
        highs=np.stack([one.gauges.highs for one in several]),
        fits=np.stack([one.gauges.fits for one in several]),
        shown=np.stack([one.shown for one in several]),
    )


def _batch_of_one(only: Prepared) -> Batch:
    """The same without copies: half the cost of matching a project that fits few."""
    ids, values = only.with_answers()
    return Batch(
        starts=np.array((0, ids.size), dtype=np.int64),
        ids=ids,
        values=values,
        gates=np.array((only.gate,), dtype=np.uint64),
        languages=np.array((only.language,), dtype=np.int64),
        freshness=np.array((only.freshness,), dtype=np.int64),
        lows=only.gauges.lows[None],
        highs=only.gauges.highs[None],
        fits=only.gauges.fits[None],
        shown=only.shown[None],
    )


class BatchMemo:
    """The last batch: one reaches every partition of a process, one after another."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Prepared, ...], int, Batch] | None = None

    def of(self, several: Sequence[Prepared]) -> Batch:
        """As `batch_of`."""
        answers = sum(len(one.searched) for one in several)
        last = self._last
        if last and last[1] == answers and _are_same(last[0], several):
            return last[2]
        batch = batch_of(several)
        self._last = (tuple(several), answers, batch)
        return batch


def _are_same(some: Sequence[Prepared], others: Sequence[Prepared]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
