"""Token buckets by key, in bounded memory: the arithmetic of every inbound limit. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

K = TypeVar("K", bound="Hashable")

MOST_KEYS: Final = 100_000  # some 20 MB; the one that came longest ago is forgotten: it is full


class Rate(NamedTuple):
    """`burst` at once after a pause, `per_second` on and on."""

    burst: float
    per_second: float


class Buckets(Generic[K]):
    """How much each key has left. A key never seen has its whole burst."""

    def __init__(self, rate: Rate, most: int = MOST_KEYS) -> None:
        self._rate = rate
        self._most = most
        self._held: dict[K, tuple[float, float]] = {}  # tokens left, and when: oldest first

    def take(self, key: K, now: float) -> bool:
        """Take one token if there is one. `now` in seconds; it never goes back for a key."""
        left, at = self._held.pop(key, (self._rate.burst, now))
        now = max(at, now)
        left = min(self._rate.burst, left + (now - at) * self._rate.per_second)
        is_let = left >= 1
        self._held[key] = (left - 1 if is_let else left, now)
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]
        return is_let

    def give_back(self, key: K) -> None:
        """What was taken was not used."""
        if key in self._held:
            left, at = self._held[key]
            self._held[key] = (min(self._rate.burst, left + 1), at)

    def __len__(self) -> int:
        return len(self._held)
