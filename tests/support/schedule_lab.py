"""Personalise's scheduled messages for one person, killed at random moments; and builders.

Models what the shell promises and nothing more: inputs of one topic keep their order, the two
topics interleave anyhow; a crash loses rows and outputs not yet acknowledged, and what is kept in
memory, and redelivers from the last commit; before a tick that takes out what was sent everything
earlier is acknowledged.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.delivery import Reply
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId, digest
from gigwire.contracts.people import Subscriber
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.schedule import (
    Scheduled,
    Stored,
    decide_request,
    decide_tick,
    is_any_forgotten,
    next_due,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from gigwire.contracts.reminders import ScheduleId

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
USER: Final = UserId(7)
SOMEBODY: Final = Subscriber(
    event_id=EventId("s"),
    trace_id=TraceId("s"),
    event_time=NOON,
    user_id=USER,
    chat_id=ChatId(71),
    version=1,
)


def a_request(name: str, seconds: float, user: int = USER, **fields: Any) -> ScheduleRequested:
    """Something to be sent so many seconds after noon; asked for an hour before."""
    wanted: dict[str, Any] = {
        "event_id": EventId(digest(name, str(seconds))),
        "trace_id": TraceId(name),
        "event_time": NOON - timedelta(hours=1),
        "schedule_id": name,
        "user_id": UserId(user),
        "chat_id": ChatId(user),
        "at": NOON + timedelta(seconds=seconds),
        "content": Reply(text=f"remember {name}"),
    }
    return ScheduleRequested.model_validate(wanted | fields)


class Waiting:
    """The worker's table, memory, outputs and offsets, and the ledger behind it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.told: dict[str, datetime] = {}  # notification id -> the tick that sent it first
        self.texts: list[str] = []  # of what the ledger let through, in order
        self.crashes = self.waits = 0
        self.row = self.safe_row = Scheduled(user_id=USER)
        self._left: Mapping[ScheduleId, datetime] = {}
        self._stored = Stored()
        self._rows: list[Scheduled] = []
        self._outputs: list[tuple[str, str, datetime]] = []

    def run(self, requests: Sequence[ScheduleRequested], ticks: Sequence[datetime]) -> None:
        """Handle each input at least once, with crashes in between."""
        topics: tuple[Sequence[Any], ...] = (requests, ticks)
        done, committed = [0, 0], [0, 0]
        while done != [len(requests), len(ticks)]:
            ready = [number for number in (0, 1) if done[number] < len(topics[number])]
            chosen = self.random.choice(ready)
            self._handle(topics[chosen][done[chosen]], done[chosen])
            done[chosen] += 1
            if self.random.random() < 0.15:
                self._acknowledge()
                committed = list(done)
            elif self.random.random() < 0.15:
                self._crash()
                done = list(committed)
        self._acknowledge()

    def _handle(self, record: ScheduleRequested | datetime, offset: int) -> None:
        if isinstance(record, ScheduleRequested):
            row = decide_request(record, offset, self.row)
            if row is not self.row:
                self._left = {k: v for k, v in self._left.items() if k != record.schedule_id}
        else:
            due = next_due(self.row, self._left)
            if due is None or due > record:
                return
            if is_any_forgotten(self._left, record, self._stored.until(0)):
                self._stored.waited()
                self.waits += 1
                self._acknowledge()
            row, outputs, self._left = decide_tick(self.row, self._left, SOMEBODY, record)
            for one in outputs:
                assert isinstance(one.content, Reply)
                self._outputs.append((one.notification_id, one.content.text, record))
            self._stored.sent(0, record)
        self.row = Scheduled.model_validate_json(row.model_dump_json())
        self._rows.append(self.row)

    def _acknowledge(self) -> None:
        for one in self._outputs:
            self._take(*one)
        self._outputs.clear()
        self._rows.clear()
        self.safe_row = self.row

    def _take(self, name: str, text: str, tick: datetime) -> None:
        if name not in self.told:
            self.told[name] = tick
            self.texts.append(text)

    def _crash(self) -> None:
        self.crashes += 1
        survivors = self._rows[: self.random.randint(0, len(self._rows))]
        self.row = self.safe_row = survivors[-1] if survivors else self.safe_row
        for one in self._outputs:
            if self.random.random() < 0.5:
                self._take(*one)
        self._outputs.clear()
        self._rows.clear()
        self._left = {}
        self._stored.clear()
