"""How long to wait before the next restart of a process that died. Owns no process and no clock."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Pauses in seconds: doubled by each early death, back to the first after a long life."""

    first: float = 0.2
    longest: float = 15.0
    healthy: float = 20.0  # a life at least this long is no part of a pattern

    def after(self, pause: float | None, lived: float) -> float:
        """The pause after a life of `lived` seconds; `pause` is the last one, None: none yet."""
        if pause is None or lived >= self.healthy:
            return self.first
        return min(self.longest, pause * 2)
