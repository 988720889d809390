"""Whether this process may still act for its partitions: after a pause, and for its generation.

A process stopped for longer than the session time-out (SIGSTOP, a swapped-out machine, a blocked
loop) has lost its partitions without knowing; one whose group moved on without it learns of it by a
new generation. Both are checked right before the socket write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Lease:
    """Held while beats come often enough; once lost it never comes back in this process."""

    def __init__(
        self, limit_seconds: float, now: float, generation: Callable[[], int] = lambda: 0
    ) -> None:
        """Start a lease that a gap of `limit_seconds` (less than a session time-out) ends.

        Args:
            limit_seconds: the longest gap between beats that is surely no loss.
            now: monotonic seconds.
            generation: the group's present generation as this member knows it.
        """
        self._limit = limit_seconds
        self._beat = now
        self._is_lost = False
        self._generation = generation
        self._claimed = generation()

    def claim(self) -> None:
        """The partitions of the present generation were recovered: it is the one to act for."""
        self._claimed = self._generation()

    def beat(self, now: float) -> None:
        """The process ran at monotonic time `now`; a beat after too long a gap is no rescue."""
        self.is_held(now)
        self._beat = now

    def is_held(self, now: float) -> bool:
        """Whether no gap so far was longer than the limit, the present one included."""
        self._is_lost = self._is_lost or now - self._beat > self._limit
        return not self._is_lost

    def may_act(self, now: float) -> bool:
        """Whether the lease is held, and for the generation that was claimed."""
        return self.is_held(now) and self._generation() == self._claimed
