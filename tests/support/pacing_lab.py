"""One person's personalise worker with its table, outputs and offsets, killed at random moments.

Models what the shell promises and nothing more: inputs of one topic keep their order, topics
interleave anyhow; a crash loses every row and output not yet acknowledged and redelivers from the
last commit; before a tick and before a commit everything earlier is acknowledged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Digest, NotificationDecided, NotificationDue
from gigwire.contracts.ids import UserId
from gigwire.contracts.messages import ProjectMatched, Tick
from gigwire.contracts.people import FeedbackGiven, Subscriber
from gigwire.domain.personalise import (
    Outcome,
    Pacing,
    Subjects,
    Taste,
    decide_feedback,
    decide_match,
    decide_tick,
    fits_of,
    next_due,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Input = ProjectMatched | Tick | FeedbackGiven
USER = UserId(7)


@dataclass
class Ledger:
    """The notifier's memory: the first request with an id is delivered, its repeats are dropped."""

    delivered: dict[str, NotificationDue] = field(default_factory=dict)
    decisions: list[NotificationDecided] = field(default_factory=list)

    def take(self, output: NotificationDue | NotificationDecided) -> None:
        """Accept one output."""
        if isinstance(output, NotificationDecided):
            self.decisions.append(output)
        else:
            self.delivered.setdefault(output.notification_id, output)

    def told(self) -> list[str]:
        """Clusters shown to the person, once for each message that shows them."""
        shown: list[str] = []
        for due in self.delivered.values():
            if isinstance(due.content, Digest):
                shown.extend(card.project.cluster_id for card in due.content.items)
            elif due.kind == "instant":
                shown.append(str(due.cluster_id))
        return shown


class Worker:
    """Runs inputs through crashes to their end. `is_row_first`: rows are safe before outputs."""

    def __init__(self, random: Random, people: Sequence[Subscriber], *, is_row_first: bool) -> None:
        self.random, self.people, self.is_row_first = random, people, is_row_first
        self.ledger = Ledger()
        self.row = self.safe_row = Pacing(user_id=USER)
        self.crashes = 0
        self._subjects = Subjects()
        self._rows: list[Pacing] = []
        self._outputs: list[NotificationDue | NotificationDecided] = []

    def run(self, topics: Sequence[Sequence[Input]]) -> None:
        """Handle every input of every topic at least once, with crashes in between."""
        committed = [0 for _ in topics]
        positions = list(committed)
        while any(done < len(topic) for done, topic in zip(positions, topics, strict=True)):
            heads = {
                index: topic[positions[index]]
                for index, topic in enumerate(topics)
                if positions[index] < len(topic)
            }
            chosen = self._next_of(heads)
            self._handle(heads[chosen])
            positions[chosen] += 1
            if self.random.random() < 0.15:
                self._acknowledge()
                committed = list(positions)
            elif self.random.random() < 0.15:
                self._crash()
                positions = list(committed)
        self._acknowledge()

    def _next_of(self, heads: dict[int, Input]) -> int:
        """Mostly the earliest, as in life; else any, for topics do not wait for each other."""
        if self.random.random() < 0.6:
            return min(heads, key=lambda index: heads[index].event_time)
        return self.random.choice(list(heads))

    def _handle(self, record: Input) -> None:
        if isinstance(record, Tick):
            self._acknowledge()
        person = self.random.choice(self.people)
        outcome = self._decide(person, record)
        if outcome.pacing is not self.row:
            self.row = Pacing.model_validate_json(outcome.pacing.model_dump_json())
        self._rows.append(self.row)
        if self.is_row_first:
            self.safe_row = self.row
            self._rows.clear()
        self._outputs.extend((*outcome.due, *outcome.decided))

    def _decide(self, person: Subscriber, record: Input) -> Outcome:
        now = record.event_time
        if isinstance(record, ProjectMatched):
            (fit,) = fits_of(record, self._subjects)
            return decide_match(fit, person, self.row, now)
        if isinstance(record, FeedbackGiven):
            hidden = decide_feedback(record, self.row, Taste(user_id=USER))
            return Outcome(hidden.pacing)
        due = next_due(person, self.row)
        is_due = due is not None and due <= now
        return decide_tick(person, self.row, now) if is_due else Outcome(self.row)

    def _acknowledge(self) -> None:
        for output in self._outputs:
            self.ledger.take(output)
        self._outputs.clear()
        self._rows.clear()
        self.safe_row = self.row

    def _crash(self) -> None:
        self.crashes += 1
        survivors = self._rows[: self.random.randint(0, len(self._rows))]
        self.row = self.safe_row = survivors[-1] if survivors else self.safe_row
        for output in self._outputs:
            if self.random.random() < 0.5:
                self.ledger.take(output)
        self._outputs.clear()
        self._rows.clear()
