"""Reasons of what is told: of all filters that fitted and still stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.delivery import Card
from gigwire.domain.personalise import Subjects, decide_match, fits_of
from tests.support.gigs import (
    NOON,
    PYTHON,
    a_filter,
    a_fit,
    a_match,
    a_project,
    a_step,
    a_subscriber,
)
from tests.unit.personalise.test_decisions import ASLEEP, FRESH, a_person, heard, verdict

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber


def test_person_whose_several_filters_fit_is_told_once_with_all_reasons() -> None:
    """Best first; the score is the best and ten for each further one."""
    bot = a_filter("f2", query="bot")
    fit = a_fit(a_step(), 7, 500, PYTHON, bot)
    outcome = decide_match(fit, a_subscriber(bot, PYTHON), FRESH, NOON)
    (due,) = outcome.due
    assert isinstance(due.content, Card)
    assert [hit.filter_name for hit in due.content.hit.hits] == ["python", "f2"]
    assert [hit.title_terms for hit in due.content.hit.hits] == [("python",), ("bot",)]
    assert due.content.hit.score == outcome.decided[0].score == 510


@pytest.mark.parametrize(
    "person", [a_subscriber(), a_subscriber(a_filter("f2", query="python"))], ids=["gone", "edited"]
)
def test_match_of_a_filter_that_has_gone_is_told_to_nobody_and_says_so(person: Subscriber) -> None:
    """Edited is gone too: the new one has a number of its own and matches by itself."""
    outcome = heard(FRESH, a_step(), person)
    assert (verdict(outcome), outcome.due, outcome.pacing) == ("suppressed/filter_gone", (), FRESH)


def test_one_of_two_filters_gone_leaves_the_reasons_of_the_other() -> None:
    """The card does not speak of what the person no longer asks for."""
    fit = a_fit(a_step(), 7, 500, a_filter("f2", query="bot"), PYTHON)
    (due,) = decide_match(fit, a_person(), FRESH, NOON).due
    assert isinstance(due.content, Card)
    assert [hit.filter_name for hit in due.content.hit.hits] == ["python"]


def test_told_project_is_repeated_and_edited_although_its_filter_has_gone() -> None:
    """The row knows it as told: a lost card is healed under its id, a sent one kept up to date."""
    first = heard(FRESH, a_step(), a_person())
    again = heard(first.pacing, a_step(), a_subscriber())
    closed = heard(first.pacing, a_step(kind="closed", revision=1), a_subscriber())
    assert again.due[0].notification_id == first.due[0].notification_id
    assert verdict(closed) == "edited/fits"


def test_waiting_project_that_changes_keeps_the_reasons_of_a_filter_that_has_gone() -> None:
    """The digest shows the latest text and why it was chosen then."""
    held = heard(FRESH, a_step(), ASLEEP).pacing
    change = a_step(kind="changed", revision=1, project=a_project("Something else"))
    (item,) = heard(held, change, a_subscriber(quiet_hours=ASLEEP.quiet_hours)).pacing.held
    assert item.card.project.project.title == "Something else"
    assert [hit.filter_name for hit in item.card.hit.hits] == ["python"]


def test_reasons_are_made_only_for_what_is_told() -> None:
    """A record of thousands of paused people costs no analysis."""
    subjects = Subjects()
    (fit,) = fits_of(a_match(a_step()), subjects)
    told = heard(FRESH, a_step(), a_person()).pacing
    for person, row in ((a_person(status="paused"), FRESH), (None, FRESH)):
        decide_match(fit, person, row, NOON)
    later = a_step(kind="joined", revision=1)
    (copy,) = fits_of(a_match(later), subjects)
    decide_match(copy, a_person(), told, NOON)
    assert len(subjects) == 0
    decide_match(fit, a_person(), FRESH, NOON)
    assert len(subjects) == 1
