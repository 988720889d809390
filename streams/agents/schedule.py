"""What is sent at a time, beside the other work of personalise: its table, and who is due when.

One entry a person in a heap for each owned partition, built from the table after each recovery; no
timer. Which tick sent what is kept in memory only (gigwire.domain.schedule says why that is safe).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.topics import TOPICS
from gigwire.domain.schedule import (
    LARGEST_REQUEST,
    Scheduled,
    Stored,
    decide_request,
    decide_tick,
    is_any_forgotten,
    next_due,
)
from streams.agents.due_users import DueUsers
from streams.sending import Output
from streams.wrapper import NOTHING, Effects, Received, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gigwire.contracts.messages import Tick
    from gigwire.contracts.people import Subscriber
    from gigwire.contracts.reminders import ScheduleId
    from gigwire.contracts.schedule import ScheduleRequested
    from gigwire.domain.schedule import Outcome
    from streams.shell import Shell
    from streams.tables import StateTable


class Schedule:
    """`notifications.scheduled`, `ticks` -> `notifications.due`; a part of personalise."""

    def __init__(self, shell: Shell, subscriber_by_user: StateTable[Subscriber]) -> None:
        self._scheduled_by_user = shell.tables.open("scheduled_by_user", Scheduled)
        self._subscriber_by_user = subscriber_by_user
        self._due_users = DueUsers()
        self._left: dict[UserId, Mapping[ScheduleId, datetime]] = {}
        self._stored = Stored()
        shell.tables.on_recovered(self.build)
        shell.tables.on_revoked(self.clear)
        self.step = Step(TOPICS["notifications.scheduled"], self.request)

    def build(self, partitions: frozenset[int]) -> None:
        """Find out who waits for a tick, from the table; before any event."""
        for partition, _, row in self._scheduled_by_user.rows(partitions):
            self._due_users.put(partition, row.user_id, next_due(row))

    def clear(self) -> None:
        """Partitions were taken away: what was sent lately is sent again by their new owner."""
        self._due_users.clear()
        self._left.clear()
        self._stored.clear()

    def request(self, request: ScheduleRequested, received: Received) -> Effects:
        """Set, move or cancel.

        Raises:
            Poison: it is too large, or too much waits for this person.
        """
        if len(received.value or b"") > LARGEST_REQUEST:
            raise Poison("too_large", f"{LARGEST_REQUEST} bytes are the most")
        known = self._row(request.user_id)
        row = decide_request(request, received.origin.offset, known)
        if row is known:
            return NOTHING
        # What was moved is another notification: whether the old one left is of no interest.
        left = dict(self._left.get(request.user_id, {}))
        left.pop(request.schedule_id, None)
        return Effects(state=lambda: self._store(row, left, received.origin.partition))

    def settles(self, tick: Tick, received: Received) -> bool:
        """Whether a tick takes out what is not known to be stored: then all sent has to be.

        True is followed by that wait, before anything else of this topic is decided.
        """
        now, partition = tick.event_time, received.origin.partition
        if not self._left or not self._due_users.is_due(partition, now):
            return False
        due, stored = self._due_users.due(partition, now), self._stored.until(partition)
        is_to_wait = any(is_any_forgotten(self._left.get(user, {}), now, stored) for user in due)
        if is_to_wait:
            self._stored.waited()
        return is_to_wait

    def tick(self, tick: Tick, received: Received) -> Effects:
        """Send what is due to the people of the partition."""
        now, partition = tick.event_time, received.origin.partition
        outcomes = [self._decide(user, now) for user in self._due_users.due(partition, now)]

        def change() -> None:
            self._stored.sent(partition, now)
            for one in outcomes:
                self._store(one.row, one.left, partition)

        return Effects(_outputs(outcomes), change) if outcomes else NOTHING

    def forget(self, key: bytes, partition: int) -> None:
        """Take a person out; called while an event of that person changes tables."""
        self._scheduled_by_user.remove(key)
        self._left.pop(UserId(int(key)), None)
        self._due_users.put(partition, UserId(int(key)), None)

    def _decide(self, user: UserId, now: datetime) -> Outcome:
        subscriber = self._subscriber_by_user.get(user_key(user))
        return decide_tick(self._row(user), self._left.get(user, {}), subscriber, now)

    def _row(self, user: UserId) -> Scheduled:
        return self._scheduled_by_user.get(user_key(user)) or Scheduled(user_id=user)

    def _store(self, row: Scheduled, left: Mapping[ScheduleId, datetime], partition: int) -> None:
        key = user_key(row.user_id)
        if row != self._row(row.user_id):
            if row.items:
                self._scheduled_by_user.put(key, row)
            else:
                self._scheduled_by_user.remove(key)
        self._left.pop(row.user_id, None)
        if left:
            self._left[row.user_id] = left
        self._due_users.put(partition, row.user_id, next_due(row, left))


def _outputs(outcomes: Sequence[Outcome]) -> list[Output]:
    return [
        Output("notifications.due", user_key(due.user_id), due)
        for outcome in outcomes
        for due in outcome.due
    ]
