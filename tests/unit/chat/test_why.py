"""/why, /schedule and /digest: what the conversation says, and what it asks of personalise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, get_args

import pytest

from gigwire.contracts.delivery import Reply
from gigwire.contracts.ids import ClusterId, MessageId
from gigwire.contracts.messages import Link, UniqueProject
from gigwire.contracts.peace import Mute
from gigwire.contracts.people import FeedbackGiven, Locale
from gigwire.domain.chat import filters, plan, why
from gigwire.domain.chat.known import KnownProjects, link_in
from gigwire.domain.chat.turn import Around, Decision, Turn
from tests.support.gigs import NOON, a_project, a_step, usd
from tests.support.talk import Talk
from tests.support.telegram_html import visible_text

LOCALES: tuple[Locale, ...] = get_args(Locale)
URL = "https://fl.example/projects/7"
LATER = NOON + timedelta(minutes=30)


def a_known(title: str = "Python bot", **fields: Any) -> UniqueProject:
    """A project that came half an hour after the filters of `asking` were made."""
    project = a_project(title=title, url=URL, seen_at=LATER, budget=usd(30_000, 30_000))
    return a_step("c7", project=project, now=LATER, **fields)


def asking(*queries: str, step: UniqueProject | None = None, locale: Locale = "en") -> Turn:
    """Somebody with these filters, an hour past noon, and what is known of the boards."""
    talk = Talk(language=locale)
    talk.start()
    for query in queries:
        talk.run(partial(filters.add, text=query))
    known = KnownProjects()
    if step is not None:
        known.add(step)
    turn = replace(talk.turn(), now=NOON + timedelta(hours=1))
    return replace(turn, around=Around(known=known))


def asked_of(decision: Decision) -> FeedbackGiven:
    """The question to personalise; nothing else is said."""
    assert decision.says == ()
    ((topic, event, _),) = decision.further
    assert topic == "feedback"
    assert isinstance(event, FeedbackGiven)
    return event


def told(turn: Turn, text: str = URL) -> str:
    """What /why with a link says before the answer of personalise."""
    event = asked_of(why.command(turn, text))
    assert event.question is not None
    return visible_text(event.question.text)


def said(decision: Decision) -> str:
    """The only reply."""
    (one,) = decision.says
    assert isinstance(one, Reply)
    return visible_text(one.text)


def test_filter_that_fits_is_told_with_its_conditions_and_score() -> None:
    """Conditions that hold, and the parts of the score."""
    text = told(asking("python budget>=100usd -java", step=a_known()))
    assert "fits: python" in text
    assert {"budget>=100usd", "-java"} <= set(text.replace("\n", ", ").split(", "))
    assert "words 120, budget 100" in text


@pytest.mark.parametrize(
    ("query", "lack"),
    [
        ("haskell", "haskell does not occur"),
        ("python -bot", "-bot occurs, and you exclude it"),
        ("python budget>=500usd", "budget>=500usd is not so here"),
        ("python bids<5!", "bids<=4! is not told by the board"),
    ],
)
def test_nearest_filter_is_named_with_what_it_lacks(query: str, lack: str) -> None:
    """The first reason of the filter that lacks least."""
    text = told(asking("rust go", query, step=a_known()))
    assert "None of your 2 filters fits" in text
    assert lack in text


def test_filter_that_came_later_is_no_reason() -> None:
    """Seen before the filter existed; a filter of before that was noted claims nothing."""
    turn = asking("python budget>=1usd", step=a_known())
    assert "It came before" not in told(turn)
    (held,) = turn.person.filters
    assert held.since == NOON
    young = held.model_copy(update={"since": NOON + timedelta(minutes=45)})
    person = turn.person.model_copy(update={"filters": (young,)})
    assert "It came before the filter" in told(turn.with_person(person))
    old = turn.person.model_copy(update={"filters": (held.model_copy(update={"since": None}),)})
    assert "It came before" not in told(turn.with_person(old))


def test_pause_mute_and_closing_are_told() -> None:
    """All that stands between a filter that fits and the person."""
    turn = asking("python budget>=1usd", step=a_known())
    known = turn.around.known
    known.add(a_known(kind="closed", revision=1))
    (held,) = turn.person.filters
    peace = turn.person.peace.model_copy(update={"mutes": (Mute(kind="source", value="fl"),)})
    changes = {"filters": (held.model_copy(update={"is_paused": True}),), "peace": peace}
    text = told(turn.with_person(turn.person.model_copy(update={**changes, "status": "paused"})))
    for part in ("on pause", "You muted: fl", "closed by now", "Cards are off"):
        assert part in text


def test_copy_of_another_board_is_named_as_one() -> None:
    """Told once, by the place that showed it first."""
    turn = asking("python budget>=1usd", step=a_known())
    other = "https://kwork.ru/projects/55/view"
    copy = a_known(kind="joined", revision=1).model_copy(
        update={"links": (Link(source="fl", url=URL), Link(source="kwork", url=other))}
    )
    turn.around.known.add(copy)
    assert "another board's copy" in told(turn, "why kwork.ru/projects/55/view?utm=1 ?")
    assert "another board's copy" not in told(turn)


def test_link_that_was_never_seen_is_answered_honestly() -> None:
    """How far back we look and which boards we read; nothing is asked of personalise."""
    turn = asking("python", step=a_known())
    text = said(why.command(turn, "https://upwork.example/jobs/1"))
    assert "I do not know https://upwork.example/jobs/1" in text
    assert "newest 1 project" in text
    assert "FL.ru" in text
    assert "just begun" in said(why.command(asking("python"), URL))
    assert "/why" in said(why.command(turn, "nothing like a link"))


def test_answer_to_a_card_asks_by_its_cluster() -> None:
    """Also of a project that is older than what is held; the answer quotes the card."""
    card = why.Asked(MessageId(9), ClusterId("c7"), URL)
    event = asked_of(why.command(asking("python", step=a_known()), "", card))
    assert (event.action, event.cluster_id) == ("why", "c7")
    assert event.question is not None
    assert event.question.reply_to == 9
    old = asked_of(why.command(asking("python"), "", card._replace(cluster=ClusterId("c0"))))
    assert old.question is not None
    assert "older than what I hold" in old.question.text


def test_link_of_an_older_project_is_asked_about_though_filters_cannot_judge_it() -> None:
    """What became of it personalise and the ledger still know."""
    known = KnownProjects(most=1)
    for cluster, url in (("c7", URL), ("c8", "https://fl.example/projects/8")):
        known.add(a_step(cluster, project=a_project(url=url)))
    turn = replace(asking("python"), around=Around(known=known))
    event = asked_of(why.command(turn, URL))
    assert (event.action, event.cluster_id) == ("why", "c7")
    assert event.question is not None
    assert "older than what I hold" in event.question.text


def test_known_projects_are_bounded_with_their_addresses() -> None:
    """The oldest leave; later their links mean nothing any more, the last seen leave last."""
    known = KnownProjects(most=2, most_links=3)
    for number in (0, 1, 0, 2, 3):
        project = a_project(url=f"https://fl.example/{number}")
        known.add(a_step(f"c{number}", project=project))
    assert len(known) == 2
    assert known.named("https://fl.example/0") is None
    assert known.cluster_of("https://fl.example/0") == "c0"
    assert known.cluster_of("https://fl.example/1") is None
    found = known.named("http://www.fl.example/3/?from=x#y")
    assert found is not None
    assert found.step.cluster_id == "c3"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://fl.ru/projects/1.", "https://fl.ru/projects/1"),
        ("(fl.ru/projects/1)", "fl.ru/projects/1"),
        ("no link here", None),
        ("http://[broken", None),
    ],
)
def test_link_is_found_in_what_is_typed(text: str, link: str | None) -> None:
    """With or without its scheme, without the signs around it."""
    assert link_in(text) == link


@pytest.mark.parametrize("locale", LOCALES)
def test_schedule_is_one_page_with_ways_to_each_setting(locale: Locale) -> None:
    """Every time that is promised, in every language."""
    talk = Talk(language=locale)
    talk.start()
    talk.say("python budget>=1usd")
    talk.run(plan.show)
    assert talk.text.count("<tg-time") == 2
    assert len(talk.buttons) == 7
    for text in talk.buttons:
        talk.run(plan.show)
        talk.tap(text)


def test_digest_asks_for_what_waits_with_the_words_for_nothing() -> None:
    """The next one's time is in it; on pause or without filters nothing is asked."""
    event = asked_of(plan.digest_now(asking("python")))
    assert event.question is not None
    assert (event.action, "Nothing waits" in event.question.text) == ("digest", True)
    assert "filters" in said(plan.digest_now(asking()))
    turn = asking("python")
    paused = turn.with_person(turn.person.model_copy(update={"status": "paused"}))
    assert "Cards are off" in said(plan.digest_now(paused))


@pytest.mark.parametrize(
    ("pace", "expected"),
    [("hourly", "14:00"), ("daily", "09:00"), ("weekly", "23 Nov 2026, 09:00")],
)
def test_next_digest_follows_the_pace(pace: str, expected: str) -> None:
    """An hour past noon on a Wednesday, in UTC."""
    turn = asking("python")
    person = turn.person.model_copy(update={"pace": pace, "timezone": "UTC"})
    assert expected in plan.next_line(turn.with_person(person))
