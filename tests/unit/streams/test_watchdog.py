"""When a worker counts as stuck, and when it is only idle or busy."""

from __future__ import annotations

from streams.transport.watchdog import Look, Place, Progress

PATIENCE = 10.0


def look(committed: int, end: int, in_hand: int = 0, start: int = 0) -> Look:
    """A look at one partition."""
    return Look({"p": Place(committed, start, end, in_hand)})


def stalled_after(seconds: float, first: Look, second: Look) -> float:
    """The stall that a second look reports so many seconds after the first."""
    progress = Progress(PATIENCE)
    progress.stalled_seconds(first, 0.0)
    return progress.stalled_seconds(second, seconds)[0]


def test_work_that_does_not_move_is_stuck_after_the_patience() -> None:
    """Records wait, nothing is in hand, the commit stands still: the worker has to go."""
    stalled = stalled_after(11, look(5, 9), look(5, 12))
    assert Progress(PATIENCE).is_stuck(stalled)


def test_moving_commit_is_never_stuck() -> None:
    """Being behind is not being stuck."""
    assert stalled_after(60, look(5, 900), look(6, 900)) == 0


def test_empty_log_is_not_work() -> None:
    """A partition whose records expired has nothing committed and nothing to do."""
    assert stalled_after(600, look(0, 700, start=700), look(0, 700, start=700)) == 0


def test_busy_agent_has_twice_the_patience() -> None:
    """A retry in place is no stall; an agent that never returns is."""
    busy = look(5, 6, in_hand=1)
    assert not Progress(PATIENCE).is_stuck(stalled_after(19, busy, busy))
    assert Progress(PATIENCE).is_stuck(stalled_after(21, busy, busy))


def test_recovery_that_reads_nothing_is_stuck() -> None:
    """A recovery that ended silently leaves a worker that never resumes."""
    assert Progress(PATIENCE).is_stuck(stalled_after(11, Look({}, 7), Look({}, 7)))
    assert stalled_after(11, Look({}, 7), Look({}, 8)) == 0


def test_work_done_meanwhile_resets_the_stall() -> None:
    """Time without work does not count towards a stall that begins later."""
    progress = Progress(PATIENCE)
    progress.stalled_seconds(look(5, 9), 0.0)
    progress.stalled_seconds(look(9, 9), 5.0)
    assert progress.stalled_seconds(look(9, 10), 12.0)[0] == 0


def overload(committed: int) -> Look:
    """One partition waits in the queue, one behind it, one moves."""
    return Look(
        {
            "waiting": Place(5, 0, 90, in_hand=3),
            "behind": Place(7, 0, 90, in_hand=0),
            "moving": Place(committed, 0, 9000, in_hand=800),
        }
    )


def test_overload_is_not_stuck_while_the_agents_move() -> None:
    """Restarting a worker that is only slow would make it slower."""
    assert stalled_after(100, overload(10), overload(11)) == 0


def test_event_that_never_comes_back_is_stuck_in_the_end() -> None:
    """One partition's commit stands still for ever while the others flow (seen on stock)."""
    assert Progress(PATIENCE).is_stuck(stalled_after(121, overload(10), overload(11)))


def test_overload_that_stands_still_is_stuck() -> None:
    """Agents that hold events and finish none are no overload."""
    assert Progress(PATIENCE).is_stuck(stalled_after(21, overload(10), overload(10)))
