"""Sorting more lines than memory holds: sorted runs on disk, merged at the end."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from heapq import merge
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import IO

RUN: Final = 500_000  # lines held before a run is written: about 60 MB


class Spool:
    """Lines in, the same lines sorted out (by bytes), equal ones once. Used as a context.

    Nothing is printed before everything was read, so that an error in the last line of the input
    leaves no half result. Runs lie in the system's temporary folder and go with the context.
    """

    def __init__(self, run: int = RUN) -> None:
        self._run = run
        self._lines: list[bytes] = []
        self._runs: list[IO[bytes]] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._open.close()

    def add(self, line: bytes) -> None:
        """Keep a line; it ends with its only line feed."""
        self._lines.append(line)
        if len(self._lines) >= self._run:
            self._write()

    def sorted(self) -> Iterator[bytes]:
        """Every line in order. Call it once, when all lines are in."""
        last = b""
        for run in self._runs:
            run.seek(0)
        for line in merge(*self._runs, sorted(self._lines)):
            if line != last:
                yield line
            last = line

    def _write(self) -> None:
        run = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - it is entered
        run.writelines(sorted(self._lines))
        self._runs.append(run)
        self._lines.clear()
