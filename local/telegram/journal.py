"""The append-only record: one JSON object a line, in the order things were accepted.

A line is handed to the operating system before its call is answered, so a killed process loses
nothing it acknowledged (a power cut may: there is no fsync). Owns the file, not its meaning.
"""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING, NamedTuple

import orjson

from gigwire.contracts.errors import Fatal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Event = dict[str, object]

READ_BYTES = 1 << 20


class Place(NamedTuple):
    """Where a line is: a message is read back from here, so it need not stay in memory."""

    offset: int
    length: int

    @property
    def after(self) -> int:
        """Offset of the next line: the cursor of everything later."""
        return self.offset + self.length


class Journal:
    """One file, one writer (a lock on it refuses a second server on the same folder)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Fatal(
                f"{path} is in use by another server; give this one its own --state"
            ) from error
        self.end = self._cut_torn_line()

    def append(self, event: Event) -> Place:
        """Write one line; returns after the operating system has it."""
        line = orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)
        try:
            written = os.write(self._fd, line)
            while written < len(line):
                written += os.write(self._fd, line[written:])
        except OSError:  # a full disk: leave no torn line before the next one
            os.ftruncate(self._fd, self.end)
            raise
        place = Place(self.end, len(line))
        self.end = place.after
        return place

    def read(self, place: Place) -> Event:
        """The event written at a place."""
        event: Event = orjson.loads(os.pread(self._fd, place.length, place.offset))
        return event

    def events(self, since: int = 0) -> Iterator[tuple[Place, Event]]:
        """All events from a cursor on (0 or a `Place.after`), in order, up to now.

        Raises:
            ValueError: `since` is no such cursor.
            Fatal: a line inside the file is not JSON; the record cannot be trusted.
        """
        if not self.is_border(since):
            raise ValueError(f"{since} is no cursor of this record")
        for place, line in self._lines(since):
            try:
                yield place, orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise Fatal(f"{self.path}: no JSON at byte {place.offset}") from error

    def is_border(self, offset: int) -> bool:
        """Whether a line begins (or the record ends) there: what a cursor must be."""
        if not 0 < offset <= self.end:
            return offset == 0
        return os.pread(self._fd, 1, offset - 1) == b"\n"

    def close(self) -> None:
        """Release the file and its lock."""
        os.close(self._fd)

    def _lines(self, offset: int) -> Iterator[tuple[Place, bytes]]:
        rest, stop = b"", self.end
        at = offset
        while at < stop:
            chunk = os.pread(self._fd, min(READ_BYTES, stop - at), at)
            at += len(chunk)
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                yield Place(offset, len(line) + 1), line
                offset += len(line) + 1

    def _cut_torn_line(self) -> int:
        """Drop a line cut short by a kill: it was never acknowledged."""
        size = os.fstat(self._fd).st_size
        at = size
        while at > 0:
            start = max(0, at - READ_BYTES)
            found = os.pread(self._fd, at - start, start).rfind(b"\n")
            at = start + found + 1 if found >= 0 else start
            if found >= 0:
                break
        if at != size:
            os.ftruncate(self._fd, at)
        return at
