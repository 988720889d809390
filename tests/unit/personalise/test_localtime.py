"""Wall time: zones, aliases, quiet hours over midnight, days on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.people import QuietHours
from gigwire.domain.localtime import is_quiet, local_day, next_hour, next_minute_of_day, zone_of

NIGHT = QuietHours(start_minute=22 * 60, end_minute=7 * 60)
ZONES = st.sampled_from(
    ["UTC", "Europe/Kiev", "America/Sao_Paulo", "Asia/Kolkata", "Europe/Lisbon"]
)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - zone follows
    lambda wall: wall.replace(microsecond=0, tzinfo=UTC)
)
minutes = st.integers(0, 1439)


def utc(text: str) -> datetime:
    """A UTC instant from ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-18T19:59", False),  # 21:59 in Kyiv
        ("2026-11-18T20:00", True),
        ("2026-11-18T23:30", True),
        ("2026-11-19T04:59", True),
        ("2026-11-19T05:00", False),  # 07:00: the end minute is not quiet
    ],
)
def test_quiet_hours_wrap_past_midnight_in_the_persons_zone(now: str, *, expected: bool) -> None:
    """Night is night on the person's clock, under the zone's old name too."""
    assert is_quiet(utc(now), "Europe/Kiev", NIGHT) is expected
    assert is_quiet(utc(now), "Europe/Kyiv", NIGHT) is expected


def test_equal_start_and_end_mean_no_quiet_hours() -> None:
    """A zero-length night silences nothing."""
    empty = QuietHours(start_minute=60, end_minute=60)
    assert not is_quiet(utc("2026-11-18T01:00"), "UTC", empty)
    assert not is_quiet(utc("2026-11-18T01:00"), "UTC", None)


def test_unknown_zone_is_utc() -> None:
    """A zone that was renamed away or mistyped stops nobody's notifications."""
    assert {str(zone_of(name)) for name in ("Mars/Olympus", "", "../etc")} == {"UTC"}


def test_local_day_follows_the_zone() -> None:
    """The same instant lies on different dates."""
    now = utc("2026-11-18T23:30")
    assert local_day(now, "Europe/Kiev") == "2026-11-19"
    assert local_day(now, "America/Sao_Paulo") == "2026-11-18"


def test_wall_time_that_a_change_skips_falls_after_the_gap() -> None:
    """On 2026-03-29 Kyiv's 03:30 does not exist: it is taken as 04:30, once."""
    assert next_minute_of_day(utc("2026-03-28T22:00"), "Europe/Kiev", 210) == utc(
        "2026-03-29T01:30"
    )


def test_wall_time_that_occurs_twice_counts_each_time() -> None:
    """On 2026-10-25 Kyiv has 03:30 at 00:30 and at 01:30 UTC."""
    first = next_minute_of_day(utc("2026-10-24T22:00"), "Europe/Kiev", 210)
    assert first == utc("2026-10-25T00:30")
    assert next_minute_of_day(first, "Europe/Kiev", 210) == utc("2026-10-25T01:30")


def test_full_hour_follows_the_local_clock() -> None:
    """India's hours begin at half past in UTC."""
    assert next_hour(utc("2026-11-18T10:10"), "Asia/Kolkata") == utc("2026-11-18T10:30")
    assert next_hour(utc("2026-11-18T10:00"), "UTC") == utc("2026-11-18T11:00")


@given(instants, ZONES, minutes)
def test_next_minute_of_day_comes_within_a_day_and_a_change(
    now: datetime, zone: str, minute: int
) -> None:
    """It is in the future, at most 25 hours away, and shows that minute unless clocks skip it."""
    found = next_minute_of_day(now, zone, minute)
    local = found.astimezone(zone_of(zone))
    assert timedelta(0) < found - now <= timedelta(hours=25)
    assert (local.hour * 60 + local.minute - minute) % 1440 in {0, 60}


@given(instants, ZONES, minutes, minutes)
def test_end_of_quiet_hours_is_not_quiet(now: datetime, zone: str, start: int, end: int) -> None:
    """Whoever waits for the end of the night is let through then."""
    quiet = QuietHours(start_minute=start, end_minute=end)
    if is_quiet(now, zone, quiet):
        assert not is_quiet(next_minute_of_day(now, zone, end), zone, quiet)
