"""Who a tick has to look at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.ids import UserId
from streams.agents.due_users import DueUsers

START = datetime(2026, 11, 21, tzinfo=UTC)
STEPS = st.lists(st.tuples(st.integers(1, 5), st.none() | st.integers(0, 20)), max_size=40)


def at(minute: int) -> datetime:
    """A minute after the start."""
    return START + timedelta(minutes=minute)


@given(STEPS, st.integers(0, 20))
def test_any_changes_leave_exactly_those_whose_last_time_has_come(
    steps: list[tuple[int, int | None]], now: int
) -> None:
    """Equal to a plain mapping of the last time set, in order of time."""
    users, plain = DueUsers(), dict[int, int]()
    for user, minute in steps:
        users.put(0, UserId(user), None if minute is None else at(minute))
        plain.pop(user, None)
        if minute is not None:
            plain[user] = minute
    wanted = sorted((minute, user) for user, minute in plain.items() if minute <= now)
    assert users.due(0, at(now)) == tuple(user for _, user in wanted)
    assert users.is_due(0, at(now)) is bool(wanted)
    assert users.due(0, at(now)) == tuple(user for _, user in wanted)


def test_partitions_do_not_see_each_other() -> None:
    """A tick of one partition looks at its own people only."""
    users = DueUsers()
    users.put(3, UserId(1), at(0))
    assert users.due(4, at(1)) == ()
    users.clear()
    assert users.due(3, at(1)) == ()
