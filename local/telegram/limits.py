"""How much Telegram takes: pluggable models per scope, and what happens beyond them.

Defaults are the published ones (30/s a bot, 1/s a chat with a short burst, 20/min a group);
Telegram's real ones are hidden and vary, so every number can be changed while running.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Callable

Scope = Literal["global", "chat", "group"]


class Model(Protocol):
    """One way to count. `key` is a chat id (0 for the whole bot), `now` monotonic seconds."""

    def wait(self, key: int, now: float) -> float:
        """Seconds until one more fits; 0 when it fits now. Counts nothing."""

    def count(self, key: int, now: float) -> None:
        """Count one."""


class ModelConfig(BaseModel):
    """`sliding`: n in any window; `fixed`: n a window of the clock; `bucket`: rate and burst."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["sliding", "fixed", "bucket"] = "sliding"
    count: float = Field(30, gt=0)
    """Messages per `seconds`."""
    seconds: float = Field(1.0, gt=0)
    burst: int = Field(1, ge=1)
    """Only for `bucket`: messages at once after a quiet time."""


class LimitsConfig(BaseModel):
    """What is enforced. A scope without a model is not limited."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Literal["enforce", "observe", "off"] = "enforce"
    """`observe` counts violations and lets them pass."""
    whole_bot: ModelConfig | None = ModelConfig(kind="sliding", count=30, seconds=1)
    chat: ModelConfig | None = ModelConfig(kind="bucket", count=1, seconds=1, burst=5)
    group: ModelConfig | None = ModelConfig(kind="sliding", count=20, seconds=60)
    penalty_seconds: int = Field(0, ge=0)
    """Least `retry_after`; 0 asks for no more than the model needs."""
    growth: float = Field(1.0, ge=1)
    """Factor on `retry_after` for each call sent while still told to wait."""
    edits_count: bool = False
    """Whether edits use the budgets of the bot and of private chats (in groups they always do)."""


class Sliding:
    """At most `count` in any window of `seconds`."""

    def __init__(self, config: ModelConfig) -> None:
        self._config = config
        self._times: defaultdict[int, deque[float]] = defaultdict(deque)

    def wait(self, key: int, now: float) -> float:
        """Until the oldest of a full window leaves it."""
        times = self._times[key]
        while times and times[0] <= now - self._config.seconds:
            times.popleft()
        if len(times) < self._config.count:
            return 0
        return times[0] + self._config.seconds - now

    def count(self, key: int, now: float) -> None:
        """Remember the time."""
        self._times[key].append(now)


class Fixed:
    """At most `count` between two ticks of `seconds`."""

    def __init__(self, config: ModelConfig) -> None:
        self._config = config
        self._seen: dict[int, tuple[int, int]] = {}

    def wait(self, key: int, now: float) -> float:
        """Until the next window where this one is full."""
        window = int(now // self._config.seconds)
        seen_window, seen = self._seen.get(key, (window, 0))
        if seen_window != window or seen < self._config.count:
            return 0
        return (window + 1) * self._config.seconds - now

    def count(self, key: int, now: float) -> None:
        """Count in the current window."""
        window = int(now // self._config.seconds)
        seen_window, seen = self._seen.get(key, (window, 0))
        self._seen[key] = (window, seen + 1 if seen_window == window else 1)


class Bucket:
    """`burst` at once, refilled evenly (GCRA: one number a key)."""

    def __init__(self, config: ModelConfig) -> None:
        self._every = config.seconds / config.count
        self._slack = self._every * (config.burst - 1)
        self._due: dict[int, float] = {}

    def wait(self, key: int, now: float) -> float:
        """Until the bucket holds one token."""
        return max(0.0, self._due.get(key, now) - self._slack - now)

    def count(self, key: int, now: float) -> None:
        """Take one token."""
        self._due[key] = max(self._due.get(key, now), now) + self._every


MODELS: dict[str, Callable[[ModelConfig], Model]] = {
    "sliding": Sliding,
    "fixed": Fixed,
    "bucket": Bucket,
}


class Refusal(BaseModel):
    """Why a call does not fit: whose limit, and how long to wait (whole seconds)."""

    scope: Scope
    retry_after: int


class Limiter:
    """Judges calls against the configured models; a refused call counts in none of them."""

    def __init__(self, config: LimitsConfig) -> None:
        self.config = config
        self._models: dict[Scope, Model] = {
            scope: MODELS[model.kind](model)
            for scope, model in _by_scope(config).items()
            if model is not None
        }
        self._blocked: dict[tuple[Scope, int], tuple[float, int]] = {}

    def judge(self, chat_id: int, now: float, *, is_edit: bool = False) -> Refusal | None:
        """Count the call if it fits everywhere; else say why not."""
        if self.config.mode == "off":
            return None
        scopes = self._scopes(chat_id, is_edit=is_edit)
        for scope, key in scopes:
            wait = max(self._still_blocked(scope, key, now), self._models[scope].wait(key, now))
            if wait > 0:
                return self._refuse(scope, key, now, wait)
        for scope, key in scopes:
            self._models[scope].count(key, now)
        return None

    def _scopes(self, chat_id: int, *, is_edit: bool) -> list[tuple[Scope, int]]:
        is_group = chat_id < 0
        wanted: list[tuple[Scope, int]] = [("group", chat_id)] if is_group else []
        if not is_edit or self.config.edits_count:
            wanted += [("global", 0), ("chat", chat_id)]
        return [(scope, key) for scope, key in wanted if scope in self._models]

    def _still_blocked(self, scope: Scope, key: int, now: float) -> float:
        until, _ = self._blocked.get((scope, key), (now, 0))
        return until - now

    def _refuse(self, scope: Scope, key: int, now: float, wait: float) -> Refusal:
        until, told = self._blocked.get((scope, key), (0.0, 0))
        seconds = max(math.ceil(wait), 1)
        if until <= now:
            seconds = max(seconds, self.config.penalty_seconds)
        elif self.config.growth > 1:  # asked again while told to wait
            seconds = max(seconds, math.ceil(told * self.config.growth))
        else:
            return Refusal(scope=scope, retry_after=seconds)
        if self.config.mode == "enforce":
            self._blocked[scope, key] = (now + seconds, seconds)
        return Refusal(scope=scope, retry_after=seconds)


def _by_scope(config: LimitsConfig) -> dict[Scope, ModelConfig | None]:
    return {"global": config.whole_bot, "chat": config.chat, "group": config.group}
