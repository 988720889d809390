"""Programs by number, one after another in one column. Owns their storage; runs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gigwire.domain.match.program import LENGTHS, NO_PATTERN, PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


class ProgramBook:
    """Append only; what a reader got stays valid."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, ...], int] = {}
        self._patterns: list[tuple[int, ...]] = []
        self._code = np.zeros(1024, dtype=np.int64)
        self._starts = np.zeros(64, dtype=np.int64)
        self._end = 0

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def columns(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All words, and where each program starts."""
        return self._code, self._starts

    def number(self, code: tuple[int, ...]) -> int:
        """The number of a program."""
        if code not in self._numbers:
            self._keep(code)
        return self._numbers[code]

    def patterns_of(self, program: int) -> tuple[int, ...]:
        """The terms of its patterns."""
        return self._patterns[program]

    def _keep(self, code: tuple[int, ...]) -> None:
        number = len(self._numbers)
        self._code = _with_room(self._code, self._end + len(code))
        self._starts = _with_room(self._starts, number + 1)
        self._code[self._end : self._end + len(code)] = code
        self._starts[number] = self._end
        self._end += len(code)
        self._patterns.append(tuple(_patterns(code)))
        self._numbers[code] = number


def _with_room(column: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    if column.size >= size:
        return column
    return np.concatenate((column, np.zeros(max(size, column.size), dtype=np.int64)))


def _patterns(code: tuple[int, ...]) -> Iterator[int]:
    at = 1 + code[0]
    at += 1 + 3 * code[at] + 1
    while at < len(code):
        if code[at] in {PATTERN, NO_PATTERN}:
            yield code[at + 1]
        at += int(LENGTHS[code[at]])
