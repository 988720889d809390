"""Whether this process may still act for its partitions after a pause of its own.

A process stopped for longer than the session time-out (SIGSTOP, a swapped-out machine, a blocked
loop) has lost its partitions without knowing. The lease is checked right before the socket write.
"""

from __future__ import annotations


class Lease:
    """Held while beats come often enough; once lost it never comes back in this process."""

    def __init__(self, limit_seconds: float, now: float) -> None:
        """Start a lease that a gap of `limit_seconds` (less than a session time-out) ends."""
        self._limit = limit_seconds
        self._beat = now
        self._is_lost = False

    def beat(self, now: float) -> None:
        """The process ran at monotonic time `now`; a beat after too long a gap is no rescue."""
        self.is_held(now)
        self._beat = now

    def is_held(self, now: float) -> bool:
        """Whether no gap so far was longer than the limit, the present one included."""
        self._is_lost = self._is_lost or now - self._beat > self._limit
        return not self._is_lost
