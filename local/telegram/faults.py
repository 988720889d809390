"""Failures on demand: what the server does to the next calls instead of answering them plainly."""

from __future__ import annotations

import random
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr


class Fault(BaseModel):
    """One rule. Exactly the calls it matches `times` times (or by `probability`) are spoilt."""

    model_config = ConfigDict(extra="forbid")

    method: str = "*"
    """Method name in any case, or `*`."""
    chat_id: int | None = None
    times: int = Field(1, ge=0)
    """How many calls; 0 means until cleared."""
    probability: float = Field(1.0, gt=0, le=1)
    seed: int = 0
    """Of the random choice, so that a run can be repeated."""
    outcome: Literal[
        "answer", "error", "drop_before", "drop_after_apply", "garbage", "garbage_after_apply"
    ] = "answer"
    """Dropped before it is applied, applied with its answer lost, or answered by 502 and HTML."""
    status: int = Field(500, ge=400, le=599)
    """For `error`."""
    description: str = ""
    retry_after: int = Field(0, ge=0)
    """For `error` with status 429."""
    delay_ms: int = Field(0, ge=0)
    """Waited before the call is applied, with any outcome."""
    delay_after_ms: int = Field(0, ge=0)
    """Waited between applying and answering, with any outcome."""
    _random: random.Random = PrivateAttr(default_factory=random.Random)

    def model_post_init(self, _context: object, /) -> None:
        """Seed the choice."""
        self._random.seed(self.seed)

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is one of the spoilt ones."""
        if self.method != "*" and self.method.lower() != method.lower():
            return False
        if self.chat_id not in (None, chat_id):
            return False
        return self.probability >= 1 or self._random.random() < self.probability


class FaultPlan:
    """The rules in force, first match wins. Not kept over a restart."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.struck = 0

    def add(self, fault: Fault) -> None:
        """Put a rule behind the ones there are."""
        self.rules.append(fault)

    def clear(self) -> None:
        """Forget all rules."""
        self.rules.clear()

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        """The rule for this call, used up by one."""
        for fault in self.rules:
            if fault.strikes(method, chat_id):
                self.struck += 1
                self._use_up(fault)
                return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times == 1:
            self.rules = [rule for rule in self.rules if rule is not fault]
        elif fault.times > 1:
            fault.times -= 1
