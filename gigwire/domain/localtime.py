"""Wall time of people: zones, local days, quiet hours. Takes UTC instants, gives UTC instants.

One rule for days on which clocks change, that of calendars (RFC 5545, 3.3.5): a wall time that
occurs twice means the first of the two; one that is skipped is read by the offset before the gap,
so falls as far after it as it lay in it. Both are what PEP 495 gives for fold 0. A night is then
one stretch of time, and a daily hour comes once a day, whatever the clocks do.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from gigwire.contracts.people import EVERY_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.people import QuietHours

_DAY: Final = timedelta(days=1)
_DAY_MINUTES: Final = 24 * 60
_WEEK_MINUTES: Final = 7 * _DAY_MINUTES
_LONGEST: Final = 2 * 7  # days in which a week with a free minute ends any quiet stretch


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name or alias (`Europe/Kiev`); UTC for a name that is not known."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def local_day(now: datetime, zone: str) -> str:
    """The local date as ISO text: comparable, and the key of daily counts."""
    return now.astimezone(zone_of(zone)).date().isoformat()


def is_quiet(now: datetime, zone: str, quiet: Sequence[QuietHours]) -> bool:
    """Whether nothing may ring now: from a start up to, but without, its end."""
    return bool(quiet) and _quiet_until(now, zone, tuple(quiet)) is not None


def waking(now: datetime, zone: str, quiet: Sequence[QuietHours]) -> datetime:
    """`now`, or the end of the quiet hours it lies in, of several together if they touch."""
    spans = tuple(quiet)
    while spans and (until := _quiet_until(now, zone, spans)) is not None:
        now = until
    return now


@lru_cache(maxsize=1024)
def covers_week(quiet: tuple[QuietHours, ...]) -> bool:
    """Whether not a minute of the week is left: such quiet hours count as none."""
    silent: set[int] = set()
    for span in quiet:
        length = (span.end_minute - span.start_minute) % _DAY_MINUTES or _length_of_equal(span)
        for day in span.days:
            start = day * _DAY_MINUTES + span.start_minute
            silent.update(minute % _WEEK_MINUTES for minute in range(start, start + length))
    return len(silent) == _WEEK_MINUTES


def _length_of_equal(span: QuietHours) -> int:
    return 0 if span.start_minute == span.end_minute else _DAY_MINUTES


def _quiet_until(now: datetime, zone: str, quiet: tuple[QuietHours, ...]) -> datetime | None:
    if covers_week(quiet):
        return None
    today = now.astimezone(zone_of(zone)).date()
    ends = [end for start, end in _stretches(today, zone, quiet) if start <= now < end]
    return max(ends, default=None)


@lru_cache(maxsize=4096)
def _stretches(
    today: date, zone: str, quiet: tuple[QuietHours, ...]
) -> tuple[tuple[datetime, datetime], ...]:
    """Quiet from when to when: all that can touch a local day."""
    found = []
    for span in quiet:
        is_past_midnight = span.end_minute < span.start_minute
        for before in range(3):  # a change of clocks may push a night into the day after next
            day = today - before * _DAY
            if day.weekday() in span.days and span.start_minute != span.end_minute:
                last = day + _DAY if is_past_midnight else day
                start = _instant(day, span.start_minute, zone)
                found.append((start, _instant(last, span.end_minute, zone)))
    return tuple(found)


def next_minute_of_day(
    after: datetime, zone: str, minute: int, days: Sequence[int] = EVERY_DAY
) -> datetime:
    """The first instant strictly after `after` that is `minute` of a local day of `days`.

    `days`: weekdays, Monday is 0; not empty. Once on each such day.
    """
    today = after.astimezone(zone_of(zone)).date()
    dates = (today + offset * _DAY for offset in range(-1, _LONGEST))
    times = (_instant(day, minute, zone) for day in dates if day.weekday() in days)
    return next(instant for instant in times if instant > after)


def next_hour(after: datetime, zone: str) -> datetime:
    """The first instant strictly after `after` at which local clocks show a full hour."""
    where, found = zone_of(zone), after.astimezone(UTC)
    while True:  # a change of half an hour on the way makes a second step of half an hour
        local = found.astimezone(where)
        passed = timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        found += timedelta(hours=1) - passed
        if found.astimezone(where).minute == 0:
            return found


def _instant(day: date, minute: int, zone: str) -> datetime:
    wall = datetime.combine(day, time(), zone_of(zone)) + timedelta(minutes=minute)
    return wall.replace(fold=0).astimezone(UTC)
