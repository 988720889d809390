"""Quiet hours as people type them: `22-8`, `22:30-07:15 Europe/Kyiv`, `off`. Applies nothing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from gigwire.contracts.people import QuietHours

_HOURS: Final = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|до|a|à|ate|até|hasta)\s*(\d{1,2})(?:[:.](\d{2}))?"
    r"(?:\s+([\w/+-]{1,64}))?",
    re.IGNORECASE,
)
_OFF: Final = frozenset({"off", "no", "0", "выкл", "нет", "вимк", "ні", "não", "nao", "desligar"})


class QuietWish(NamedTuple):
    """What a person wants; `zone` None: the one they have."""

    hours: QuietHours | None
    zone: str | None = None


QUIET_OFF: Final = QuietWish(None)


def parse_quiet(text: str) -> QuietWish | None:
    """Read a wish; None where it is not understood (also a zone that does not exist)."""
    stripped = text.strip()
    if stripped.lower() in _OFF:
        return QUIET_OFF
    found = _HOURS.fullmatch(stripped)
    if found is None:
        return None
    start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
    if start is None or end is None or start == end or not _is_zone(found[5]):
        return None
    return QuietWish(QuietHours(start_minute=start, end_minute=end), found[5])


def _minute(hours: str, minutes: str | None) -> int | None:
    hour, minute = int(hours), int(minutes or 0)
    if hour == 24 and minute == 0:
        return 0
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _is_zone(name: str | None) -> bool:
    if name is None:
        return True
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of zones
        return False
    return True
