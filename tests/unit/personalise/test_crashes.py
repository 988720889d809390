"""Redelivery at random crash points: nobody is told twice, and no match is lost."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.ids import ClusterId, EventId, NotificationId, TraceId
from gigwire.contracts.messages import ProjectMatched, Tick
from gigwire.contracts.people import FeedbackGiven, QuietHours, Subscriber
from gigwire.domain.personalise.notices import card_id
from tests.support.gigs import NOON, PYTHON, a_match, a_step, a_subscriber
from tests.support.pacing_lab import USER, Worker

if TYPE_CHECKING:
    from datetime import datetime

QUIET = QuietHours(start_minute=22 * 60, end_minute=7 * 60)
WANTS = (
    a_subscriber(PYTHON, daily_cap=3, quiet_hours=QUIET),
    a_subscriber(PYTHON, daily_cap=3, pace="hourly", timezone="Europe/Kiev"),
    a_subscriber(PYTHON, daily_cap=0, quiet_hours=QUIET, timezone="America/Sao_Paulo"),
    a_subscriber(PYTHON, daily_cap=3, pace="daily", digest_minute=30),
)
HOUR = timedelta(hours=1)
LAST = NOON + 48 * HOUR


def a_tick(now: datetime) -> Tick:
    """A tick of partition 0."""
    name = now.isoformat()
    return Tick(event_id=EventId(name), trace_id=TraceId(name), event_time=now, partition=0)


def a_hide(cluster: str, now: datetime) -> FeedbackGiven:
    """A press of Hide on the card of a cluster."""
    return FeedbackGiven(
        event_id=EventId(f"hide-{cluster}"),
        trace_id=TraceId(cluster),
        event_time=now,
        user_id=USER,
        action="hide",
        notification_id=card_id(USER, ClusterId(cluster)),
    )


def some_matches(random: Random, clusters: int) -> list[ProjectMatched]:
    """Lives of clusters over two days, steps of each in order, all in order of time."""
    times = sorted(random.random() * 48 for _ in range(clusters * 2))
    revisions: dict[str, int] = {}
    matches = []
    for hours in times:
        name = f"c{random.randrange(clusters)}"
        revision = revisions.get(name, -1) + 1
        revisions[name] = revision
        kind = random.choice(["changed", "joined", "changed", "closed"]) if revision else "new"
        step = a_step(name, kind, revision, NOON + hours * HOUR)
        matches.append(a_match(step, USER, random.randrange(1000)))
    return matches


def a_life(seed: int, people: list[Subscriber], clusters: int, *, is_row_first: bool) -> Worker:
    """Run a random life with crashes, then quiet days of ticks until nothing can be waiting."""
    random = Random(seed)
    matches = some_matches(random, clusters)
    ticks = [a_tick(NOON + n * HOUR / 4) for n in range(48 * 4)]
    hides = [a_hide(f"c{random.randrange(clusters)}", LAST) for _ in range(2)]
    worker = Worker(random, people, is_row_first=is_row_first)
    worker.run([matches, ticks, hides])
    worker.run([[a_tick(LAST + n * HOUR / 2) for n in range(96)]])
    told = worker.ledger.told()
    assert len(told) == len(set(told)), "told twice"
    suppressed = {one.cluster_id for one in worker.ledger.decisions if one.decision == "suppressed"}
    matched = {match.project.cluster_id for match in matches}
    assert matched <= {*told, *suppressed}, "lost"
    assert not worker.row.held
    assert worker.row.sealed is None
    return worker


@given(st.integers(min_value=0), st.sampled_from(WANTS))
@settings(max_examples=80, deadline=None)
def test_crash_between_row_and_outputs_neither_repeats_nor_loses(
    seed: int, person: Subscriber
) -> None:
    """Rows and outputs may be lost in any combination while settings stay as they are."""
    worker = a_life(seed, [person], 12, is_row_first=False)
    edited = [due for due in worker.ledger.delivered.values() if due.lane == 2]
    cards = {due.notification_id for due in worker.ledger.delivered.values() if due.lane == 1}
    assert {due.content.card_id for due in edited if due.content.type == "card_edit"} <= cards


@given(st.integers(min_value=0))
@settings(max_examples=80, deadline=None)
def test_crash_while_settings_change_neither_repeats_nor_loses(seed: int) -> None:
    """With rows safe before outputs even other settings at the repeat tell nobody twice.

    One of the settings lacks the filter: what was told before it went is still told, once.
    """
    a_life(seed, [*WANTS, a_subscriber(quiet_hours=QUIET)], 40, is_row_first=True)


@pytest.mark.parametrize("seed", range(5))
def test_project_that_stays_open_is_always_told(seed: int) -> None:
    """An open project of an active person ends in a card or a digest, or with the reason why."""
    random = Random(seed)
    opened = [a_match(a_step(f"c{n}", "new", 0, NOON + n * HOUR / 2), USER, n) for n in range(60)]
    worker = Worker(random, [WANTS[seed % len(WANTS)]], is_row_first=False)
    worker.run([opened, [a_tick(NOON + n * HOUR / 4) for n in range(96 * 4)]])
    assert worker.crashes > 0
    overflow = {one.cluster_id for one in worker.ledger.decisions if one.reason == "overflow"}
    told = set(worker.ledger.told())
    assert told | overflow == {match.project.cluster_id for match in opened}
    assert len(told) >= 20


def test_cards_of_a_local_day_stay_within_the_cap_through_crashes() -> None:
    """Redelivered matches are not counted twice, and the cap is never passed."""
    opened = [a_match(a_step(f"c{n}", "new", 0, NOON + n * HOUR / 6), USER) for n in range(60)]
    worker = Worker(Random(3), [a_subscriber(PYTHON, daily_cap=5)], is_row_first=False)
    worker.run([opened])
    cards = [due for due in worker.ledger.delivered.values() if due.kind == "instant"]
    assert len(cards) == 5
    assert {due.event_time.date() for due in cards} == {NOON.date()}
    assert isinstance(cards[0].notification_id, str)
    assert NotificationId(cards[0].notification_id) == card_id(USER, ClusterId("c0"))
