"""Failures on demand: what the server does to the next calls instead of answering them plainly."""

from __future__ import annotations

import math
import random
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

Outcome = Literal[
    "answer",
    "error",
    "error_after_apply",
    "drop_before",
    "drop_after_apply",
    "reset_before",
    "reset_after_apply",
    "garbage",
    "garbage_after_apply",
    "broken_json_after_apply",
    "cut_after_apply",
    "hang_before",
    "hang_after_apply",
]


class Fault(BaseModel):
    """One rule. Exactly the calls it matches `times` times (or by `probability`) are spoilt."""

    model_config = ConfigDict(extra="forbid")

    method: str = "*"
    """Method name in any case, or `*`."""
    chat_id: int | None = None
    times: int = Field(1, ge=0)
    """How many calls; 0 means until cleared (or until `seconds` are over)."""
    probability: float = Field(1.0, gt=0, le=1)
    seed: int = 0
    """Of the random choices, so that a run can be repeated."""
    outcome: Outcome = "answer"
    """Before it is applied, or applied with its answer lost or unreadable."""
    status: int = Field(500, ge=400, le=599)
    """For `error`."""
    description: str = ""
    retry_after: int = Field(0, ge=0)
    """For `error` with status 429."""
    delay_ms: int = Field(0, ge=0)
    """Waited before the call is applied, with any outcome."""
    delay_after_ms: int = Field(0, ge=0)
    """Waited between applying and answering, with any outcome."""
    jitter_ms: int = Field(0, ge=0)
    """Up to so much more is added to `delay_ms`, evenly drawn."""
    after_seconds: float = Field(0, ge=0)
    """The rule begins so long after it was given, in the server's time."""
    seconds: float = Field(0, ge=0)
    """And ends so long after its beginning; 0: it does not end by itself."""
    _random: random.Random = PrivateAttr(default_factory=random.Random)
    _begins: float = PrivateAttr(default=-math.inf)
    _ends: float = PrivateAttr(default=math.inf)

    def model_post_init(self, _context: object, /) -> None:
        """Seed the choice."""
        self._random.seed(self.seed)

    def start(self, now: float) -> None:
        """The rule was given now: `after_seconds` and `seconds` count from here."""
        self._begins = now + self.after_seconds
        self._ends = self._begins + self.seconds if self.seconds else math.inf

    def is_over(self, now: float) -> bool:
        """Whether its time has passed."""
        return now >= self._ends

    def strikes(self, method: str, chat_id: int | None, now: float = 0.0) -> bool:
        """Whether this call is one of the spoilt ones."""
        if not self._begins <= now < self._ends:
            return False
        if self.method != "*" and self.method.lower() != method.lower():
            return False
        if self.chat_id not in (None, chat_id):
            return False
        return self.probability >= 1 or self._random.random() < self.probability

    def delay_seconds(self) -> float:
        """The wait before the call is applied, jitter drawn anew."""
        jitter = self._random.uniform(0, self.jitter_ms) if self.jitter_ms else 0.0
        return (self.delay_ms + jitter) / 1000

    @property
    def is_applied(self) -> bool:
        """Whether the call takes effect although its answer is spoilt."""
        return self.outcome == "answer" or self.outcome.endswith("_after_apply")


class FaultPlan:
    """The rules in force, first match wins. Not kept over a restart."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.struck = 0

    def add(self, fault: Fault, now: float = 0.0) -> None:
        """Put a rule behind the ones there are."""
        fault.start(now)
        self.rules.append(fault)

    def clear(self) -> None:
        """Forget all rules."""
        self.rules.clear()

    def next(self, method: str, chat_id: int | None, now: float = 0.0) -> Fault | None:
        """The rule for this call, used up by one."""
        if not self.rules:
            return None
        self.rules = [rule for rule in self.rules if not rule.is_over(now)]
        for fault in self.rules:
            if fault.strikes(method, chat_id, now):
                self.struck += 1
                self._use_up(fault)
                return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times == 1:
            self.rules = [rule for rule in self.rules if rule is not fault]
        elif fault.times > 1:
            fault.times -= 1
