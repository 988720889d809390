"""As much as each person wants: urgent ones, caps by client, mutes, less often, digests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.delivery import Digest
from gigwire.contracts.ids import UserId
from gigwire.contracts.messages import Client
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import QuietHours
from gigwire.domain.personalise import Outcome, Pacing, decide_match, decide_tick, next_due
from gigwire.domain.personalise.rows import HELD_LIMIT, SCORE_LIMIT
from gigwire.domain.personalise.waits import BARS, LEAST_SCORES, MOST_CLIENTS, pace_of
from gigwire.domain.personalise.week import MOST_WORDS, Week
from tests.support.gigs import PYTHON, a_fit, a_project, a_step, a_subscriber, at

if TYPE_CHECKING:
    from gigwire.contracts.messages import UniqueProject
    from gigwire.contracts.people import Subscriber

FRESH = Pacing(user_id=UserId(7))
NIGHT = QuietHours(start_minute=11 * 60, end_minute=13 * 60)  # NOON is in the midst of it


def wanting(**fields: Any) -> Subscriber:
    """Somebody who wants Python, and peace as named; no weekly report."""
    person = {key: fields.pop(key) for key in list(fields) if key not in Peace.model_fields}
    return a_subscriber(PYTHON, peace=Peace(has_report=False, **fields), **person)


def heard(row: Pacing, step: UniqueProject, person: Subscriber, score: int = 500) -> Outcome:
    """Decide one match."""
    return decide_match(a_fit(step, 7, score), person, row, step.event_time)


def verdict(outcome: Outcome) -> str:
    """The only decision."""
    (event,) = outcome.decided
    return f"{event.decision}/{event.reason}"


def by_client(cluster: str, name: str, minute: float = 0) -> UniqueProject:
    """A project of a named client."""
    project = a_project(client=Client(name=name), seen_at=at(minute))
    return a_step(cluster, now=at(minute), project=project)


@pytest.mark.parametrize(
    ("percentile", "score", "expected"),
    [
        (90, 95, "instant/urgent"),
        (90, 90, "instant/urgent"),
        (90, 89, "held/quiet_hours"),
        (0, 1000, "held/quiet_hours"),
    ],
)
def test_urgent_card_passes_quiet_hours(percentile: int, score: int, expected: str) -> None:
    """Better than that share of the person's own last ones; off by default; repeats are equal."""
    row = FRESH.model_copy(update={"scores": tuple(range(100))})
    person = wanting(urgent_percentile=percentile, quiet_hours=NIGHT)
    first = heard(row, a_step(), person, score)
    assert verdict(first) == expected
    again = heard(first.pacing, a_step(), person, score)
    assert (again.due, again.decided, again.pacing) == (first.due, first.decided, first.pacing)


def test_nothing_is_urgent_while_little_is_known() -> None:
    """The best of three says nothing."""
    row = FRESH.model_copy(update={"scores": (1,) * (LEAST_SCORES - 1)})
    person = wanting(urgent_percentile=50, quiet_hours=NIGHT)
    assert verdict(heard(row, a_step(), person, 1000)) == "held/quiet_hours"


def test_urgent_card_keeps_to_the_daily_cap() -> None:
    """So many a day is so many a day."""
    row = FRESH.model_copy(update={"scores": (1,) * 100})
    person = wanting(urgent_percentile=50, quiet_hours=NIGHT, daily_cap=0)
    assert verdict(heard(row, a_step(), person)) == "held/daily_cap"


def test_less_often_asks_more_of_a_card_and_is_taken_back() -> None:
    """The rest waits for the day's digest, so nothing is lost; back at none all come again."""
    row = FRESH.model_copy(update={"scores": tuple(range(100))})
    for level, bar in enumerate(BARS):
        person = wanting(less_often=level)
        assert verdict(heard(row, a_step(), person, bar)) == "instant/fits"
        if bar:
            below = heard(row, a_step(), person, bar - 1)
            assert verdict(below) == "held/less_often"
            assert next_due(person, below.pacing) == at(21 * 60)
    assert verdict(heard(row, a_step(), wanting(less_often=0), 0)) == "instant/fits"


@pytest.mark.parametrize(
    ("pace", "level", "expected"),
    [
        ("instant", 4, "instant"),
        ("hourly", 1, "daily"),
        ("hourly", 4, "weekly"),
        ("daily", 1, "weekly"),
        ("weekly", 0, "weekly"),
    ],
)
def test_less_often_makes_digests_rarer(pace: str, level: int, expected: str) -> None:
    """The pace that was chosen stays in the settings."""
    assert pace_of(wanting(pace=pace, less_often=level)) == expected


def test_one_client_has_so_many_cards_a_day() -> None:
    """The next one waits; others, projects without a client and the next day are free."""
    person, row = wanting(client_cap=2), FRESH
    for number in range(2):
        row = heard(row, by_client(f"a{number}", "ACME"), person).pacing
    assert verdict(heard(row, by_client("a2", "acme"), person)) == "held/client_cap"
    assert verdict(heard(row, by_client("b", "Other"), person)) == "instant/fits"
    assert verdict(heard(row, a_step("c"), person)) == "instant/fits"
    assert verdict(heard(row, by_client("a2", "ACME", 13 * 60), person)) == "instant/fits"


def test_digest_shows_the_best_within_the_cap_of_a_client() -> None:
    """One client does not fill it; what is left out is counted and decided."""
    person, row = wanting(client_cap=1, digest_top=2, quiet_hours=NIGHT), FRESH
    for score, name in enumerate(["low", "ACME", "ACME", "Other"]):
        row = heard(row, by_client(f"c{score}", name), person, score).pacing
    sealed = decide_tick(person, row, at(60))
    sent = decide_tick(person, sealed.pacing, at(61))
    (due,) = sent.due
    assert isinstance(due.content, Digest)
    assert [card.project.cluster_id for card in due.content.items] == ["c3", "c2"]
    assert due.content.held_back == 2
    left = {one.cluster_id for one in sent.decided if one.reason == "overflow"}
    assert left == {"c0", "c1"}


def test_rank_of_a_weekly_digest_forgives_age() -> None:
    """A day costs a weekly reader less than an hourly one: score against freshness."""
    row = FRESH
    for cluster, score, minute in (("good", 700, -1440), ("fresh", 500, 0)):
        step = a_step(cluster, project=a_project(seen_at=at(minute)))
        row = heard(row, step, wanting(pace="weekly"), score).pacing
    best = {pace: max(row.held, key=lambda item: item.rank(pace)) for pace in ("hourly", "weekly")}
    assert {pace: item.cluster_id for pace, item in best.items()} == {
        "hourly": "fresh",
        "weekly": "good",
    }


@pytest.mark.parametrize(
    ("mute", "title", "expected"),
    [
        (Mute(kind="word", value="bots"), "Python bot", "suppressed/muted"),
        (Mute(kind="word", value="боты"), "Python для ботов", "suppressed/muted"),
        (Mute(kind="word", value="bot"), "Python bottle", "instant/fits"),
        (Mute(kind="word", value="telegram bot"), "Python bot", "instant/fits"),
        (Mute(kind="word", value="..."), "Python ...", "instant/fits"),
        (Mute(kind="client", value="acme  GMBH"), "Python", "suppressed/muted"),
        (Mute(kind="client", value="acme"), "Python", "instant/fits"),
        (Mute(kind="source", value="FL"), "Python", "suppressed/muted"),
        (Mute(kind="source", value="f"), "Python", "instant/fits"),
    ],
)
def test_mute_is_exact_by_the_analysers_keys(mute: Mute, title: str, expected: str) -> None:
    """A word in any form, a client by its whole name, a board by its own."""
    step = a_step(project=a_project(title, client=Client(name="ACME GmbH")))
    first = heard(FRESH, step, wanting(mutes=(mute,)))
    assert verdict(first) == expected
    if expected == "suppressed/muted":
        assert first.due == ()
        assert verdict(heard(first.pacing, step, wanting())) == "instant/fits"


def test_mute_takes_out_what_waits() -> None:
    """Muted while it waited: not told, decided, and the rest is."""
    person, row = wanting(quiet_hours=NIGHT), FRESH
    for cluster, name in (("a", "ACME"), ("b", "Other")):
        row = heard(row, by_client(cluster, name), person).pacing
    muting = wanting(quiet_hours=NIGHT, mutes=(Mute(kind="client", value="Acme"),))
    sealed = decide_tick(muting, row, at(60))
    sent = decide_tick(muting, sealed.pacing, at(61))
    assert {one.cluster_id: one.reason for one in sent.decided} == {"a": "muted", "b": "due"}
    nothing = heard(FRESH, by_client("a", "ACME"), person).pacing
    for minute in (60, 61, 62):
        outcome = decide_tick(muting, nothing, at(minute))
        assert outcome.due == ()
        nothing = outcome.pacing
    assert next_due(muting, nothing) is None


def test_row_stays_small_whatever_comes() -> None:
    """A thousand clients, words and scores later it holds no more than its limits."""
    person, row = wanting(client_cap=1, daily_cap=10_000, digest_top=5), FRESH
    for number in range(300):
        row = heard(row, by_client(f"c{number}", f"client {number}"), person, number).pacing
    assert len(row.clients) == MOST_CLIENTS
    assert len(row.scores) == SCORE_LIMIT
    week = Week()
    for number in range(300):
        week = week.with_project([f"word{number}", "python"], None)
    assert len(week.words) == MOST_WORDS
    held = FRESH
    for number in range(300):
        held = heard(held, a_step(f"c{number}"), wanting(pace="weekly"), number).pacing
        held = decide_tick(wanting(pace="weekly"), held, at(number / 100)).pacing
    assert len(held.held) == HELD_LIMIT
    assert len(held.leaving) <= 2
