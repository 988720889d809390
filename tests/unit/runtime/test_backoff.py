"""The pauses between restarts of a process that keeps dying."""

from __future__ import annotations

from gigwire.runtime.backoff import Backoff

BACKOFF = Backoff()


def test_process_that_keeps_dying_is_started_ever_later_up_to_a_limit() -> None:
    """The first pause is short, each early death doubles it, it never exceeds the longest."""
    pauses = [BACKOFF.after(None, lived=0.1)]
    for _ in range(12):
        pauses.append(BACKOFF.after(pauses[-1], lived=0.1))
    assert pauses[:2] == [BACKOFF.first, 2 * BACKOFF.first]
    assert pauses == sorted(pauses)
    assert pauses[-1] == BACKOFF.longest


def test_process_that_lived_long_is_started_quickly_again() -> None:
    """One death after a long life is no pattern."""
    assert BACKOFF.after(BACKOFF.longest, lived=BACKOFF.healthy) == BACKOFF.first
