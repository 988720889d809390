"""A week of one person on virtual time: ticks each minute, and what the wall clock promises.

The promises know nothing of the code: they read a table of what a wall clock shows each minute.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gigwire.contracts.delivery import Digest, NotificationDecided, NotificationDue
from gigwire.contracts.messages import ProjectMatched
from gigwire.domain.personalise import (
    Pacing,
    Subjects,
    decide_match,
    decide_tick,
    fits_of,
    next_due,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from gigwire.contracts.people import QuietHours, Subscriber

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BEFORE, DAYS = 4, 35  # of the table: nights begin before, weekly digests end after


class Clock:
    """What the wall of a zone shows in the days around a week; `start` is a UTC midnight."""

    def __init__(self, zone: str, start: datetime) -> None:
        self.first = start - BEFORE * DAY
        minutes = range(DAYS * 24 * 60)
        where = ZoneInfo(zone)
        self.walls = [
            (self.first + n * MINUTE).astimezone(where).replace(tzinfo=None) for n in minutes
        ]
        self._highest: list[datetime] = []
        for wall in self.walls:
            self._highest.append(max(wall, self._highest[-1]) if self._highest else wall)

    def wall(self, at: datetime) -> datetime:
        """What the wall shows."""
        return self.walls[(at - self.first) // MINUTE]

    def instant(self, wall: datetime) -> datetime:
        """When the wall shows it first; skipped: as long after the gap as it lies in it."""
        number = bisect_left(self._highest, wall)
        found = self.first + number * MINUTE
        if self.walls[number] == wall:
            return found
        return found - MINUTE + (wall - self.walls[number - 1])

    def next_minute(self, after: datetime, minute: int, days: Sequence[int]) -> datetime:
        """The first such minute of such a day after a moment."""
        today = self.wall(after).replace(hour=0, minute=0, second=0, microsecond=0)
        dates = (today + offset * DAY for offset in range(-1, 9))
        found = (self.instant(day + minute * MINUTE) for day in dates if day.weekday() in days)
        return next(at for at in found if at > after)

    def next_hour(self, after: datetime) -> datetime:
        """The first minute after a moment at which the wall shows a full hour."""
        number = (after - self.first) // MINUTE + 1
        while self.walls[number].minute:
            number += 1
        return self.first + number * MINUTE

    def waking(self, at: datetime, quiet: Sequence[QuietHours]) -> datetime:
        """When whoever sleeps at a moment wakes; the moment itself for whoever does not."""
        while ends := [end for start, end in self._nights(at, quiet) if start <= at < end]:
            at = max(ends)
        return at

    def _nights(self, at: datetime, quiet: Sequence[QuietHours]) -> list[tuple[datetime, datetime]]:
        today = self.wall(at).replace(hour=0, minute=0, second=0, microsecond=0)
        nights = []
        for span in quiet:
            for day in (today - 2 * DAY, today - DAY, today):
                if day.weekday() in span.days and span.start_minute != span.end_minute:
                    over = DAY if span.end_minute < span.start_minute else 0 * DAY
                    end = day + over + span.end_minute * MINUTE
                    nights.append(
                        (self.instant(day + span.start_minute * MINUTE), self.instant(end))
                    )
        return nights


clock_of = lru_cache(maxsize=2)(Clock)


@dataclass
class Life:
    """Runs a person through inputs in their order; with `random`, through crashes.

    As the shell does: rows are safe before outputs leave, and before a tick decides all earlier
    outputs are. A crash loses some of the later ones and repeats from the last commit.
    """

    person: Subscriber
    random: Random | None = None
    row: Pacing = field(init=False)
    delivered: dict[str, NotificationDue] = field(default_factory=dict)
    decisions: list[NotificationDecided] = field(default_factory=list)
    crashes: int = 0

    def __post_init__(self) -> None:
        """Begin with an empty row."""
        self.row = Pacing(user_id=self.person.user_id)
        self._due = next_due(self.person, self.row)
        self._subjects = Subjects()
        self._outputs: list[NotificationDue | NotificationDecided] = []

    def run(self, matches: Sequence[ProjectMatched], start: datetime, days: int = 7) -> None:
        """Matches and a tick each minute, by time."""
        inputs: list[ProjectMatched | datetime] = [*matches]
        inputs += [start + n * MINUTE for n in range(days * 24 * 60)]
        inputs.sort(key=_time_of)
        position = committed = 0
        while position < len(inputs):
            self._handle(inputs[position])
            position += 1
            luck = self.random.random() if self.random else 1
            if luck < 0.02:
                self._acknowledge()
                committed = position
            elif luck < 0.022:
                self._crash()
                position = committed
        self._acknowledge()

    def digests(self) -> list[NotificationDue]:
        """The digests that list projects."""
        return [one for one in self.delivered.values() if _lists(one)]

    def told_at(self) -> dict[str, datetime]:
        """When each cluster was told; fails on one told twice."""
        found: dict[str, datetime] = {}
        for due in self.delivered.values():
            names = [str(due.cluster_id)] if due.kind == "instant" else []
            if isinstance(due.content, Digest):
                names = [card.project.cluster_id for card in due.content.items]
            for name in names:
                assert name not in found, f"{name} twice"
                found[name] = due.event_time
        return found

    def _handle(self, entry: ProjectMatched | datetime) -> None:
        if isinstance(entry, ProjectMatched):
            (fit,) = fits_of(entry, self._subjects)
            outcome = decide_match(fit, self.person, self.row, entry.event_time)
        elif self._due is None or self._due > entry:
            return
        else:
            self._acknowledge()
            outcome = decide_tick(self.person, self.row, entry)
        if outcome.pacing is not self.row:
            self.row = Pacing.model_validate_json(outcome.pacing.model_dump_json())
            self._due = next_due(self.person, self.row)
        self._outputs.extend((*outcome.due, *outcome.decided))

    def _acknowledge(self) -> None:
        for output in self._outputs:
            if isinstance(output, NotificationDecided):
                self.decisions.append(output)
            else:
                self.delivered.setdefault(output.notification_id, output)
        self._outputs.clear()

    def _crash(self) -> None:
        assert self.random is not None
        self.crashes += 1
        self._outputs = [one for one in self._outputs if self.random.random() < 0.5]
        self._acknowledge()


def _lists(due: NotificationDue) -> bool:
    return isinstance(due.content, Digest) and due.content.report is None


def _time_of(entry: ProjectMatched | datetime) -> datetime:
    return entry.event_time if isinstance(entry, ProjectMatched) else entry


def utc_midnight(day: str) -> datetime:
    """Of an ISO date."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
