"""What a person asks of personalise: what waits, now; and what became of a project."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Digest, Reply
from gigwire.contracts.ids import ClusterId, EventId, TraceId, UserId
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import Action, FeedbackGiven, Locale, QuietHours
from gigwire.contracts.questions import Fate, Question, State
from gigwire.domain.cards.fate import render_fate
from gigwire.domain.chat.locales import LOCALES
from gigwire.domain.personalise import Pacing, Taste, decide_match, decide_tick, next_due
from gigwire.domain.personalise.asking import decide_question
from gigwire.domain.personalise.rows import DROPPED_LIMIT, HELD_LIMIT
from gigwire.domain.taste import Rated, acted
from tests.support.gigs import NOON, PYTHON, a_fit, a_step, a_subscriber, at
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber

FRESH = Pacing(user_id=UserId(7))
NO_TASTE = Taste(user_id=UserId(7))
NIGHT = QuietHours(start_minute=11 * 60, end_minute=20 * 60)  # NOON is in the midst of it


def person(**fields: Any) -> Subscriber:
    """Somebody who wants Python and no weekly report."""
    peace = fields.pop("peace", {})
    return a_subscriber(PYTHON, peace=Peace(has_report=False, **peace), **fields)


def row_after(who: Subscriber, *clusters: str, scores: tuple[int, ...] = ()) -> Pacing:
    """The row after a project of each cluster."""
    row = FRESH.model_copy(update={"scores": scores})
    for cluster in clusters:
        row = decide_match(a_fit(a_step(cluster)), who, row, NOON).pacing
    return row


def asked(action: Action, cluster: str | None = None, minute: float = 5) -> FeedbackGiven:
    """The question, some minutes past noon."""
    return FeedbackGiven(
        event_id=EventId(f"{action}-{minute}"),
        trace_id=TraceId("t"),
        event_time=at(minute),
        user_id=UserId(7),
        action=action,
        cluster_id=ClusterId(cluster) if cluster else None,
        question=Question(text="as the conversation says"),
    )


def fate_of(who: Subscriber, row: Pacing, cluster: str = "c1", taste: Taste = NO_TASTE) -> Fate:
    """The answer to /why."""
    (due,) = decide_question(asked("why", cluster), who, row, taste).due
    assert isinstance(due.content, Fate)
    return due.content


def test_what_waits_comes_now_through_quiet_hours() -> None:
    """Asked for, it rings; sealed by one tick and sent by the next, as any digest; then peace."""
    who = person(quiet_hours=NIGHT)
    outcome = decide_question(asked("digest"), who, row_after(who, "c1", "c2"), NO_TASTE)
    assert outcome.due == ()
    row, contents = outcome.pacing, list[object]()
    for second in range(1, 5):
        outcome = decide_tick(who, row, at(5) + timedelta(seconds=second))
        row, contents = outcome.pacing, contents + [one.content for one in outcome.due]
    (digest,) = contents
    assert isinstance(digest, Digest)
    assert (len(digest.items), digest.reason, row.asked_at) == (2, "asked", None)
    later = decide_match(a_fit(a_step("c3", now=at(9))), who, row, at(9)).pacing
    assert next_due(who, later) == at(8 * 60)


def test_where_nothing_waits_it_is_said_and_asked_no_more() -> None:
    """The text is the conversation's; the same question again is the same message."""
    who = person()
    first, again = (decide_question(asked("digest"), who, FRESH, NO_TASTE) for _ in range(2))
    assert first == again
    (due,) = first.due
    assert (due.content, due.lane) == (Reply(text="as the conversation says"), 0)
    assert first.pacing == FRESH


def test_question_of_somebody_forgotten_is_not_answered() -> None:
    """There is no row to tell of."""
    assert decide_question(asked("why", "c1"), None, FRESH, NO_TASTE).due == ()


@pytest.mark.parametrize(
    ("fields", "state", "reason"),
    [
        ({}, "card", "fits"),
        ({"quiet_hours": NIGHT}, "waiting", "quiet_hours"),
        ({"daily_cap": 0}, "waiting", "daily_cap"),
        ({"pace": "daily"}, "waiting", "pace"),
        ({"peace": {"snoozed_until": at(60)}}, "waiting", "snoozed"),
        ({"peace": {"mutes": (Mute(kind="word", value="bot"),)}}, "dropped", "muted"),
    ],
)
def test_answer_tells_what_was_decided(fields: dict[str, Any], state: str, reason: str) -> None:
    """Sent, waiting and until when, or dropped: each with its reason."""
    who = person(**fields)
    fate = fate_of(who, row_after(who, "c1"))
    assert (fate.state, fate.reason) == (state, reason)
    assert (fate.due is not None) == (state == "waiting")


def test_answer_follows_a_digest_from_waiting_to_sent() -> None:
    """Waiting, leaving, told."""
    who = person(quiet_hours=NIGHT)
    row, states = row_after(who, "c1"), []
    for minute in (1.0, 8 * 60 + 1, 8 * 60 + 2):
        row = decide_tick(who, row, at(minute)).pacing
        states.append(fate_of(who, row).state)
    assert states == ["waiting", "leaving", "digest"]


def test_answer_names_what_told_so_that_notify_can_say_what_became_of_it() -> None:
    """The card's own id; a digest's once it left, also after the next one."""
    outcome = decide_match(a_fit(a_step("c1")), person(), FRESH, NOON)
    (card,) = outcome.due
    assert fate_of(person(), outcome.pacing).told_by == card.notification_id
    who = person(quiet_hours=NIGHT)
    row = decide_tick(who, row_after(who, "c1"), at(8 * 60 + 1)).pacing
    assert fate_of(who, row).told_by is None
    sent = decide_tick(who, row, at(8 * 60 + 2))
    (digest,) = sent.due
    row = decide_tick(who, sent.pacing, at(8 * 60 + 3)).pacing
    assert row.sealed is None
    assert fate_of(who, row).told_by == digest.notification_id


def test_digest_that_nobody_could_be_sent_does_not_read_as_sent() -> None:
    """Sealed, then the person stopped for a fortnight."""
    who = person(quiet_hours=NIGHT)
    row = decide_tick(who, row_after(who, "c1"), at(8 * 60 + 1)).pacing
    stopped = who.model_copy(update={"status": "paused"})
    row = decide_tick(stopped, row, at(15 * 24 * 60)).pacing
    assert row.sealed is None
    fate = fate_of(stopped, row)
    assert (fate.state, fate.reason) == ("dropped", "inactive")


def test_pushed_out_and_unknown_projects_are_told_as_such() -> None:
    """What better ones pushed out is remembered for a while; of the rest nothing is claimed."""
    who = person(quiet_hours=NIGHT)
    row = row_after(who, *(f"c{number}" for number in range(HELD_LIMIT + 2)))
    fates = [fate_of(who, row, f"c{number}") for number in range(HELD_LIMIT + 2)]
    assert [one.reason for one in fates].count("overflow") == 2
    assert fate_of(who, row, "never").state == "unknown"
    many = row.with_dropped([ClusterId(f"d{number}") for number in range(99)], "muted", NOON)
    assert len(many.dropped) == DROPPED_LIMIT


def test_answer_tells_rank_percentile_and_taste() -> None:
    """Among the person's own last projects; a taste that was learnt since is told as of now."""
    who = person()
    row = row_after(who, "c1", scores=tuple(range(450, 550)))
    words = row.told[ClusterId("c1")].words
    rated = Rated(acts=("like",), words=words, at=NOON)
    taste = acted(NO_TASTE, ClusterId("c9"), rated, [words])
    fate = fate_of(who, row, taste=taste)
    assert (fate.score, fate.percentile, fate.rank, fate.ranked) == (500, 50, 50, 100)
    assert fate.taste > 0
    assert fate_of(who, row_after(who, "c1")).rank is None


@pytest.mark.parametrize("locale", LOCALES)
def test_every_state_reads_as_a_message(locale: Locale) -> None:
    """In five languages, the conversation's half first."""
    states: tuple[State, ...] = get_args(State)
    for state in states:
        fate = Fate(text="<b>x</b>", state=state, reason="quiet_hours", at=NOON, due=at(60),
                    score=500, percentile=93, rank=2, ranked=40, taste=-12)  # fmt: skip
        text = visible_text(render_fate(fate, lexicon(locale)).text)
        assert text.startswith("x\n\n")
        assert "93" in text
        assert "-12" in text
