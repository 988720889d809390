"""Decisions of collect: when to poll again, what is new, how the cursor moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sources.base import Found, observed
from gigwire.domain.collect import (
    LONGEST_BACK_OFF,
    SEEN_LIMIT,
    Outcome,
    Pace,
    PollState,
    counted,
    empty_cursor,
    fresh,
    held_back,
    is_same_place,
    mark_of,
    moved,
    next_poll,
    retry_after_seconds,
    untouched,
)

if TYPE_CHECKING:
    from gigwire.contracts.messages import RawProject

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PACE = Pace(interval_seconds=60)


def wait(
    outcome: Outcome, failures: int = 0, retry_after: float | None = None, seed: int = 1
) -> float:
    """Seconds until the next poll."""
    state = PollState(failures=failures)
    _, due = next_poll(state, PACE, outcome, retry_after, NOW, Random(seed))
    return (due - NOW).total_seconds()


def project(native_id: str, title: str = "Bot") -> RawProject:
    """One observation."""
    found = Found(native_id=native_id, url="https://b.example/1", title=title)
    return observed("fl", found, NOW)


@pytest.mark.parametrize("outcome", ["new", "empty", "not_modified"])
def test_success_waits_the_interval_with_jitter(outcome: Outcome) -> None:
    """Within 10 % of the interval, and not always the same."""
    waits = [wait(outcome, failures=5, seed=seed) for seed in range(50)]
    assert all(54 <= it <= 66 for it in waits)
    assert max(waits) - min(waits) > 5


@given(st.integers(0, 10_000), st.integers(0, 99), st.sampled_from(["failed", "unreadable"]))
def test_failure_backs_off_within_bounds(failures: int, seed: int, outcome: Outcome) -> None:
    """Never sooner than normally, never beyond the cap, whatever happened before."""
    waited = wait(outcome, failures, seed=seed)
    assert 54 <= waited <= 66 + LONGEST_BACK_OFF


def test_back_off_grows_with_failures_and_ends_with_success() -> None:
    """The mean wait doubles; one success forgets all failures."""
    means = [sum(wait("failed", n, seed=s) for s in range(200)) / 200 for n in range(4)]
    assert means == sorted(means)
    assert means[3] > 3 * means[0]
    state, _ = next_poll(PollState(failures=7), PACE, "empty", None, NOW, Random(1))
    assert state.failures == 0


@given(st.floats(0, 3600), st.integers(0, 99))
def test_retry_after_is_never_cut_short(seconds: float, seed: int) -> None:
    """A board that asks for a pause gets at least that."""
    assert wait("throttled", 0, seconds, seed) >= seconds


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("999999999999999", 3600.0),
        ("Sun, 01 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Nov 2037 11:00:00 GMT", 3600.0),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str | None, expected: float | None) -> None:
    """Seconds and HTTP dates, capped at an hour; nonsense counts as not said."""
    assert retry_after_seconds(header, NOW) == expected


def test_a_used_up_quota_waits_for_the_next_day() -> None:
    """Four requests a day means four, and a new day starts anew."""
    pace = Pace(interval_seconds=60, requests_per_day=4)
    state = counted(PollState(), 3, NOW)
    state, due = next_poll(state, pace, "new", None, NOW, Random(1))
    assert due < NOW + timedelta(minutes=2)
    state, due = next_poll(counted(state, 1, due), pace, "new", None, due, Random(1))
    assert due >= datetime(2026, 11, 2, tzinfo=UTC)
    assert counted(state, 1, due).used == 1


def test_only_unseen_or_changed_observations_are_fresh() -> None:
    """Order stays; an edit is fresh again."""
    one, two, edited = project("1"), project("2"), project("1", "Bot, urgent")
    seen = {"1": mark_of(one)}
    assert fresh([one, two], seen) == [two]
    assert fresh([edited], seen) == [edited]


def test_what_changes_by_itself_is_no_change() -> None:
    """Bids, ratings and times move at every poll; only content makes an event."""
    one = project("1")
    more = observed(
        "fl",
        Found(native_id="1", url="https://b.example/x", title="Bot", bids=9, category="c"),
        NOW + timedelta(hours=1),
    )
    assert more.event_id == one.event_id


def test_a_cursor_keeps_what_is_still_shown_and_forgets_the_oldest() -> None:
    """Bounded, newest last; an old id that is shown again is not forgotten."""
    cursor = empty_cursor("fl", NOW)
    for number in range(SEEN_LIMIT + 50):
        cursor = moved(cursor, {"pinned": "p", str(number): "m"}, {}, NOW)
    assert len(cursor.seen) == SEEN_LIMIT
    assert cursor.seen["pinned"] == "p"
    assert "0" not in cursor.seen
    assert list(cursor.seen)[-1] == str(SEEN_LIMIT + 49)


def test_a_page_larger_than_the_limit_is_kept_whole() -> None:
    """Else its oldest items would be new at every poll."""
    shown = {str(number): "m" for number in range(SEEN_LIMIT + 30)}
    assert moved(empty_cursor("fl", NOW), shown, {}, NOW).seen == shown


def test_a_weak_last_modified_is_not_relied_upon() -> None:
    """A second is long: what changes within it would hide behind a 304 (RFC 9110, 8.8.2.2)."""
    date = "Sun, 01 Nov 2026 12:00:00 GMT"
    fresh_one = {"last-modified": "Sun, 01 Nov 2026 11:59:59 GMT", "date": date}
    old_one = {"last-modified": "Sun, 01 Nov 2026 11:59:50 GMT", "date": date}
    cursor = empty_cursor("fl", NOW)
    assert moved(cursor, {}, fresh_one, NOW).last_modified is None
    assert moved(cursor, {}, old_one, NOW).last_modified is not None
    assert moved(cursor, {}, {**fresh_one, "etag": '"x"'}, NOW).last_modified is not None


def test_a_pause_asked_for_is_kept_over_a_restart_and_then_forgotten() -> None:
    """The cursor holds the time of the next poll until a poll goes well."""
    cursor = empty_cursor("fl", NOW)
    due = NOW + timedelta(minutes=10)
    held = held_back(cursor, PollState(failures=2), due, NOW)
    assert (held.next_poll_at, held.failures) == (due, 2)
    assert not is_same_place(cursor, held)
    assert is_same_place(cursor, untouched(held, NOW))
    assert untouched(cursor, NOW) is cursor
    assert moved(held, {}, {}, NOW).next_poll_at is None
