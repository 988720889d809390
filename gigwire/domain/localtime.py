"""Wall time of people: zones, local days, quiet hours. Takes UTC instants, gives UTC instants.

Algorithm for days on which clocks change: a wall time is looked for through UTC with both folds. A
time that occurs twice counts each time; one that is skipped falls as far after the gap as it
lay in it (PEP 495, fold 0).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.people import QuietHours

_DAY: Final = timedelta(days=1)


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


def is_quiet(now: datetime, zone: str, quiet: QuietHours | None) -> bool:
    """Whether nothing may ring now. The start minute is quiet, the end minute is not.

    Equal start and end mean no quiet hours; start after end wraps past midnight.
    """
    if quiet is None or quiet.start_minute == quiet.end_minute:
        return False
    local = now.astimezone(zone_of(zone))
    minute = local.hour * 60 + local.minute
    if quiet.start_minute < quiet.end_minute:
        return quiet.start_minute <= minute < quiet.end_minute
    return minute >= quiet.start_minute or minute < quiet.end_minute


def next_minute_of_day(after: datetime, zone: str, minute: int) -> datetime:
    """The first instant strictly after `after` at which local clocks show `minute` of the day."""
    where = zone_of(zone)
    today = after.astimezone(where).replace(tzinfo=None, fold=0)
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    walls = (midnight + _DAY * days + timedelta(minutes=minute) for days in range(3))
    return min(instant for wall in walls for instant in _instants(wall, where) if instant > after)


def next_hour(after: datetime, zone: str) -> datetime:
    """The first instant strictly after `after` at which local clocks show a full hour."""
    local = after.astimezone(zone_of(zone))
    passed = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return after.astimezone(UTC) - passed + timedelta(hours=1)


def _instants(wall: datetime, where: ZoneInfo) -> Iterator[datetime]:
    first = wall.replace(tzinfo=where, fold=0).astimezone(UTC)
    yield first
    second = wall.replace(tzinfo=where, fold=1).astimezone(UTC)
    if second > first:
        yield second
