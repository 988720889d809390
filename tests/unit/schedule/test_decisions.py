"""What is sent at a time: never early, never lost, never twice, whatever crashes."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.errors import Poison
from gigwire.contracts.reminders import ScheduleId
from gigwire.domain.schedule import (
    FORGOTTEN,
    MOST_AT_ONCE,
    MOST_ITEMS,
    Scheduled,
    Stored,
    decide_request,
    decide_tick,
    is_any_forgotten,
    next_due,
)
from tests.support.schedule_lab import NOON, SOMEBODY, USER, Waiting, a_request

SECOND = timedelta(seconds=1)
EMPTY = Scheduled(user_id=USER)


def a_row(*requests: tuple[str, float]) -> Scheduled:
    """A row with these, in the order of their offsets."""
    row = EMPTY
    for offset, (name, seconds) in enumerate(requests):
        row = decide_request(a_request(name, seconds), offset, row)
    return row


def test_item_is_sent_at_the_first_tick_at_or_after_its_time() -> None:
    """Not a tick earlier, and with the id of its schedule and time."""
    row = a_row(("a", 10), ("b", 11))
    assert next_due(row) == NOON + 10 * SECOND
    assert decide_tick(row, {}, SOMEBODY, NOON + 9 * SECOND).due == ()
    outcome = decide_tick(row, {}, SOMEBODY, NOON + 10 * SECOND)
    (due,) = outcome.due
    assert (due.kind, due.lane, due.chat_id) == ("reminder", 1, SOMEBODY.chat_id)
    assert due.content == a_request("a", 10).content
    assert outcome.row == row


def test_item_leaves_its_row_at_a_later_tick_than_the_one_that_sent_it() -> None:
    """Until then a repeat of the tick, or a worker without memory, sends the same again."""
    row = a_row(("a", 10))
    now = NOON + 10 * SECOND
    first = decide_tick(row, {}, SOMEBODY, now)
    again = decide_tick(first.row, first.left, SOMEBODY, now)
    forgot = decide_tick(first.row, {}, SOMEBODY, now + SECOND)
    names = {one.due[0].notification_id for one in (first, again, forgot)}
    assert len(names) == 1
    soon = decide_tick(first.row, first.left, SOMEBODY, now + SECOND)
    assert (soon.due, soon.row) == ((), first.row)
    assert next_due(first.row, first.left) == now + FORGOTTEN
    later = decide_tick(first.row, first.left, SOMEBODY, now + FORGOTTEN)
    assert (later.due, later.row.items, later.left) == ((), {}, {})


def test_one_wait_for_kafka_serves_every_partition_until_more_leaves() -> None:
    """What was sent before the wait needs none again; what leaves later, or once more, does."""
    stored, left, later = Stored(), {ScheduleId("a"): NOON}, NOON + FORGOTTEN
    for partition in range(3):
        stored.sent(partition, NOON)
    assert is_any_forgotten(left, later, stored.until(0))
    stored.waited()
    stored.sent(1, NOON + SECOND)
    stored.sent(2, NOON)  # the same tick came again
    waits = [is_any_forgotten(left, later, stored.until(one)) for one in range(3)]
    assert waits == [False, False, True]
    assert is_any_forgotten({ScheduleId("b"): NOON + SECOND}, later + SECOND, stored.until(1))
    stored.clear()
    assert is_any_forgotten(left, later, stored.until(0))


def test_moved_item_is_sent_at_the_new_time_only() -> None:
    """The same schedule id again replaces what waits."""
    row = decide_request(a_request("a", 60), 5, a_row(("a", 10)))
    assert next_due(row) == NOON + 60 * SECOND
    (due,) = decide_tick(row, {}, SOMEBODY, NOON + 60 * SECOND).due
    (other,) = decide_tick(a_row(("a", 10)), {}, SOMEBODY, NOON + 60 * SECOND).due
    assert due.notification_id != other.notification_id


def test_cancelled_item_is_not_sent_even_when_its_request_comes_again() -> None:
    """A crash repeats the request; the cancellation behind it is still remembered."""
    request = a_request("a", 10)
    row = decide_request(a_request("a", 10, is_cancelled=True), 1, a_row(("a", 10)))
    assert decide_request(request, 0, row) is row
    late = decide_tick(row, {}, SOMEBODY, NOON + 10 * SECOND)
    assert (late.due, late.row.items) == ((), {})


def test_person_who_is_not_known_yet_is_waited_for_a_day() -> None:
    """Settings may be on their way; a person who was forgotten is told nothing."""
    row = a_row(("a", 10))
    waits = decide_tick(row, {}, None, NOON + 60 * SECOND)
    assert (waits.due, waits.row) == ((), row)
    assert len(decide_tick(row, {}, SOMEBODY, NOON + 60 * SECOND).due) == 1
    assert decide_tick(row, {}, None, NOON + timedelta(days=2)).row.items == {}


def test_one_person_cannot_hold_up_a_partition() -> None:
    """What is too much at once goes with the next ticks; what is too much at all is refused."""
    row = Scheduled(user_id=USER)
    for number in range(MOST_ITEMS):
        row = decide_request(a_request(f"n{number}", 1), number, row)
    with pytest.raises(Poison, match="too_many"):
        decide_request(a_request("more", 1), 99, row)
    assert len(decide_tick(row, {}, SOMEBODY, NOON + SECOND).due) == min(MOST_ITEMS, MOST_AT_ONCE)


@given(st.integers(min_value=0))
@settings(max_examples=120, deadline=None)
def test_crashes_neither_lose_nor_repeat_nor_revive(seed: int) -> None:
    """Whatever survives a crash: each time that held is told once, what was cancelled is not."""
    random = Random(seed)
    requests, holds = [], {}
    for _ in range(30):
        name = f"r{random.randrange(8)}"
        seconds = random.randrange(600, 3600)
        is_cancelled = random.random() < 0.3
        requests.append(a_request(name, seconds, is_cancelled=is_cancelled))
        holds[name] = None if is_cancelled else seconds
    lab = Waiting(random)
    # Requests come minutes before anything is due, and once more after a crash at any moment.
    lab.run(requests, [NOON + SECOND * n for n in range(0, 500, 50)])
    assert lab.told == {}
    lab.run([], [NOON + SECOND * n for n in range(590, 3700, 10)])
    lab.run([], [NOON + timedelta(hours=2) + FORGOTTEN * n for n in range(3)])
    wanted = {name: seconds for name, seconds in holds.items() if seconds is not None}
    assert sorted(lab.texts) == sorted(f"remember {name}" for name in wanted)
    assert lab.row.items == {}
