"""The boards' whole state: an append-only file of steps, and what follows from it in memory.

A step is in the file before any board shows it, so that a restart after kill -9 shows the same
projects. Memory is bounded; the truth since the start is read from the file.
"""

from __future__ import annotations

from array import array
from collections import deque
from typing import TYPE_CHECKING, Final

from local.boards.model import BOARDS, Board, Posting, Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT_POSTINGS: Final = 2_000  # a board; far beyond every board's window
KEPT_CLUSTERS: Final = 300  # candidates for reposts and copies


class World:
    """State of all boards. One writer; `append` is the only way to change it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "steps.jsonl"
        self._offsets = array("Q")
        self._size = 0
        self.postings: dict[Board, dict[str, Posting]] = {board: {} for board in BOARDS}
        self.last_numbers: dict[str, int] = {}  # of a board, or of a Telegram channel
        self.clusters: deque[Step] = deque(maxlen=KEPT_CLUSTERS)
        self.posted = 0
        self._replay()
        self._log = self._path.open("ab", buffering=0)

    @property
    def next_seq(self) -> int:
        """The number of the step to come."""
        return len(self._offsets)

    def close(self) -> None:
        """Close the file; the state stays readable."""
        self._log.close()

    def append(self, step: Step) -> None:
        """Write the step to the file, then show it."""
        line = step.model_dump_json().encode() + b"\n"
        self._log.write(line)
        self._take(step, len(line))

    def truth(self, since: int, limit: int) -> Iterator[Step]:
        """Steps numbered `since` and up, at most `limit`, from the file."""
        end = min(self.next_seq, since + limit)
        if since >= end:
            return
        with self._path.open("rb") as file:
            file.seek(self._offsets[since])
            for _ in range(since, end):
                yield Step.model_validate_json(file.readline())

    def newest(self, board: Board, count: int) -> list[Posting]:
        """The board's postings, newest first by first appearance, at most `count`."""
        postings = self.postings[board]
        return [posting for posting, _ in zip(reversed(postings.values()), range(count))]  # noqa: B905 - the shorter wins

    def _replay(self) -> None:
        self._path.touch()
        with self._path.open("rb+") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._take(Step.model_validate_json(line), len(line))
            # A line that a kill cut short was never shown.
            file.truncate(self._size)

    def _take(self, step: Step, size: int) -> None:
        self._offsets.append(self._size)
        self._size += size
        postings = self.postings[step.board]
        known = postings.get(step.native_id)
        if known is None:
            postings[step.native_id] = Posting(step=step, first_at=step.at, updated_at=step.at)
            self._note_new(step)
            if len(postings) > KEPT_POSTINGS:
                del postings[next(iter(postings))]
            return
        postings[step.native_id] = known.model_copy(
            update={"step": step, "updated_at": step.at, "is_closed": step.kind == "close"}
        )

    def _note_new(self, step: Step) -> None:
        self.posted += 1
        channel, _, number = step.native_id.rpartition("/")
        self.last_numbers[channel or step.board] = int(number)
        if step.kind == "new" and step.body:
            self.clusters.append(step)
