"""Snooze: what comes meanwhile is one message at its end; urgent passes; ended early, it comes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.delivery import Digest
from gigwire.contracts.ids import UserId
from gigwire.contracts.peace import Peace
from gigwire.contracts.people import QuietHours
from gigwire.domain.personalise import Pacing, decide_match, decide_tick, next_due
from gigwire.domain.personalise.report import report_moment
from tests.support.gigs import NOON, PYTHON, a_fit, a_step, a_subscriber, at

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber

UNTIL = at(60)


def quiet_for_an_hour(**fields: Any) -> Subscriber:
    """Somebody who snoozed at noon."""
    person = {key: fields.pop(key) for key in list(fields) if key not in Peace.model_fields}
    peace = Peace(**({"has_report": False, "snoozed_until": UNTIL} | fields))
    return a_subscriber(PYTHON, peace=peace, **person)


def held(person: Subscriber, *minutes: float) -> Pacing:
    """The row after a project at each of these minutes."""
    row = Pacing(user_id=UserId(7))
    for number, minute in enumerate(minutes):
        row = decide_match(
            a_fit(a_step(f"c{number}", now=at(minute))), person, row, at(minute)
        ).pacing
    return row


def sent_at(person: Subscriber, row: Pacing) -> tuple[datetime, Digest]:
    """When its digest leaves, and what it is."""
    for _ in range(3):
        now = next_due(person, row)
        assert now is not None
        outcome = decide_tick(person, row, now + timedelta(seconds=1))
        row = outcome.pacing
        for due in outcome.due:
            assert isinstance(due.content, Digest)
            return now, due.content
    raise AssertionError("no digest")


def test_what_comes_meanwhile_is_one_message_at_the_end() -> None:
    """Not before, not alone; what comes after it is a card again."""
    person = quiet_for_an_hour()
    row = held(person, 1, 30, 59)
    assert [one.reason for one in row.held] == ["snoozed"] * 3
    when, digest = sent_at(person, row)
    assert UNTIL <= when <= UNTIL + timedelta(seconds=2)
    assert (len(digest.items), digest.reason) == (3, "snoozed")
    outcome = decide_match(a_fit(a_step("c9", now=UNTIL)), person, row, UNTIL)
    assert outcome.decided[0].decision == "instant"


def test_ended_early_it_comes_now() -> None:
    """What waited does not wait for the old end."""
    row = held(quiet_for_an_hour(), 1)
    awake = quiet_for_an_hour(snoozed_until=None)
    assert next_due(awake, row) == at(1)


def test_within_quiet_hours_it_waits_for_their_end() -> None:
    """The later of the two ends."""
    night = QuietHours(start_minute=12 * 60 + 30, end_minute=15 * 60)
    person = quiet_for_an_hour(quiet_hours=(night,))
    assert next_due(person, held(person, 1)) == at(180)


@pytest.mark.parametrize(("percentile", "decision"), [(90, "instant"), (0, "held")])
def test_urgent_passes_if_the_person_chose_so(percentile: int, decision: str) -> None:
    """By the same setting as in quiet hours."""
    person = quiet_for_an_hour(urgent_percentile=percentile)
    row = Pacing(user_id=UserId(7), scores=tuple(range(100)))
    outcome = decide_match(a_fit(a_step(), 7, 999), person, row, NOON)
    assert outcome.decided[0].decision == decision


def test_digests_and_the_report_wait_for_its_end_too() -> None:
    """All cards quiet: also what was promised for that hour."""
    person = quiet_for_an_hour(pace="hourly", snoozed_until=at(90))
    assert next_due(person, held(person, 1)) == at(90)
    weekly = quiet_for_an_hour(has_report=True, report_weekday=2, report_hour=12)
    assert report_moment(weekly, Pacing(user_id=UserId(7))) == UNTIL
