"""Broadcasts and people for tests, and a walk that is killed at random moments."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.lexicon import lexicon
from gigwire.contracts.broadcasts import Broadcast, BroadcastId, BroadcastProgressed, Segment
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId
from gigwire.contracts.people import Subscriber
from gigwire.domain.broadcast.walk import AHEAD, Counts, counted, fresh, walk
from tests.support.schedule_lab import NOON

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

AUTHOR = UserId(9)


def a_broadcast(**fields: Any) -> Broadcast:
    """A draft of admin 9."""
    wanted: dict[str, Any] = {
        "event_id": EventId("b1"),
        "trace_id": TraceId("b"),
        "event_time": NOON,
        "broadcast_id": BroadcastId("b"),
        "version": 1,
        "author": AUTHOR,
        "text": "News",
        "segment": Segment(),
    }
    return Broadcast.model_validate(wanted | fields)


def a_person(user: int, *queries: str, **fields: Any) -> Subscriber:
    """Somebody with these filters, whose settings changed at noon."""
    filters = [{"filter_id": f"f{n}", "name": "x", "query": one} for n, one in enumerate(queries)]
    wanted: dict[str, Any] = {
        "event_id": EventId(f"s{user}"),
        "trace_id": TraceId("s"),
        "event_time": NOON,
        "user_id": UserId(user),
        "chat_id": ChatId(user),
        "version": 1,
        "filters": filters,
    }
    return Subscriber.model_validate(wanted | fields)


class Walker:
    """One partition's walk, its stored progress, and the ledger that lets each id through once."""

    def __init__(self, random: Random, people: Sequence[Subscriber]) -> None:
        self.random = random
        self.people = sorted(people, key=lambda one: one.user_id)
        self.broadcast = a_broadcast(state="running")
        self.stored: BroadcastProgressed = fresh(self.broadcast, 0)
        self.told: dict[str, int] = {}  # id -> person, in the order of sending
        self.waiting: dict[str, int] = {}
        self.most_waiting = 0

    def turn(self) -> None:
        """One chunk, of which a crash may lose the progress; some messages find their end."""
        known = counted(self.stored, Counts(sent=len(self.told)))
        behind = [one for one in self.people if one.user_id > known.cursor]
        part = behind[: self.random.randint(1, 6)]
        walked = walk(self.broadcast, part, known, lexicon, NOON + timedelta(minutes=1))
        for due in walked.due:
            if due.notification_id not in self.told:
                self.waiting[due.notification_id] = due.user_id
        self.most_waiting = max(self.most_waiting, len(self.waiting))
        if self.random.random() < 0.7:
            self.stored = walked.progress
        for name in list(self.waiting)[: self.random.randint(0, 2 * AHEAD)]:
            self.told[name] = self.waiting.pop(name)
