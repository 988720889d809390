"""How much Telegram takes: a model per scope, and what a call beyond it costs.

Defaults are the published ones (30/s a bot, 1/s a chat with a short burst, 20/min a group);
Telegram's real ones are hidden and vary, so every number can be changed while running.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from local.telegram.limit_models import MODELS, ModelConfig

if TYPE_CHECKING:
    from local.telegram.limit_models import Model

Scope = Literal["global", "chat", "group", "paid"]
ROUNDING = 1e-9
PAID_STARS = 0.1  # a message above the free limit, "Paid Broadcasts" in the bots FAQ


class LimitsConfig(BaseModel):
    """What is enforced. A scope without a model is not limited."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Literal["enforce", "observe", "off"] = "enforce"
    """`observe` counts violations and lets them pass."""
    whole_bot: ModelConfig | None = ModelConfig(kind="sliding", count=30, seconds=1)
    chat: ModelConfig | None = ModelConfig(kind="bucket", count=1, seconds=1, burst=5)
    group: ModelConfig | None = ModelConfig(kind="sliding", count=20, seconds=60)
    paid: ModelConfig | None = ModelConfig(kind="sliding", count=1000, seconds=1)
    """In place of `whole_bot` for calls with allow_paid_broadcast, while there are stars."""
    stars: float = Field(0, ge=0)
    """Balance for paid broadcasts; forgotten by a restart as to what was spent."""
    penalty_seconds: int = Field(0, ge=0)
    """Least `retry_after`; 0 asks for no more than the model needs."""
    growth: float = Field(1.0, ge=1)
    """Factor on `retry_after` for each call sent while still told to wait."""
    edits_count: bool = False
    """Whether edits use the budgets of the bot and of private chats (in groups they always do)."""
    replies_count: bool = False
    """Whether methods that leave no message use the bot's budget, too (getUpdates never)."""
    long_characters: int = Field(0, ge=0)
    """A text longer than this weighs `long_weight` messages; 0: none does."""
    long_weight: int = Field(2, ge=1)


class Ask(NamedTuple):
    """A call as the limits see it. Chat 0: a method that leaves no message."""

    chat_id: int
    is_edit: bool = False
    weight: int = 1
    is_paid: bool = False


class Refusal(NamedTuple):
    """Why a call does not fit: whose limit, how long to wait (whole seconds), asked too early."""

    scope: Scope
    retry_after: int
    is_early: bool = False


class Limiter:
    """Judges calls against the configured models; a refused call counts in none of them."""

    def __init__(self, config: LimitsConfig) -> None:
        self.config = config
        self.stars = config.stars
        self.paid_messages = 0
        self.drawn = {
            scope: model.drawn() for scope, model in _by_scope(config).items() if model is not None
        }
        self._models: dict[Scope, Model] = {
            scope: MODELS[model.kind](model) for scope, model in self.drawn.items()
        }
        self._blocked: dict[tuple[Scope, int], tuple[float, int]] = {}

    def judge(self, ask: Ask, now: float) -> Refusal | None:
        """Count the call if it fits everywhere; else say why not."""
        if self.config.mode == "off":
            return None
        scopes = self._scopes(ask)
        for scope, key in scopes:
            wait = self._models[scope].wait(key, now, ask.weight)
            wait = max(self._still_blocked(scope, key, now), wait)
            if wait > 0:
                return self._refuse(scope, key, now, wait)
        for scope, key in scopes:
            self._models[scope].count(key, now, ask.weight)
        return None

    def charge(self, ask: Ask, now: float) -> None:
        """Take stars for an accepted call that the free limit would have refused."""
        if self.config.mode == "off" or ("paid", 0) not in self._scopes(ask):
            return
        free = self._models.get("global")
        if free is None or free.wait(0, now, ask.weight) <= 0:
            if free is not None:
                free.count(0, now, ask.weight)
            return
        self.stars = max(0.0, self.stars - PAID_STARS * ask.weight)
        self.paid_messages += ask.weight

    def _scopes(self, ask: Ask) -> list[tuple[Scope, int]]:
        chat_id = ask.chat_id
        wanted: list[tuple[Scope, int]] = [("group", chat_id)] if chat_id < 0 else []
        if not chat_id:
            wanted = [("global", 0)] if self.config.replies_count else []
        elif not ask.is_edit or self.config.edits_count:
            can_pay = ask.is_paid and self.stars > PAID_STARS - ROUNDING and "paid" in self._models
            wanted += [("paid" if can_pay else "global", 0), ("chat", chat_id)]
        return [(scope, key) for scope, key in wanted if scope in self._models]

    def _still_blocked(self, scope: Scope, key: int, now: float) -> float:
        until, _ = self._blocked.get((scope, key), (now, 0))
        return until - now

    def _refuse(self, scope: Scope, key: int, now: float, wait: float) -> Refusal:
        until, told = self._blocked.get((scope, key), (0.0, 0))
        seconds = max(math.ceil(wait), 1)
        is_early = until > now
        if not is_early:
            seconds = max(seconds, self.config.penalty_seconds)
        elif self.config.growth > 1:  # asked again while told to wait
            seconds = max(seconds, math.ceil(told * self.config.growth))
        else:
            return Refusal(scope, seconds, is_early)
        if self.config.mode == "enforce":
            self._blocked[scope, key] = (now + seconds, seconds)
        return Refusal(scope, seconds, is_early)


def _by_scope(config: LimitsConfig) -> dict[Scope, ModelConfig | None]:
    return {
        "global": config.whole_bot,
        "chat": config.chat,
        "group": config.group,
        "paid": config.paid,
    }
