"""Wall time: zones, aliases, quiet hours with weekdays, days on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.people import QuietHours
from gigwire.domain.localtime import (
    covers_week,
    is_quiet,
    local_day,
    next_hour,
    next_minute_of_day,
    waking,
    zone_of,
)

NIGHT = (QuietHours(start_minute=22 * 60, end_minute=7 * 60),)
WORK_AND_REST = (  # of the issue: weekday nights, and the whole weekend
    QuietHours(start_minute=23 * 60, end_minute=8 * 60, days=(0, 1, 2, 3, 4)),
    QuietHours(start_minute=0, end_minute=24 * 60, days=(5, 6)),
)
ZONES = st.sampled_from(sorted(available_timezones()))
instants = st.datetimes(datetime(2015, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - zone follows
    lambda wall: wall.replace(microsecond=0, tzinfo=UTC)
)
minutes = st.integers(0, 1439)
spans = st.builds(
    QuietHours,
    start_minute=minutes,
    end_minute=st.integers(0, 1440),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
quiets = st.lists(spans, min_size=1, max_size=3).map(tuple)


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


@pytest.mark.parametrize(
    ("now", "wakes"),
    [
        ("2026-11-20T22:59", "2026-11-20T22:59"),  # Friday evening
        ("2026-11-20T23:00", "2026-11-23T00:00"),  # its night and the weekend are one
        ("2026-11-21T12:00", "2026-11-23T00:00"),
        ("2026-11-23T00:00", "2026-11-23T00:00"),  # Sunday is no day of the nights
        ("2026-11-23T23:30", "2026-11-24T08:00"),
    ],
)
def test_spans_that_touch_are_one_sleep(now: str, wakes: str) -> None:
    """Whoever sleeps through Saturday is not woken at eight in between."""
    assert waking(utc(now), "UTC", WORK_AND_REST) == utc(wakes)
    assert is_quiet(utc(now), "UTC", WORK_AND_REST) is (now != wakes)


@pytest.mark.parametrize(
    "quiet",
    [
        (),
        (QuietHours(start_minute=60, end_minute=60),),
        (QuietHours(start_minute=0, end_minute=1440),),
        (QuietHours(start_minute=60, end_minute=0), QuietHours(start_minute=0, end_minute=60)),
    ],
    ids=["none", "empty", "always", "always-in-two"],
)
def test_quiet_hours_without_an_end_or_a_length_are_none(quiet: tuple[QuietHours, ...]) -> None:
    """Nobody is silenced for ever by a slip: who wants that pauses."""
    assert not is_quiet(utc("2026-11-18T00:30"), "UTC", quiet)
    assert waking(utc("2026-11-18T01:00"), "UTC", quiet) == utc("2026-11-18T01:00")


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
    found = next_minute_of_day(utc("2026-03-28T22:00"), "Europe/Kiev", 210)
    assert found == utc("2026-03-29T01:30")
    assert next_minute_of_day(found, "Europe/Kiev", 210) == utc("2026-03-30T00:30")


def test_wall_time_that_occurs_twice_comes_once() -> None:
    """On 2026-10-25 Kyiv has 03:30 at 00:30 and at 01:30 UTC: a daily digest comes at the first."""
    first = next_minute_of_day(utc("2026-10-24T22:00"), "Europe/Kiev", 210)
    assert first == utc("2026-10-25T00:30")
    assert next_minute_of_day(first, "Europe/Kiev", 210) == utc("2026-10-26T01:30")


def test_night_whose_end_occurs_twice_ends_once() -> None:
    """Until 03:30, of which there are two in Kyiv: nobody is silenced again at the second 03:00."""
    late = (QuietHours(start_minute=1380, end_minute=210),)
    assert waking(utc("2026-10-24T23:00"), "Europe/Kyiv", late) == utc("2026-10-25T00:30")
    assert not is_quiet(utc("2026-10-25T01:15"), "Europe/Kyiv", late)


def test_weekly_minute_waits_for_its_day() -> None:
    """Mondays at nine, from a Monday at nine."""
    assert next_minute_of_day(utc("2026-11-16T09:00"), "UTC", 540, (0,)) == utc("2026-11-23T09:00")


def test_full_hour_follows_the_local_clock() -> None:
    """India's hours begin at half past in UTC; Lord Howe's clocks change by half an hour."""
    assert next_hour(utc("2026-11-18T10:10"), "Asia/Kolkata") == utc("2026-11-18T10:30")
    assert next_hour(utc("2026-11-18T10:00"), "UTC") == utc("2026-11-18T11:00")
    # 01:45, then 02:00 that is 01:30 again, then 02:00.
    assert next_hour(utc("2026-04-04T14:45"), "Australia/Lord_Howe") == utc("2026-04-04T15:30")


@given(instants, ZONES, minutes)
def test_next_minute_of_day_comes_within_a_day_and_a_change(
    now: datetime, zone: str, minute: int
) -> None:
    """It is in the future and shows that minute unless clocks skip it."""
    found = next_minute_of_day(now, zone, minute)
    local = found.astimezone(zone_of(zone))
    assert timedelta(0) < found - now <= timedelta(hours=27)
    assert (local.hour * 60 + local.minute - minute) % 1440 in {0, 30, 60, 120, 180}


@given(instants, ZONES, quiets)
@settings(max_examples=150)
def test_whoever_wakes_was_asleep_until_then(
    now: datetime, zone: str, quiet: tuple[QuietHours, ...]
) -> None:
    """Quiet to the last second before the waking, not at it; awake means no waiting."""
    wakes = waking(now, zone, quiet)
    assert not is_quiet(wakes, zone, quiet)
    assert is_quiet(now, zone, quiet) is (wakes > now)
    if wakes > now:
        assert not covers_week(quiet)
        assert is_quiet(wakes - timedelta(seconds=1), zone, quiet)
        middle = now + (wakes - now) / 2
        assert waking(middle, zone, quiet) == wakes
