"""Times as people type them after /remind: `18:00`, `2h`, `tomorrow 9:00`. In their own zone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gigwire.domain.localtime import next_minute_of_day

if TYPE_CHECKING:
    from datetime import datetime

EVENING: Final = 18 * 60  # minutes of the day
MORNING: Final = 9 * 60
LONGEST: Final = timedelta(days=366)
_MINUTES: Final = r"m|min|mins|minutes?|minutos?|м|мин|минут[уы]?|хв|хвилин[уи]?"
_HOURS: Final = r"h|hours?|horas?|ч|час|часа|часов|год|годин[уи]?"
_DAYS: Final = r"d|days?|d[ií]as?|д|день|дн[яі]|дней|днів"
_SPAN: Final = re.compile(
    rf"(?:in|через|за|em|en)?\s*(\d{{1,4}})\s*(?:({_MINUTES})|({_HOURS})|({_DAYS}))", re.IGNORECASE
)
_CLOCK: Final = re.compile(
    r"(?:(today|сегодня|сьогодні|hoje|hoy)|(tomorrow|завтра|amanhã|amanha|mañana|manana))?"
    r"\s*(?:at|в|о|às|as|a las)?\s*(?:(\d{1,2})[:.](\d{2})|(\d{1,2})\s*h?)",
    re.IGNORECASE,
)


def time_of(text: str, now: datetime, zone: str) -> datetime | None:
    """The moment that is meant, always after `now`; None where it is not understood.

    A time of the day without a day is the next such time. `2h` is in two hours, `18` is six in the
    evening.
    """
    stripped = text.strip()
    if (span := _SPAN.fullmatch(stripped)) is not None:
        amount = int(span[1])
        unit = "minutes" if span[2] else "hours" if span[3] else "days"
        length = timedelta(**{unit: amount})
        return now + length if timedelta() < length <= LONGEST else None
    clock = _CLOCK.fullmatch(stripped)
    if clock is None:
        return None
    minute = int(clock[3] or clock[5]) * 60 + int(clock[4] or 0)
    if minute >= 1440 or int(clock[4] or 0) >= 60:
        return None
    if clock[2]:
        return tomorrow_at(now, zone, minute)
    moment = next_minute_of_day(now, zone, minute)
    is_wrong_day = bool(clock[1]) and moment >= next_minute_of_day(now, zone, 0)
    return None if is_wrong_day else moment


def tomorrow_at(now: datetime, zone: str, minute: int) -> datetime:
    """That minute of the next local day."""
    midnight = next_minute_of_day(now, zone, 0)
    return next_minute_of_day(midnight - timedelta(microseconds=1), zone, minute)


def evening_of_today(now: datetime, zone: str) -> datetime | None:
    """Six in the evening, where that is still to come today."""
    moment = next_minute_of_day(now, zone, EVENING)
    return moment if moment < next_minute_of_day(now, zone, 0) else None
