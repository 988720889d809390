"""Quiet hours as people type them and read them: `22-8`, `Mon-Fri 23-8, Sat-Sun`. Applies nothing.

    /quiet 22:30-07:15 Europe/Kyiv
    /quiet пн-пт 23-8, сб-вс весь день

Owns the words of the five languages for weekdays, for a whole day and for "off"; any of them is
understood whatever the person's language is.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from gigwire.contracts.people import EVERY_DAY, QuietHours
from gigwire.domain.localtime import covers_week

if TYPE_CHECKING:
    from gigwire.domain.cards.words import Words

MOST_SPANS: Final = 7
_TO: Final = r"\s*(?:-|–|—|to\b|до\b|по\b|a\b|à\b|às\b|as\b|ate\b|até\b|hasta\b)\s*"
_HOURS: Final = re.compile(
    rf"(\d{{1,2}})(?:[:.](\d{{2}}))?{_TO}(\d{{1,2}})(?:[:.](\d{{2}}))?", re.IGNORECASE
)
_NAME: Final = "(?:[^\\W\\d_]|['\u2019\u02bc])+"
_DAYS: Final = re.compile(rf"({_NAME})\.?(?:{_TO}({_NAME})\.?)?", re.IGNORECASE)
_ZONE: Final = re.compile(r"\s+((?:[a-z_]+/[\w/+-]+)|UTC|GMT)$", re.IGNORECASE)
_WHOLE: Final = re.compile(
    r"(?:,?\s*)(?:all day|весь день|увесь день|цілий день|o dia todo|o dia inteiro|dia todo"
    r"|todo el d[ií]a|todo o dia)$",
    re.IGNORECASE,
)
_OFF: Final = frozenset(
    {"off", "no", "0", "выкл", "нет", "вимк", "ні", "não", "nao", "desligar", "apagar"}
)
# How each weekday's name begins: English, Russian, Ukrainian, Portuguese, Spanish.
_BEGINNINGS: Final = (
    ("mo", "пн", "пон", "seg", "lu"),
    ("tu", "вт", "вів", "ter", "mar"),
    ("we", "ср", "сер", "qua", "mi"),
    ("th", "чт", "чет", "qui", "ju"),
    ("fr", "пт", "пят", "п'ят", "п\u2019ят", "п\u02bcят", "sex", "vi"),
    ("sa", "sá", "сб", "суб"),
    ("su", "вс", "вос", "нд", "нед", "dom"),
)


class QuietWish(NamedTuple):
    """What a person wants, () for none; `zone` None: the one they have."""

    hours: tuple[QuietHours, ...]
    zone: str | None = None


QUIET_OFF: Final = QuietWish(())


def parse_quiet(text: str) -> QuietWish | None:
    """Read a wish; None where it is not understood.

    That is also a zone that does not exist, and quiet hours that leave no minute of the week: who
    wants that pauses.
    """
    wanted = " ".join(text.replace("-feira", "").split())
    if wanted.lower() in _OFF:
        return QUIET_OFF
    zone = _ZONE.search(wanted)
    if zone is not None:
        wanted = wanted[: zone.start()]
    if not _is_zone(zone and zone[1]):
        return None
    parts = [part.strip() for part in re.split("[,;]", wanted)]
    spans = [_span(part) for part in parts]
    hours = tuple(span for span in spans if span is not None)
    if len(hours) < len(spans) or len(hours) > MOST_SPANS or covers_week(hours):
        return None
    return QuietWish(hours, zone and zone[1])


def _span(text: str) -> QuietHours | None:
    found = _HOURS.search(text)
    if found is not None and not text[found.end() :]:
        start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
        head = text[: found.start()].strip()
    else:
        start, end = 0, 24 * 60
        head = _WHOLE.sub("", text).strip()
        if not head:
            return None
    days = _days(head) if head else EVERY_DAY
    if start is None or end is None or start % 1440 == end or not days:
        return None
    return QuietHours(start_minute=start % 1440, end_minute=end, days=days)


def _days(text: str) -> tuple[int, ...]:
    """Weekdays of `Mon-Fri`, `Sat`, `Sat Sun`; empty where a word is no weekday."""
    found: set[int] = set()
    rest = text.strip()
    while rest:
        named = _DAYS.match(rest)
        if named is None:
            return ()
        first, last = _weekday(named[1]), _weekday(named[2] or named[1])
        if first is None or last is None:
            return ()
        found.update((first + offset) % 7 for offset in range((last - first) % 7 + 1))
        rest = rest[named.end() :].strip()
    return tuple(sorted(found))


def _weekday(name: str) -> int | None:
    lower = name.lower()
    for day, beginnings in enumerate(_BEGINNINGS):
        if lower.startswith(beginnings):
            return day
    return None


def _minute(hours: str, minutes: str | None) -> int | None:
    minute = int(hours) * 60 + int(minutes or 0)
    return minute if int(minutes or 0) < 60 and minute <= 24 * 60 else None


def _is_zone(name: str | None) -> bool:
    if name is None:
        return True
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of zones
        return False
    return True


def quiet_text(hours: tuple[QuietHours, ...], words: Words) -> str:
    """Each span as days and times, `Mon–Fri 23:00–08:00, Sat–Sun all day`; plain text."""
    return ", ".join(f"{_days_text(span.days, words)}{_times(span, words)}" for span in hours)


def _days_text(days: tuple[int, ...], words: Words) -> str:
    if days == EVERY_DAY:
        return ""
    names = get_day_names("abbreviated", locale=words.locale)
    runs = groupby(sorted(days), key=lambda day: day - sorted(days).index(day))
    named = []
    for _, run in runs:
        first, *others = run
        link = "" if not others else (" " if len(others) == 1 else "–")
        named.append(names[first] + (f"{link}{names[others[-1]]}" if others else ""))
    return " ".join(named) + " "


def _times(span: QuietHours, words: Words) -> str:
    if (span.start_minute, span.end_minute) == (0, 24 * 60):
        return words("quiet-all-day")
    return f"{clock(span.start_minute)}–{clock(span.end_minute)}"


def clock(minute: int) -> str:
    """A minute of the day as `22:30`."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
