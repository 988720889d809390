"""The pauses between restarts of a part that keeps dying."""

from __future__ import annotations

from local.keeper import FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS, STEADY_SECONDS, next_pause


def test_repeated_deaths_are_restarted_more_slowly_up_to_a_limit() -> None:
    """A part that cannot live does not keep the machine busy."""
    pauses = [FIRST_PAUSE_SECONDS]
    for _ in range(10):
        pauses.append(next_pause(pauses[-1], up_seconds=0.0))
    assert pauses == sorted(pauses)
    assert pauses[-1] == LAST_PAUSE_SECONDS


def test_death_after_a_steady_time_counts_as_the_first() -> None:
    """A part that ran well is restarted quickly again."""
    assert next_pause(LAST_PAUSE_SECONDS, STEADY_SECONDS + 1) == FIRST_PAUSE_SECONDS
