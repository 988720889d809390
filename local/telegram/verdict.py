"""The judge's own count of what was accepted: repeats, order, pauses, broken published limits.

Independent of the limits in force: a run with hidden or lifted limits is still measured against
the published ones. Rebuilt from the journal at start; `GET /admin/verdict` exports it.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from typing import TYPE_CHECKING

import orjson
from pydantic import BaseModel, ConfigDict, field_validator

from local.telegram.limits import Ask, Limiter, LimitsConfig
from local.telegram.reading import integer, mapping

if TYPE_CHECKING:
    from local.telegram.journal import Event

MAX_LISTED = 1000


class VerdictConfig(BaseModel):
    """What makes two messages the same, and which number must grow within a chat."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    identity: str | None = None
    """A regular expression on text or caption; its first group (or all of it) is the identity.
    None: text and keyboard together. A text without a match has no identity."""
    order: str | None = None
    """A regular expression whose first group is a number that grows by one within each chat."""

    @field_validator("identity", "order")
    @classmethod
    def _is_expression(cls, value: str | None) -> str | None:
        if value is not None:
            re.compile(value)
        return value


class Verdict:
    """Counters and short lists of evidence; at most 1,000 of each kind are listed."""

    def __init__(self, config: VerdictConfig) -> None:
        self.config = config
        self._identity = re.compile(config.identity) if config.identity else None
        self._order = re.compile(config.order) if config.order else None
        self._first: dict[int, int] = {}  # hash of chat and identity to message id
        self._number: dict[int, int] = {}
        self._last_at: dict[int, float] = {}
        self._lost: set[int] = set()
        self._second: deque[float] = deque()
        self._published = Limiter(LimitsConfig(mode="observe"))
        self.count: Counter[str] = Counter()
        self.chats: Counter[int] = Counter()  # violations of 1/s by chat
        self.evidence: dict[str, list[object]] = {"repeats": [], "misplaced": [], "lost": []}
        self.began = self.ended = 0.0
        self.least_pause: float | None = None
        self.busiest_second = 0

    def sent(self, event: Event) -> None:
        """Count an accepted message."""
        message, at = mapping(event, "message"), float(str(event["at"]))
        chat_id, message_id = (
            integer(mapping(message, "chat"), "id"),
            integer(message, "message_id"),
        )
        self.count["sent"] += 1
        self.began, self.ended = self.began or at, at
        words = str(message.get("text") or message.get("caption") or "")
        self._judge_pace(chat_id, at)
        self._judge_repeat(chat_id, message_id, words, message.get("reply_markup"))
        if self._order is not None:
            self._judge_order(chat_id, message_id, words)

    def edited(self, event: Event) -> None:
        """Count an accepted edit: it uses a group's budget."""
        chat_id = integer(mapping(mapping(event, "message"), "chat"), "id")
        self.count["edited"] += 1
        if chat_id < 0:
            self._judge_limits(Ask(chat_id, is_edit=True), float(str(event["at"])))

    def rejected(self, event: Event) -> None:
        """Count a refusal, and whether the caller had been told to wait."""
        self.count[f"refused_{event['code']}"] += 1
        self.count["ignored_waits"] += bool(event.get("is_early"))

    def lost(self, event: Event) -> None:
        """An applied call whose answer did not arrive (or not whole)."""
        self.count["lost_answers"] += 1
        message_id = event.get("message_id")
        if isinstance(message_id, int):
            self._lost.add(message_id)
        self._list("lost", {name: event[name] for name in ("method", "chat_id", "message_id")})

    def export(self) -> dict[str, object]:
        """Everything, as JSON."""
        seconds = self.ended - self.began
        always = ("sent", "edited", "repeats", "misplaced", "missing_numbers", "lost_answers")
        more = ("resent_after_lost", "ignored_waits", "refused_429", "pauses_below_1s")
        broken = ("global", "chat", "group")
        return {
            "config": self.config.model_dump(),
            **dict.fromkeys((*always, *more), 0),
            **{name: value for name, value in self.count.items() if "." not in name},
            "violations": {scope: self.count[f"violations.{scope}"] for scope in broken},
            "violations_by_chat": dict(self.chats.most_common(MAX_LISTED)),
            "began": self.began,
            "ended": self.ended,
            "mean_per_second": self.count["sent"] / seconds if seconds > 0 else 0.0,
            "busiest_second": self.busiest_second,
            "least_pause_seconds": self.least_pause,
            "evidence": self.evidence,
        }

    def _judge_pace(self, chat_id: int, at: float) -> None:
        window = self._second
        window.append(at)
        while window[0] <= at - 1:
            window.popleft()
        self.busiest_second = max(self.busiest_second, len(window))
        before = self._last_at.get(chat_id)
        self._last_at[chat_id] = at
        if before is not None:
            pause = at - before
            self.least_pause = pause if self.least_pause is None else min(self.least_pause, pause)
            self.count["pauses_below_1s"] += pause < 1
        self._judge_limits(Ask(chat_id), at)

    def _judge_limits(self, ask: Ask, at: float) -> None:
        refusal = self._published.judge(ask, at)
        if refusal is not None:
            self.count[f"violations.{refusal.scope}"] += 1
            if refusal.scope != "global":
                self.chats[ask.chat_id] += 1

    def _judge_repeat(self, chat_id: int, message_id: int, words: str, markup: object) -> None:
        identity: object = words
        if self._identity is not None:
            found = self._identity.search(words)
            if found is None:
                return
            identity = found[1] if found.groups() else found[0]
        elif markup is not None:
            identity = (words, orjson.dumps(markup))
        first = self._first.setdefault(hash((chat_id, identity)), message_id)
        if first == message_id:
            return
        self.count["repeats"] += 1
        self.count["resent_after_lost"] += first in self._lost
        self._list("repeats", {"chat_id": chat_id, "message_id": message_id, "first": first})

    def _judge_order(self, chat_id: int, message_id: int, words: str) -> None:
        assert self._order is not None
        found = self._order.search(words)
        if found is None:
            return
        number, last = int(found[1] if found.groups() else found[0]), self._number.get(chat_id)
        if last is not None and number < last:
            self.count["misplaced"] += 1
            row = {"chat_id": chat_id, "message_id": message_id, "number": number, "after": last}
            self._list("misplaced", row)
            return
        self.count["missing_numbers"] += 0 if last is None else max(number - last - 1, 0)
        self._number[chat_id] = number

    def _list(self, kind: str, row: object) -> None:
        if len(self.evidence[kind]) < MAX_LISTED:
            self.evidence[kind].append(row)
