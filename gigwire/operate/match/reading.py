"""Files of JSON lines, read once from start to end, with the place of what cannot be used."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from gigwire.operate.match.rows import BadRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

T = TypeVar("T")
STANDARD_INPUT: Final = "-"
BOM: Final = b"\xef\xbb\xbf"
ADVICE: Final = "(--skip-bad leaves bad lines out)"
STEP: Final = 1 << 20  # bytes between two moves of a progress bar


class BadLine(Exception):  # noqa: N818 - told to people, who wrote a line
    """A file or a line of it that cannot be used; the message names both and what to do."""


class Skipped(NamedTuple):
    """A line that was left out, and why."""

    where: str
    reason: str


class Reader:
    """Reads files with one policy about bad lines: stop at the first, or leave them out."""

    def __init__(self, *, is_skipping: bool = False) -> None:
        self._is_skipping = is_skipping
        self.skipped: list[Skipped] = []

    def rows(self, path: Path, parse: Callable[[bytes], T]) -> Iterator[T]:
        """Every parsed line, in order; blank lines are no lines.

        Raises:
            BadLine: the file cannot be read, or a line cannot be used and none may be skipped.
        """
        for number, line in _lines(path):
            try:
                yield parse(line)
            except BadRow as error:
                bad = Skipped(f"{path}:{number}", str(error))
                if not self._is_skipping:
                    raise BadLine(
                        f"{bad.where}: {bad.reason}\n(--skip-bad leaves bad lines out)"
                    ) from None
                self.skipped.append(bad)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(_opened(path))
        except OSError as error:
            raise BadLine(f"{path}: {error.strerror}") from None
        with _progress(path) as advance:
            for number, line in enumerate(stream, 1):
                advance(len(line))
                content = line.removeprefix(BOM).strip() if number == 1 else line.strip()
                if content:
                    yield number, content


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with path.open("rb") as stream:
        yield stream


@contextmanager
def _progress(path: Path) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal's standard error, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _length: None
        return
    total = path.stat().st_size if path.is_file() else None
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(path.name, total=total)
        waiting = 0

        def advance(length: int) -> None:
            nonlocal waiting
            waiting += length
            if waiting >= STEP:
                progress.advance(task, waiting)
                waiting = 0

        yield advance
