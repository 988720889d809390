"""The part of the server's state that is no chat: clock, limits, updates, files, webhook, verdict.

Applied from the same journal as the rest of the world (which see); decides nothing by itself.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from local.telegram.limits import Limiter, LimitsConfig
from local.telegram.reading import integer, mapping, text_of
from local.telegram.updates import UpdateQueue
from local.telegram.verdict import Verdict, VerdictConfig

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.telegram.journal import Event, Place
    from local.telegram.lab_clock import LabClock

    Handler = Callable[[Event, Place], None]


class Rules:
    """What is in force, and what was counted."""

    def __init__(self, clock: LabClock) -> None:
        self.clock = clock
        self.is_live = False  # not while the record is applied anew
        self.counters: Counter[str] = Counter()
        self.violations: Counter[int] = Counter()  # by chat id; 0 is the whole bot
        self.limiter = Limiter(LimitsConfig())
        self.updates = UpdateQueue(clock)
        self.verdict = Verdict(VerdictConfig())
        self.files: dict[str, Event] = {}  # by file id
        self.web: dict[str, str] = {}  # what a file's address is like, where not well
        self.hook: Event | None = None
        self.hook_error: Event | None = None
        self.hook_changed_at: float | None = None  # monotonic; not kept over a restart
        self.crowds: list[Event] = []
        self.is_remote = False  # whether the stricter rules of api.telegram.org hold for webhooks

    def rule_handlers(self) -> dict[str, Handler]:
        """Who applies which event."""
        return {
            "rejected": self._on_rejected,
            "observed": self._on_observed,
            "confirmed": self._on_confirmed,
            "allowed": self._on_allowed,
            "limits": self._on_limits,
            "file": self._on_file,
            "web": self._on_web,
            "webhook": self._on_webhook,
            "hooked": self._on_hooked,
            "hook_failed": self._on_hook_failed,
            "rules": self._on_rules,
            "lost": self._on_lost,
            "verdict": self._on_verdict,
            "clock": self._on_clock,
            "reset": self._on_reset,
        }

    def _on_confirmed(self, event: Event, _place: Place) -> None:
        self.updates.forget_below(integer(event, "offset"))

    def _on_allowed(self, event: Event, _place: Place) -> None:
        kinds = event["kinds"]
        assert isinstance(kinds, list)
        self.updates.allow(kinds)

    def _on_limits(self, event: Event, _place: Place) -> None:
        self.limiter = Limiter(LimitsConfig.model_validate(event["limits"]))

    def _on_file(self, event: Event, _place: Place) -> None:
        file = mapping(event, "file")
        self.files[text_of(file, "file_id")] = file

    def _on_web(self, event: Event, _place: Place) -> None:
        self.web[text_of(event, "url")] = text_of(event, "state")

    def _on_webhook(self, event: Event, _place: Place) -> None:
        self.hook = mapping(event, "hook") if event["hook"] else None
        self.hook_error = None

    def _on_hooked(self, event: Event, _place: Place) -> None:
        self.updates.forget(integer(event, "update_id"))
        self.counters["pushed"] += 1

    def _on_hook_failed(self, event: Event, _place: Place) -> None:
        self.hook_error = event
        self.counters["push_failures"] += 1

    def _on_rules(self, event: Event, _place: Place) -> None:
        self.is_remote = bool(event["is_remote"])

    def _on_lost(self, event: Event, _place: Place) -> None:
        self.counters["lost_answers"] += 1
        self.verdict.lost(event)

    def _on_verdict(self, event: Event, _place: Place) -> None:
        self.verdict = Verdict(VerdictConfig.model_validate(event["config"]))

    def _on_clock(self, event: Event, _place: Place) -> None:
        if not self.is_live:
            unix, real, speed = (float(str(event[name])) for name in ("at", "real", "speed"))
            self.clock.resume(unix, real, speed)

    def _on_reset(self, _event: Event, _place: Place) -> None:
        """Rules and queues as at the first start; people, chats and the record stay."""
        self.limiter = Limiter(LimitsConfig())
        self.verdict = Verdict(VerdictConfig())
        self.updates.reset()
        self.hook, self.hook_error, self.hook_changed_at = None, None, None
        self.is_remote = False
        self.crowds.clear()
        self.web.clear()

    def _on_rejected(self, event: Event, _place: Place) -> None:
        self.counters["rejected"] += 1
        self.counters[f"rejected.{event['code']}"] += 1
        self.counters[f"reason.{event['description']}"] += event["code"] != 429
        self.verdict.rejected(event)
        self._count_violation(event)

    def _on_observed(self, event: Event, _place: Place) -> None:
        self.counters["observed"] += 1
        self._count_violation(event)

    def _count_violation(self, event: Event) -> None:
        if scope := event.get("scope"):
            self.counters[f"violations.{scope}"] += 1
            self.violations[0 if scope == "global" else integer(event, "chat_id")] += 1
