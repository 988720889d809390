"""The personalise agent: who of the matched is told what, and when. Each decision is an event.

Owns who has to be looked at by the next tick. Rows are stored before what they say is told
(write ahead), as the safety argument of gigwire.domain.personalise asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import NotificationDecided, NotificationDue
from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.people import Subscriber
from gigwire.contracts.topics import TOPICS
from gigwire.domain.personalise import (
    Pacing,
    Subjects,
    Taste,
    decide_feedback,
    decide_match,
    fits_of,
)
from gigwire.domain.personalise.asking import decide_question
from gigwire.domain.personalise.returned import decide_tick, next_due, take_back
from streams.agents.due_users import DueUsers
from streams.agents.idle import Idle
from streams.agents.schedule import Schedule
from streams.sending import Output
from streams.wrapper import NOTHING, Effects, Received, Step, both

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gigwire.contracts.messages import ProjectMatched, Tick
    from gigwire.contracts.people import FeedbackGiven
    from gigwire.contracts.returned import NotificationReturned
    from gigwire.domain.personalise import Fit, Outcome
    from streams.shell import Shell


class Personalise(Idle):
    """`matches`, `feedback`, `ticks` -> `notifications.due`, `notifications.decisions`."""

    def __init__(self, shell: Shell) -> None:
        self._subscriber_by_user = shell.tables.open("subscriber_by_user", Subscriber)
        self._pacing_by_user = shell.tables.open("pacing_by_user", Pacing)
        self._taste_by_user = shell.tables.open("taste_by_user", Taste)
        self._schedule = Schedule(shell, self._subscriber_by_user)
        self._due_users = DueUsers()
        self._subjects = Subjects()
        shell.tables.on_recovered(self.build)
        shell.tables.on_revoked(self._due_users.clear)
        self.steps = (
            Step(TOPICS["subscribers"], self.subscribe, self.forget),
            Step(TOPICS["matches"], self.match, is_keyed=False),
            Step(TOPICS["feedback"], self.feedback),
            Step(TOPICS["notifications.returned"], self.take_back),
            self._schedule.step,
            Step(TOPICS["ticks"], self.tick, settles=self.is_anyone_due, is_keyed=False),
        )

    def build(self, partitions: frozenset[int]) -> None:
        """Find out who waits for a tick, from the tables; before any event."""
        known = set()
        for partition, key, pacing in self._pacing_by_user.rows(partitions):
            known.add(key)
            due = next_due(self._subscriber_by_user.get(key), pacing)
            self._due_users.put(partition, pacing.user_id, due)
        for partition, key, subscriber in self._subscriber_by_user.rows(partitions):
            if key not in known:  # nothing ever fitted them: the weekly report will say so
                due = next_due(subscriber, Pacing(user_id=subscriber.user_id))
                self._due_users.put(partition, subscriber.user_id, due)

    def subscribe(self, subscriber: Subscriber, received: Received) -> Effects:
        """Take in a person's settings, unless newer ones are known."""
        key, partition = user_key(subscriber.user_id), received.origin.partition
        known = self._subscriber_by_user.get(key)
        if known is not None and known.version > subscriber.version:
            return NOTHING

        def change() -> None:
            self._subscriber_by_user.put(key, subscriber)
            self._line_up(partition, self._pacing(subscriber.user_id))

        return Effects(state=change)

    def forget(self, key: bytes, received: Received) -> Effects:
        """Take a person out of everything."""

        def change() -> None:
            for table in (self._subscriber_by_user, self._pacing_by_user, self._taste_by_user):
                table.remove(key)
            self._due_users.put(received.origin.partition, UserId(int(key)), None)
            self._schedule.forget(key, received.origin.partition)

        return Effects(state=change)

    def match(self, matched: ProjectMatched, received: Received) -> Effects:
        """Decide for each person of one matched project."""
        outcomes = [
            self._decide(fit, matched.event_time) for fit in fits_of(matched, self._subjects)
        ]
        return self._effects(outcomes, received)

    def _decide(self, fit: Fit, now: datetime) -> Outcome:
        key = user_key(fit.user_id)
        subscriber = self._subscriber_by_user.get(key)
        is_off = subscriber is None or subscriber.taste_off
        weighed = fit.weighed(subscriber) if subscriber else fit
        liked = weighed.liked_by(self._taste_by_user.get(key), is_off=is_off)
        return decide_match(liked, subscriber, self._pacing(fit.user_id), now)

    def feedback(self, feedback: FeedbackGiven, received: Received) -> Effects:
        """Apply what a person did with a card."""
        key = user_key(feedback.user_id)
        if self._subscriber_by_user.get(key) is None:
            return NOTHING  # forgotten: nothing is learnt of them any more
        taste = self._taste_by_user.get(key) or Taste(user_id=feedback.user_id)
        if feedback.question is not None:
            person = self._subscriber_by_user.get(key)
            answer = decide_question(feedback, person, self._pacing(feedback.user_id), taste)
            return self._effects([answer], received)
        outcome = decide_feedback(feedback, self._pacing(feedback.user_id), taste)

        def change() -> None:
            self._store(outcome.pacing, received.origin.partition)
            self._taste_by_user.put(key, outcome.taste)

        return Effects(state=change)

    def take_back(self, event: NotificationReturned, received: Received) -> Effects:
        """Keep cards that may have arrived for the person's next digest."""
        subscriber = self._subscriber_by_user.get(user_key(event.user_id))
        if subscriber is None:
            return NOTHING
        row = take_back(event, subscriber, self._pacing(event.user_id))
        return Effects(state=lambda: self._store(row, received.origin.partition))

    def is_anyone_due(self, tick: Tick, received: Received) -> bool:
        """Whether a tick has work: then all earlier rows and records have to be stored first."""
        is_due = self._due_users.is_due(received.origin.partition, tick.event_time)
        return is_due or self._schedule.settles(tick, received)

    def tick(self, tick: Tick, received: Received) -> Effects:
        """Look at the people of the partition whose time has come."""
        due = self._due_users.due(received.origin.partition, tick.event_time)
        outcomes = [
            decide_tick(
                self._subscriber_by_user.get(user_key(user)),
                self._pacing(user),
                tick.event_time,
                tick.looked_at,
            )
            for user in due
        ]
        return both(self._effects(outcomes, received), self._schedule.tick(tick, received))

    def _pacing(self, user: UserId) -> Pacing:
        return self._pacing_by_user.get(user_key(user)) or Pacing(user_id=user)

    def _effects(self, outcomes: Sequence[Outcome], received: Received) -> Effects:
        due = [_as_output(event) for outcome in outcomes for event in outcome.due]
        decided = [_as_output(event) for outcome in outcomes for event in outcome.decided]

        def change() -> None:
            for outcome in outcomes:
                self._store(outcome.pacing, received.origin.partition)

        return Effects([*due, *decided], change)

    def _store(self, pacing: Pacing, partition: int) -> None:
        key = user_key(pacing.user_id)
        # No row for the forgotten: a match of before may be decided after their tombstone.
        is_known = self._subscriber_by_user.get(key) is not None
        if is_known and pacing != self._pacing(pacing.user_id):
            self._pacing_by_user.put(key, pacing)
        self._line_up(partition, pacing)

    def _line_up(self, partition: int, pacing: Pacing) -> None:
        subscriber = self._subscriber_by_user.get(user_key(pacing.user_id))
        self._due_users.put(partition, pacing.user_id, next_due(subscriber, pacing))


def _as_output(event: NotificationDue | NotificationDecided) -> Output:
    topic = "due" if isinstance(event, NotificationDue) else "decisions"
    return Output(f"notifications.{topic}", user_key(event.user_id), event)
