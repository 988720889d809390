"""The state machine of a broadcast: who may take which step, and what two admins at once get."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.broadcasts import Broadcast
from gigwire.domain.broadcast.board import Board
from gigwire.domain.broadcast.steps import ALONE, FROM, Step, step, watched
from gigwire.domain.broadcast.walk import fresh
from tests.support.broadcast_lab import AUTHOR, a_broadcast
from tests.support.messages_later import LATER_BODIES
from tests.support.schedule_lab import NOON

ME, OTHER = f"telegram:{AUTHOR}", "telegram:10"
STEPS: tuple[Step, ...] = get_args(Step)


def after(broadcast: Broadcast, wanted: Step, actor: str = ME, audience: int = 5) -> Broadcast:
    """The broadcast after a step that must be taken."""
    taken = step(broadcast, wanted, actor, NOON, audience)
    assert not isinstance(taken, str), taken
    return taken


def test_small_broadcast_goes_from_draft_to_done() -> None:
    """Previewed before it starts; each step is a new version and names who took it."""
    running = after(after(a_broadcast(), "preview"), "start")
    assert (running.state, running.version, running.changed_by) == ("running", 3, ME)
    assert running.audience == 5
    again = after(after(running, "pause", OTHER), "resume")
    assert after(again, "finish", "chat").state == "done"


def test_start_without_preview_or_count_is_refused() -> None:
    """Nobody writes to people without having seen the message and their number."""
    assert step(a_broadcast(), "start", ME, NOON, 5) == "not_now"
    previewed = after(a_broadcast(), "preview").model_copy(update={"audience": None})
    assert step(previewed, "start", ME, NOON, None) == "uncounted"


def test_large_broadcast_waits_for_another_admin() -> None:
    """The author cannot approve it; whoever does is noted."""
    previewed = after(a_broadcast(), "preview")
    assert after(previewed, "start", audience=ALONE).state == "running"
    waiting = after(previewed, "start", audience=ALONE + 1)
    assert waiting.state == "awaiting_approval"
    assert step(waiting, "approve", ME, NOON) == "second_admin"
    approved = after(waiting, "approve", OTHER, ALONE + 1)
    assert (approved.state, approved.approved_by) == ("running", 10)


def test_broadcast_at_a_time_is_scheduled_and_begun_then() -> None:
    """Also after a pause; a time that has passed means now."""
    later = after(a_broadcast(at=NOON + timedelta(hours=1)), "preview")
    scheduled = after(later, "start")
    assert scheduled.state == "scheduled"
    assert after(after(scheduled, "pause"), "resume").state == "scheduled"
    begun = step(scheduled, "begin", "chat", NOON + timedelta(hours=1))
    assert not isinstance(begun, str)
    assert begun.state == "running"


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from([ME, OTHER])), max_size=30))
def test_no_way_leads_past_preview_count_and_approval(steps: list[tuple[Step, str]]) -> None:
    """Whatever is pressed: nothing runs above the limit without a second admin; ends are ends."""
    broadcast, approvers = a_broadcast(), set()
    for wanted, actor in steps:
        taken = step(broadcast, wanted, actor, NOON, ALONE + 1)
        if isinstance(taken, str):
            continue
        assert broadcast.state in FROM[wanted]
        assert broadcast.state not in ("done", "cancelled")
        if wanted == "approve":
            approvers.add(actor)
        broadcast = taken
        if broadcast.state in ("running", "done"):
            assert approvers == {OTHER}


def test_two_admins_at_once_are_settled_by_the_topic() -> None:
    """The first version holds for everybody, and is written again behind the second."""
    running = after(after(a_broadcast(), "preview"), "start")
    cancelled, paused = after(running, "cancel", OTHER), after(running, "pause")
    board = Board()
    assert board.learn(running) is None
    assert board.learn(cancelled) is None
    assert board.learn(paused) == cancelled
    assert board.learn(cancelled) is None
    assert board.all() == [cancelled]


def test_audience_is_known_when_every_partition_has_counted() -> None:
    """Until then there is no number to approve."""
    board, broadcast = Board(), a_broadcast()
    for partition in range(24):
        assert board.tally(broadcast.broadcast_id).audience is None
        told = fresh(broadcast, partition).model_copy(update={"audience": 2, "is_walked": True})
        board.count(told)
    assert board.tally(broadcast.broadcast_id).audience == 48
    assert board.tally(broadcast.broadcast_id).is_over


def test_screens_that_follow_are_few_and_each_once() -> None:
    """Every one costs an edit every few seconds."""
    _, body = LATER_BODIES["broadcasts"]
    (screen,) = Broadcast.model_validate({**a_broadcast().model_dump(), **body}).screens
    broadcast = a_broadcast()
    for number in range(9):
        seen = screen.model_copy(update={"message_id": number % 6})
        broadcast = watched(broadcast, seen)
    assert [one.message_id for one in broadcast.screens] == [5, 0, 1, 2]
