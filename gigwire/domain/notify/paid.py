"""Paid broadcasts: a second pace beside a token's free one, and what it costs.

Telegram takes up to 1000 messages a second of a bot that allows it and charges 0.1 Star for each
above the free 30 that it accepts (bots FAQ). While the paid pace is in use every message carries
the permission: it costs only above the free rate, and without it a card could meet a full free
window. Times are monotonic seconds of the caller. Owns no waiting.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from gigwire.domain.notify.pace import Even

FREE: Final = 30  # messages a second that cost nothing
STARS: Final = 0.1  # for each above
BURST: Final = 2
USED_SECONDS: Final = 2.0  # so long after a paid call the free window may still be full
REFUSED_SECONDS: Final = 900.0  # a 429 while paying: no Stars left, or a lower limit than we think


class Paid:
    """Slots above the free pace, for requests of `least_lane` and higher lanes."""

    def __init__(self, rate: float, least_lane: int) -> None:
        self.least_lane = least_lane
        self._rate = rate
        self._even = Even(rate, BURST)
        self._door = Even(rate, BURST)
        self._opens_at = float("-inf")
        self._used_at = float("-inf")
        self._free: deque[float] = deque()

    def set_share(self, part: float) -> None:
        """Use this part of the paid pace; a part has no burst."""
        for pace in (self._even, self._door):
            pace.set_rate(self._rate * part, BURST if part >= 1 else 1)

    def ready_at(self) -> float:
        """Before this time nothing is paid for."""
        return max(self._opens_at, self._even.ready_at())

    def take(self, now: float, weight: int = 1) -> None:
        """Count a request that is handed out to be paid for."""
        self._used_at = now
        self._even.take(now, weight)

    def knock(self, now: float, weight: int = 1) -> float | None:
        """The pace at the socket: None: go now (it is counted), else when to ask again."""
        ready = self._door.ready_at(weight)
        if now < ready:
            return ready
        self._door.take(now, weight)
        return None

    def is_used(self, now: float) -> bool:
        """Whether calls that leave now need the permission."""
        return now - self._used_at < USED_SECONDS

    def refused(self, until: float) -> None:
        """The whole bot was told to wait in spite of the permission: go on without, for long."""
        self._opens_at = max(self._opens_at, until + REFUSED_SECONDS)

    def accepted(self, now: float, weight: int = 1) -> float:
        """Count accepted messages; gives the Stars they have cost."""
        while self._free and self._free[0] <= now - 1.0:
            self._free.popleft()
        if len(self._free) + weight <= FREE:
            self._free.extend([now] * weight)
            return 0.0
        return STARS * weight
