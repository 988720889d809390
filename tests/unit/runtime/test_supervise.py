"""How long the supervisor waits before a restart."""

from __future__ import annotations

from gigwire.runtime.supervise import FIRST_PAUSE, HEALTHY_SECONDS, LONGEST_PAUSE, next_pause


def test_a_child_that_keeps_dying_is_started_ever_later_up_to_a_limit() -> None:
    """Each early death doubles the pause; it never exceeds the limit."""
    pauses = [FIRST_PAUSE]
    for _ in range(12):
        pauses.append(next_pause(pauses[-1], lived_seconds=0.1))
    assert pauses[1] == 2 * FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_a_child_that_lived_long_starts_at_once_again() -> None:
    """One death after a long life is no pattern."""
    assert next_pause(LONGEST_PAUSE, lived_seconds=HEALTHY_SECONDS) == FIRST_PAUSE
