"""Which offset of a partition may be committed while its requests finish out of order.

Owns the arithmetic; commits nothing.
"""

from __future__ import annotations

import heapq


class Offsets:
    """Taken and finished offsets of one partition: the commit never jumps over an open one."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._order: list[int] = []
        self._next: int | None = None  # one past the highest offset taken
        self._committed: int | None = None

    def take(self, offset: int) -> None:
        """An input was handed out. Offsets are taken in rising order."""
        self._open.add(offset)
        heapq.heappush(self._order, offset)
        self._next = offset + 1

    def finish(self, offset: int) -> None:
        """Its outcome is acknowledged by Kafka."""
        self._open.discard(offset)
        while self._order and self._order[0] not in self._open:
            heapq.heappop(self._order)

    @property
    def pending(self) -> int:
        """How many inputs are handed out and not finished."""
        return len(self._open)

    def to_commit(self) -> int | None:
        """The next offset to read after a restart, if it is ahead of what was committed."""
        ahead = self._order[0] if self._order else self._next
        return None if ahead == self._committed else ahead

    def committed(self, offset: int) -> None:
        """Kafka has stored this offset for the group."""
        self._committed = offset
