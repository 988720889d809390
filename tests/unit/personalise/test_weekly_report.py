"""The weekly report: true, once a week at the chosen hour, silent only when asked to be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Digest
from gigwire.contracts.ids import UserId
from gigwire.contracts.messages import Budget
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import Locale
from gigwire.contracts.weekly import WeeklyReport
from gigwire.domain.cards.card import Reader
from gigwire.domain.cards.digest import render_digest
from gigwire.domain.personalise import Pacing, decide_match, decide_tick, next_due
from gigwire.domain.personalise.report import LATEST
from tests.support.gigs import NOON, PYTHON, a_fit, a_project, a_step, a_subscriber, at, usd
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.personalise import Outcome

FRESH = Pacing(user_id=UserId(7))
MONDAY = at((4 * 24 + 22) * 60 + 7)  # at ten, in the minute of user 7
TICK = timedelta(seconds=1)


def a_person(**fields: Any) -> Subscriber:
    """Somebody in UTC who wants Python, and the report on Mondays at ten."""
    return a_subscriber(PYTHON, **fields)


def report_of(outcome: Outcome) -> WeeklyReport:
    """The report that is due."""
    (due,) = outcome.due
    assert isinstance(due.content, Digest)
    assert due.content.report is not None
    return due.content.report


def lived(person: Subscriber, until: datetime = MONDAY) -> Pacing:
    """The row after a week: four cards, three that wait, one of them muted before."""
    row = FRESH
    budgets = [usd(10_000, 30_000), None, usd(50_000, None), Budget(currency="USD")]
    for number in range(7):
        title = "Python seo" if number == 6 else "Python"
        project = a_project(title, seen_at=at(number), budget=budgets[number % 4])
        step = a_step(f"c{number}", now=at(number), project=project)
        row = decide_match(a_fit(step), person, row, step.event_time).pacing
    now = NOON
    while (due := next_due(person, row)) is not None and due < until:
        now = max(now, due) + TICK
        row = decide_tick(person, row, now).pacing
    return row


def test_report_counts_what_became_of_everything() -> None:
    """Each project is in one place: a card, a digest, or why not."""
    muted = Peace(mutes=(Mute(kind="word", value="seo"),), report_weekday=0)
    person = a_person(daily_cap=4, peace=muted)
    report = report_of(decide_tick(person, lived(person), MONDAY))
    assert (report.matched, report.sent, report.digested, report.waiting) == (7, 4, 2, 0)
    assert (report.held, report.dropped) == ({"daily_cap": 2}, {"muted": 1})
    assert (report.first_day, report.last_day) == ("2026-11-18", "2026-11-23")
    (python,) = report.market
    assert (python.word, python.projects) == ("python", 6)
    assert (python.fixed_median, python.hourly_median) == (20_000, None)


def test_report_comes_at_its_minute_once_and_word_for_word() -> None:
    """Not before; the same tick again repeats it; the next one forgets it; then a week passes."""
    person = a_person()
    row = lived(person)
    assert next_due(person, row) == MONDAY
    assert decide_tick(person, row, MONDAY - TICK).due == ()
    first = decide_tick(person, row, MONDAY, 100)
    again = decide_tick(person, first.pacing, MONDAY, 999)
    assert again.due == first.due
    later = decide_tick(person, first.pacing, MONDAY + TICK)
    assert (later.due, later.pacing.reported) == ((), None)
    assert next_due(person, later.pacing) == MONDAY + timedelta(days=7)
    lost = decide_tick(person, row, MONDAY + TICK)
    assert lost.due[0].notification_id == first.due[0].notification_id


def test_silence_is_explained() -> None:
    """Somebody whom nothing ever fitted has no row, and still hears what was looked at."""
    person = a_person()
    assert next_due(person, FRESH) == MONDAY
    first = decide_tick(person, FRESH, MONDAY, 1_000)
    assert report_of(first).looked_at is None  # nobody counted from the beginning of that week
    forgotten = decide_tick(person, first.pacing, MONDAY + TICK).pacing
    second = decide_tick(person, forgotten, MONDAY + timedelta(days=7), 13_430)
    report = report_of(second)
    assert (report.matched, report.looked_at, report.filters) == (0, 12_430, 1)
    text = visible_text(render_digest(Digest(items=(), report=report), reader("en")).text)
    assert "12,430" in text
    assert "Nothing fitted your filters (1 of them)" in text


@pytest.mark.parametrize(
    "person",
    [
        a_person(peace=Peace(has_report=False)),
        a_person(status="paused"),
        a_subscriber(),
    ],
    ids=["off", "paused", "no-filters"],
)
def test_report_that_nobody_wants_is_not_due(person: Subscriber) -> None:
    """Switched off, on pause, or nothing is searched for."""
    assert next_due(person, FRESH) is None


def test_report_that_would_come_too_late_is_left_out() -> None:
    """After a long pause the week begins anew; the next report is a true one."""
    person = a_person()
    outcome = decide_tick(person, lived(person), MONDAY + LATEST + TICK)
    assert outcome.due == ()
    assert next_due(person, outcome.pacing) == MONDAY + timedelta(days=7)
    assert outcome.pacing.week.counts == {}


def test_market_note_has_a_switch_of_its_own() -> None:
    """The numbers stay, the prices go."""
    person = a_person(peace=Peace(has_market_note=False))
    report = report_of(decide_tick(person, lived(person), MONDAY))
    assert (report.market, report.matched) == ((), 7)


def reader(locale: Locale) -> Reader:
    """A person's language, hryvnia, noon."""
    return Reader(lexicon(locale), "UAH", NOON)


@pytest.mark.parametrize("locale", get_args(Locale))
def test_report_reads_in_every_language(locale: Locale) -> None:
    """Valid markup, every count that is not zero, no count that is, hostile words harmless."""
    person = a_person(daily_cap=4)
    report = report_of(decide_tick(person, lived(person), MONDAY, 5))
    hostile = report.market[0].model_copy(update={"word": "<b>&\u202e" * 50, "hourly_median": 2500})
    report = report.model_copy(
        update={
            "market": (hostile,),
            "dropped": {"muted": 11, "unseen": 12, "new_reason": 13, "overflow": 0},
            "paused_filters": 14,
        }
    )
    text = visible_text(render_digest(Digest(items=(), report=report), reader(locale)).text)
    assert all(str(number) in text for number in (11, 12, 13))
    assert len(text.splitlines()) == 15
    assert len(text) < 1_200
    silent = WeeklyReport(first_day="2026-11-16", last_day="2026-11-23", paused_filters=14)
    assert "14" in visible_text(render_digest(Digest(items=(), report=silent), reader(locale)).text)
