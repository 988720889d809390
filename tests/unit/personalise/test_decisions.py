"""What a person is told of one cluster, when, and why not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.delivery import CardEdit, Digest
from gigwire.contracts.ids import ClusterId, EventId, TraceId, UserId, notification_id
from gigwire.contracts.peace import Peace
from gigwire.contracts.people import FeedbackGiven, QuietHours
from gigwire.domain.personalise import (
    Outcome,
    Pacing,
    Taste,
    decide_feedback,
    decide_match,
    decide_tick,
    next_due,
)
from gigwire.domain.personalise.rows import HELD_LIMIT, MEMORY, TOLD_LIMIT, Told
from tests.support.gigs import (
    NOON,
    PYTHON,
    a_fit,
    a_step,
    a_subscriber,
    at,
)

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal

    from gigwire.contracts.messages import UniqueProject
    from gigwire.contracts.people import Subscriber

FRESH = Pacing(user_id=UserId(7))


def a_person(**fields: Any) -> Subscriber:
    """Somebody who wants Python and no weekly report."""
    return a_subscriber(PYTHON, **({"peace": Peace(has_report=False)} | fields))


ASLEEP = a_person(quiet_hours=QuietHours(start_minute=11 * 60, end_minute=13 * 60))


def heard(
    pacing: Pacing, step: UniqueProject, person: Subscriber | None, score: int = 500
) -> Outcome:
    """Decide one match of the person."""
    return decide_match(a_fit(step, 7, score), person, pacing, step.event_time)


def verdict(outcome: Outcome) -> str:
    """The only decision, as `decision/reason`."""
    (event,) = outcome.decided
    return f"{event.decision}/{event.reason}"


def pressed(action: Literal["save", "unsave", "hide", "unhide"], cluster: str) -> FeedbackGiven:
    """A press on the card of a cluster that names only the notification."""
    return FeedbackGiven(
        event_id=EventId(f"{action}-{cluster}"),
        trace_id=TraceId("t"),
        event_time=at(5),
        user_id=UserId(7),
        action=action,
        notification_id=notification_id(UserId(7), cluster, "instant", 0),
    )


def test_new_project_is_told_at_once_and_again_with_the_same_id() -> None:
    """A repeat of the step gives the same card, whether or not the row was written."""
    first = heard(FRESH, a_step(), a_person())
    again = heard(first.pacing, a_step(), a_person())
    assert verdict(first) == "instant/fits"
    assert first.due == again.due
    assert again.pacing == first.pacing
    assert first.due[0].notification_id == notification_id(UserId(7), "c1", "instant", 0)


@pytest.mark.parametrize("kind", ["new", "joined", "changed"])
def test_later_step_of_an_unknown_cluster_is_told_once(kind: str) -> None:
    """A change that makes a project fit tells the person, by the same id as any other step."""
    outcome = heard(FRESH, a_step(kind=kind, revision=3), a_person())
    assert outcome.due[0].notification_id == notification_id(UserId(7), "c1", "instant", 0)


@pytest.mark.parametrize(("kind", "word"), [("changed", "change"), ("closed", "close")])
def test_change_of_a_told_project_edits_its_card(kind: str, word: str) -> None:
    """The card is brought up to date in place; nothing rings."""
    told = heard(FRESH, a_step(), a_person()).pacing
    outcome = heard(told, a_step(kind=kind, revision=1, now=at(1)), a_person())
    (due,) = outcome.due
    assert (due.kind, due.lane, verdict(outcome)) == (word, 2, "edited/fits")
    assert due.notification_id == notification_id(UserId(7), "c1", word, 1)
    assert isinstance(due.content, CardEdit)


def test_copy_of_a_told_project_is_suppressed_as_repeat() -> None:
    """A person is told once per cluster, wherever else it appears."""
    told = heard(FRESH, a_step(), a_person()).pacing
    outcome = heard(told, a_step(kind="joined", revision=1), a_person())
    assert (verdict(outcome), outcome.due) == ("suppressed/repeat", ())


@pytest.mark.parametrize("person", [None, a_person(status="paused")])
def test_absent_or_paused_person_is_told_nothing(person: Subscriber | None) -> None:
    """The decision says why."""
    assert verdict(heard(FRESH, a_step(), person)) == "suppressed/inactive"


def test_project_that_closes_before_anybody_was_told_is_unseen() -> None:
    """Closed and never told, or closed while waiting: suppressed, and nothing waits on."""
    held = heard(FRESH, a_step(), ASLEEP).pacing
    for row in (FRESH, held):
        outcome = heard(row, a_step(kind="closed", revision=1), ASLEEP)
        assert (verdict(outcome), outcome.pacing.held) == ("suppressed/unseen", ())


@pytest.mark.parametrize(
    ("person", "reason", "due"),
    [
        (ASLEEP, "quiet_hours", at(60)),
        (a_person(pace="hourly"), "pace", at(60)),
        (a_person(pace="daily"), "pace", at(21 * 60)),
        (a_person(daily_cap=0), "daily_cap", at(21 * 60)),
        (
            a_person(daily_cap=0, digest_minute=750, timezone="Asia/Kolkata"),
            "daily_cap",
            at(1140),
        ),
    ],
)
def test_what_must_wait_is_held_until_its_digest(
    person: Subscriber, reason: str, due: datetime
) -> None:
    """Sealed at its time and not before, sent by the next tick, then forgotten."""
    held = heard(FRESH, a_step(), person)
    assert verdict(held) == f"held/{reason}"
    assert next_due(person, held.pacing) == due
    early = decide_tick(person, held.pacing, due - timedelta(minutes=1))
    assert early == Outcome(held.pacing)
    sealed = decide_tick(person, held.pacing, due)
    sent = decide_tick(person, sealed.pacing, due + timedelta(minutes=1))
    assert (sealed.due, [one.kind for one in sent.due]) == ((), ["digest"])
    assert decide_tick(person, sent.pacing, due + timedelta(minutes=1)) == sent
    done = decide_tick(person, sent.pacing, due + timedelta(minutes=2))
    assert (done.due, next_due(person, done.pacing)) == ((), None)


def test_digest_lists_the_best_first_and_accounts_for_the_rest() -> None:
    """Beyond the limits the worst are pushed out, counted, and each gets its decision."""
    person = ASLEEP.model_copy(update={"peace": Peace(has_report=False, digest_top=8)})
    row = FRESH
    for number in range(HELD_LIMIT + 5):
        row = heard(row, a_step(f"c{number}"), ASLEEP, score=number).pacing
    sealed = decide_tick(person, row, at(60))
    sent = decide_tick(person, sealed.pacing, at(61))
    (due,) = sent.due
    assert isinstance(due.content, Digest)
    assert [card.hit.score for card in due.content.items] == list(range(24, 16, -1))
    assert due.content.held_back == 17
    events = (*sealed.decided, *sent.decided)
    pushed_out = {one.cluster_id for one in events if one.reason == "overflow"}
    assert pushed_out == {f"c{number}" for number in range(17)}
    assert {one.notification_id for one in sent.decided} >= {due.notification_id}


def test_cap_counts_the_persons_own_day() -> None:
    """The first card after local midnight is instant again."""
    person = a_person(daily_cap=1, timezone="Europe/Kiev")
    row = heard(FRESH, a_step("a"), person).pacing
    assert verdict(heard(row, a_step("b", now=at(9 * 60)), person)) == "held/daily_cap"
    assert verdict(heard(row, a_step("b", now=at(10 * 60)), person)) == "instant/fits"


def test_change_of_a_waiting_project_replaces_it_and_a_copy_adds_its_link() -> None:
    """The digest will show the latest text; each project once."""
    held = heard(FRESH, a_step(title="Python, old"), ASLEEP).pacing
    changed = heard(held, a_step(kind="changed", revision=1, title="Python, new text"), ASLEEP)
    joined = heard(changed.pacing, a_step(kind="joined", revision=2, title="Python, copy"), ASLEEP)
    assert (verdict(changed), verdict(joined)) == ("held/quiet_hours", "suppressed/repeat")
    assert [item.card.project.project.title for item in joined.pacing.held] == ["Python, new text"]


def test_hidden_project_is_told_no_more_until_unhidden() -> None:
    """Hide silences the edits of a card; taste counts its words once, and back."""
    told = heard(FRESH, a_step(), a_person()).pacing
    hidden = decide_feedback(pressed("hide", "c1"), told, Taste(user_id=UserId(7)))
    assert decide_feedback(pressed("hide", "c1"), hidden.pacing, hidden.taste).taste == hidden.taste
    assert hidden.taste.acts_of(ClusterId("c1")) == ("hide",)
    assert hidden.taste.weights["python"] < 0
    change = a_step(kind="changed", revision=1)
    assert verdict(heard(hidden.pacing, change, a_person())) == "suppressed/hidden"
    shown = decide_feedback(pressed("unhide", "c1"), hidden.pacing, hidden.taste)
    assert verdict(heard(shown.pacing, change, a_person())) == "edited/fits"
    assert shown.taste == Taste(user_id=UserId(7))


def test_hiding_a_waiting_project_takes_it_out_with_a_decision() -> None:
    """The next tick says why it will not come."""
    held = heard(FRESH, a_step(), ASLEEP).pacing
    press = pressed("hide", "c1").model_copy(update={"cluster_id": ClusterId("c1")})
    row = decide_feedback(press, held, Taste(user_id=UserId(7))).pacing
    assert next_due(ASLEEP, row) == at(5)
    outcome = decide_tick(ASLEEP, row, at(6))
    assert verdict(outcome) == "suppressed/hidden"
    assert next_due(ASLEEP, decide_tick(ASLEEP, outcome.pacing, at(7)).pacing) is None


def test_person_who_pauses_gets_the_digest_on_return_or_a_decision_after_two_weeks() -> None:
    """Waiting items outlive a pause, and are given up, with a reason, when nobody comes back."""
    held, away = heard(FRESH, a_step(), ASLEEP).pacing, a_person(status="paused", version=2)
    assert next_due(away, held) == NOON + MEMORY
    assert decide_tick(away, held, at(600)) == Outcome(held)
    assert decide_tick(ASLEEP, held, at(600)).pacing.sealed is not None
    given_up = decide_tick(None, held, NOON + MEMORY)
    later = decide_tick(None, given_up.pacing, at(1) + MEMORY)
    assert (given_up.pacing.held, verdict(later)) == ((), "suppressed/inactive")


def test_replay_of_what_the_row_has_forgotten_tells_nobody() -> None:
    """Beyond its memory a row still knows from when on it cannot have told."""
    old = Told(revision=0, reason="pace", at=NOON, words=())
    told = {ClusterId(f"c{n}"): old for n in range(TOLD_LIMIT)}
    full = FRESH.with_told(told, NOON)
    row = heard(full, a_step("new", now=at(1)), a_person()).pacing
    assert len(row.told) == TOLD_LIMIT
    assert verdict(heard(row, a_step("c0", now=at(-1)), a_person())) == "suppressed/repeat"
    assert verdict(heard(row, a_step("newer", now=at(2)), a_person())) == "instant/fits"


def test_digest_that_became_due_at_night_waits_for_the_morning() -> None:
    """Neither sealing nor sending happens in quiet hours."""
    person = a_person(pace="hourly", quiet_hours=QuietHours(start_minute=765, end_minute=840))
    held = heard(FRESH, a_step(), person).pacing
    assert next_due(person, held) == at(120)
    sealed = decide_tick(a_person(pace="hourly"), held, at(60)).pacing
    assert decide_tick(person, sealed, at(61)).due == ()
    assert len(decide_tick(person, sealed, at(120)).due) == 1
