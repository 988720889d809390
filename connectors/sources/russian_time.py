"""Times as Russian boards write them for people: dates without a year, "1 д. 3 ч." left."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gigwire.contracts.errors import Poison

MOSCOW: Final = ZoneInfo("Europe/Moscow")
_MONTHS: Final = {
    "янв": 1,
    "фев": 2,
    "мар": 3,
    "апр": 4,
    "мая": 5,
    "май": 5,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "окт": 10,
    "ноя": 11,
    "дек": 12,
}
_DATE: Final = re.compile(r"(\d{1,2})\s+([а-яё]{3,8})\.?(?:\s+(\d{4}))?", re.IGNORECASE)
_LEFT: Final = re.compile(r"(\d{1,4})\s*(д|ч|м)[а-яё]*\.?", re.IGNORECASE)
_UNITS: Final = {"д": "days", "ч": "hours", "м": "minutes"}
NOON: Final = 12


def date_without_year(text: str | None, seen_at: datetime) -> datetime | None:
    """Noon in Moscow of "24 августа", in the last such year that is not in the future.

    None for a missing date, and for today's: a project seen today was published at a time that
    nobody tells, and noon may still come.

    Raises:
        Poison: `bad_time` for anything else.
    """
    if text is None:
        return None
    match = _DATE.fullmatch(text.strip())
    month = _MONTHS.get(match[2][:3].lower()) if match else None
    if match is None or month is None:
        raise Poison("bad_time", f"date {text[:40]!r}")
    today = seen_at.astimezone(MOSCOW)
    years = [int(match[3])] if match[3] else range(today.year, today.year - 9, -1)
    for year in years:
        moment = _noon(year, month, int(match[1]))
        if moment is not None and moment.date() == today.date():
            return None
        if moment is not None and moment <= today:
            return moment
    raise Poison("bad_time", f"date {text[:40]!r}")


def time_left(text: str | None) -> timedelta | None:
    """A pause such as "1 д. 3 ч."; None where nothing of it can be read."""
    parts = _LEFT.findall(text or "")
    total = timedelta()
    for number, unit in parts:
        total += timedelta(**{_UNITS[unit.lower()]: int(number)})
    return total if parts else None


def _noon(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, NOON, tzinfo=MOSCOW)
    except ValueError:
        return None
