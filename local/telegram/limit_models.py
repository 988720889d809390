"""Ways to count calls: sliding window, fixed window, token bucket; hidden counts are drawn.

Owns the arithmetic per key. Which scopes exist and what a refusal costs is in `limits`.
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Callable


class Model(Protocol):
    """One way to count. `key` is a chat id (0 for the whole bot), `now` monotonic seconds."""

    def wait(self, key: int, now: float, weight: int = 1) -> float:
        """Seconds until `weight` more fit; 0 when they fit now. Counts nothing."""

    def count(self, key: int, now: float, weight: int = 1) -> None:
        """Count `weight` calls."""


class ModelConfig(BaseModel):
    """`sliding`: n in any window; `fixed`: n a window of the clock; `bucket`: rate and burst."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["sliding", "fixed", "bucket"] = "sliding"
    count: float = Field(30, gt=0)
    """Messages per `seconds`."""
    seconds: float = Field(1.0, gt=0)
    burst: int = Field(1, ge=1)
    """Only for `bucket`: messages at once after a quiet time."""
    most: float | None = None
    """Hides the limit: the true count is a whole number drawn between `count` and this."""
    seed: int = 0
    """Of the drawing, so that a run can be repeated."""

    def drawn(self) -> ModelConfig:
        """The model in force; only a hidden one differs from what is shown."""
        if self.most is None:
            return self
        count = random.Random(self.seed).randint(round(self.count), round(self.most))
        return self.model_copy(update={"count": count, "most": None})


class Sliding:
    """At most `count` in any window of `seconds`."""

    def __init__(self, config: ModelConfig) -> None:
        self._config = config
        self._times: defaultdict[int, deque[float]] = defaultdict(deque)

    def wait(self, key: int, now: float, weight: int = 1) -> float:
        """Until enough of a full window have left it."""
        times = self._times[key]
        while times and times[0] <= now - self._config.seconds:
            times.popleft()
        excess = len(times) + weight - self._config.count
        if excess <= 0 or not times:
            return 0
        last_to_leave = times[min(int(excess + 0.999), len(times)) - 1]
        return last_to_leave + self._config.seconds - now

    def count(self, key: int, now: float, weight: int = 1) -> None:
        """Remember the time."""
        self._times[key].extend([now] * weight)


class Fixed:
    """At most `count` between two ticks of `seconds`."""

    def __init__(self, config: ModelConfig) -> None:
        self._config = config
        self._seen: dict[int, tuple[int, int]] = {}

    def wait(self, key: int, now: float, weight: int = 1) -> float:
        """Until the next window where this one is full."""
        window, seen = self._window(key, now)
        if not seen or seen + weight <= self._config.count:
            return 0
        return (window + 1) * self._config.seconds - now

    def count(self, key: int, now: float, weight: int = 1) -> None:
        """Count in the current window."""
        window, seen = self._window(key, now)
        self._seen[key] = (window, seen + weight)

    def _window(self, key: int, now: float) -> tuple[int, int]:
        window = int(now // self._config.seconds)
        seen_window, seen = self._seen.get(key, (window, 0))
        return window, seen if seen_window == window else 0


class Bucket:
    """`burst` at once, refilled evenly (GCRA: one number a key)."""

    def __init__(self, config: ModelConfig) -> None:
        self._every = config.seconds / config.count
        self._burst = config.burst
        self._due: dict[int, float] = {}

    def wait(self, key: int, now: float, weight: int = 1) -> float:
        """Until the bucket holds enough; more than it can ever hold is asked of a full one."""
        slack = self._every * max(self._burst - weight, 0)
        return max(0.0, self._due.get(key, now) - slack - now)

    def count(self, key: int, now: float, weight: int = 1) -> None:
        """Take `weight` tokens."""
        self._due[key] = max(self._due.get(key, now), now) + self._every * weight


MODELS: dict[str, Callable[[ModelConfig], Model]] = {
    "sliding": Sliding,
    "fixed": Fixed,
    "bucket": Bucket,
}
