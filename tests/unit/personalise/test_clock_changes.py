"""Weeks in which clocks change: everything arrives when promised, nothing is lost or told twice.

Issue 6, 3.4. A tick a minute; what a tick seals the next one sends, so "when promised" is within
one tick. In production a tick is a second.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gigwire.contracts.peace import Peace
from gigwire.contracts.people import EVERY_DAY, QuietHours
from gigwire.domain.localtime import covers_week
from tests.support.gigs import PYTHON, a_match, a_step, a_subscriber
from tests.support.pacing_lab import USER
from tests.support.week_lab import DAY, MINUTE, Clock, Life, clock_of, utc_midnight

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import ProjectMatched
    from gigwire.contracts.people import Subscriber

CHANGES = (
    ("Europe/Kyiv", "2026-03-29"),
    ("Europe/Kyiv", "2026-10-25"),
    ("Europe/Lisbon", "2026-03-29"),
    ("Europe/Lisbon", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("America/Sao_Paulo", "2018-11-04"),  # midnight to one: a day without its first hour
    ("America/Sao_Paulo", "2019-02-17"),  # midnight back to eleven: the evening twice
    ("Australia/Lord_Howe", "2026-04-05"),  # half an hour
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Casablanca", "2026-02-15"),  # the beginning of Ramadan and its end
    ("Africa/Casablanca", "2026-03-22"),
)
quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
spans = st.builds(
    QuietHours,
    start_minute=quarters,
    end_minute=quarters,
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
quiets = st.lists(spans, max_size=3).map(tuple).filter(lambda quiet: not covers_week(quiet))
people = st.builds(
    lambda pace, quiet, cap, minute, peace: {
        "pace": pace,
        "quiet_hours": quiet,
        "daily_cap": cap,
        "digest_minute": minute,
        "peace": peace,
    },
    st.sampled_from(["instant", "instant", "hourly", "daily", "weekly"]),
    quiets,
    st.sampled_from([1, 30]),
    quarters,
    st.builds(
        Peace,
        digest_weekday=st.integers(0, 6),
        report_weekday=st.integers(0, 6),
        report_hour=st.integers(0, 23),
    ),
)


def some_matches(random: Random, start: datetime) -> list[ProjectMatched]:
    """Ten projects, each half a minute after a tick, most of them around the change."""
    minutes = sorted(
        random.sample(range(7 * 24 * 60), 4) + random.sample(range(60 * 60, 96 * 60), 6)
    )
    times = [start + (minute + 0.5) * MINUTE for minute in minutes]
    return [a_match(a_step(f"c{n}", now=at), USER, 500 + n) for n, at in enumerate(times)]


def promised(
    person: Subscriber, clock: Clock, matches: list[ProjectMatched]
) -> dict[str, datetime]:
    """When each project has to arrive: what waits goes with the earliest that waits with it."""
    quiet, found = person.quiet_hours, {}
    waiting: list[tuple[datetime, str]] = []
    cards: dict[object, int] = {}

    def flush(until: datetime | None) -> None:
        if waiting and (until is None or min(waiting)[0] <= until):
            found.update(dict.fromkeys([name for _, name in waiting], min(waiting)[0]))
            waiting.clear()

    for match in matches:
        at, name = match.event_time, match.project.cluster_id
        flush(at)
        today = clock.wall(at).date()
        if person.pace != "instant":
            waiting.append((clock.waking(by_pace(person, clock, at), quiet), name))
        elif (wakes := clock.waking(at, quiet)) > at:
            waiting.append((wakes, name))
        elif cards.get(today, 0) >= person.daily_cap:
            due = clock.next_minute(at, person.digest_minute, EVERY_DAY)
            waiting.append((clock.waking(due, quiet), name))
        else:
            found[name] = at
            cards[today] = cards.get(today, 0) + 1
    flush(None)
    return found


def by_pace(person: Subscriber, clock: Clock, at: datetime) -> datetime:
    """The next digest of somebody who wants only digests."""
    if person.pace == "hourly":
        return clock.next_hour(at)
    days = (person.peace.digest_weekday,) if person.pace == "weekly" else EVERY_DAY
    return clock.next_minute(at, person.digest_minute, days)


def reports(person: Subscriber, clock: Clock, since: datetime, until: datetime) -> list[datetime]:
    """When weekly reports have to arrive."""
    found: list[datetime] = []
    peace = person.peace
    while True:
        minute = peace.report_hour * 60 + person.user_id % 60
        due = clock.next_minute(since, minute, (peace.report_weekday,))
        since = clock.waking(due, person.quiet_hours)
        if since >= until:
            return found
        found.append(since)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@given(st.integers(0, 10_000), people)
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_week_of_a_change_keeps_every_promise(
    zone: str, day: str, seed: int, wants: dict[str, Any]
) -> None:
    """To the tick, whatever the hours, weekdays, pace and cap; with crashes the very same."""
    start = utc_midnight(day) - 3 * DAY
    person = a_subscriber(PYTHON, user=USER, timezone=zone, **wants)
    person = person.model_copy(update={"event_time": start})
    matches, clock = some_matches(Random(seed), start), clock_of(zone, start)
    calm, shaken = Life(person), Life(person, Random(seed))
    for life in (calm, shaken):
        life.run(matches, start, days=15)
    expected, told = promised(person, clock, matches), calm.told_at()
    assert told.keys() == expected.keys(), "lost"
    late = {name: told[name] - at for name, at in expected.items() if told[name] != at}
    assert set(late.values()) <= {MINUTE}
    written = [one.event_time for one in calm.delivered.values() if one not in calm.digests()]
    of_reports = [at for at in written if at not in told.values()]
    assert of_reports == reports(person, clock, start, start + 15 * DAY)
    assert shaken.delivered == calm.delivered
