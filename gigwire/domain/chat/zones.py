"""Time zones as people choose them: by the clock of a place they know. Guesses nothing."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from babel import Locale as BabelLocale

from gigwire.domain.localtime import zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Locale

PAGE: Final = 12
MOST_FOUND: Final = 12
# One place or two of each clock that people live by; those where a language is spoken come first.
NEAR: Final[dict[Locale, tuple[str, ...]]] = {
    "en": (
        "Europe/London", "America/New_York", "America/Chicago", "America/Denver",
        "America/Los_Angeles", "Europe/Berlin", "Africa/Lagos", "Asia/Dubai", "Asia/Karachi",
        "Asia/Kolkata", "Asia/Dhaka", "Asia/Manila",
    ),
    "ru": (
        "Europe/Moscow", "Europe/Minsk", "Europe/Kaliningrad", "Europe/Samara", "Asia/Tbilisi",
        "Asia/Almaty", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Novosibirsk", "Asia/Krasnoyarsk",
        "Asia/Irkutsk", "Asia/Vladivostok",
    ),
    "uk": (
        "Europe/Kyiv", "Europe/Warsaw", "Europe/Berlin", "Europe/Prague", "Europe/London",
        "Europe/Lisbon", "America/New_York", "America/Toronto", "America/Los_Angeles",
        "Asia/Tbilisi", "Asia/Jerusalem", "Asia/Dubai",
    ),
    "pt": (
        "America/Sao_Paulo", "America/Manaus", "America/Rio_Branco", "America/Noronha",
        "Europe/Lisbon", "Atlantic/Azores", "Africa/Luanda", "Africa/Maputo", "Europe/Madrid",
        "Europe/Paris", "America/New_York", "America/Los_Angeles",
    ),
    "es": (
        "Europe/Madrid", "Atlantic/Canary", "America/Mexico_City", "America/Bogota",
        "America/Lima", "America/Caracas", "America/Santiago", "America/Argentina/Buenos_Aires",
        "America/Guatemala", "America/Guayaquil", "America/New_York", "America/Los_Angeles",
    ),
}  # fmt: skip
FURTHER: Final = (
    "Pacific/Honolulu", "America/Anchorage", "America/Phoenix", "America/Halifax",
    "America/St_Johns", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg",
    "Africa/Nairobi", "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Istanbul",
    "Europe/Rome", "Europe/Stockholm", "Asia/Baku", "Asia/Yerevan", "Asia/Tashkent",
    "Asia/Bishkek", "Asia/Tehran", "Asia/Kabul", "Asia/Kathmandu", "Asia/Yangon", "Asia/Bangkok",
    "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Singapore", "Asia/Shanghai", "Asia/Hong_Kong",
    "Asia/Yakutsk", "Asia/Magadan", "Asia/Kamchatka", "Asia/Seoul", "Asia/Tokyo",
    "Australia/Perth", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
_ALL: Final = tuple(dict.fromkeys((*(zone for near in NEAR.values() for zone in near), *FURTHER)))
# Names that Babel knows these by.
_OLD: Final = {
    "Europe/Kyiv": "Europe/Kiev",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Yangon": "Asia/Rangoon",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
}
_BABEL: Final = {"pt": "pt_BR"}


@cache
def city(zone: str, locale: Locale) -> str:
    """The place that a zone is named after, in the person's language."""
    known = BabelLocale.parse(_BABEL.get(locale, locale)).time_zones.get(_OLD.get(zone, zone), {})
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))


def clock(now: datetime, zone: str) -> str:
    """What clocks there show."""
    return f"{now.astimezone(zone_of(zone)):%H:%M}"


def page_of(locale: Locale, page: int, now: datetime) -> tuple[tuple[str, ...], int]:
    """The zones of a page, and how many pages there are; pages wrap around."""
    near = NEAR[locale]
    others = sorted(set(_ALL) - set(near), key=lambda zone: (_offset(zone, now), zone))
    every = (*near, *others)
    count = -(-len(every) // PAGE)
    start = page % count * PAGE
    return every[start : start + PAGE], count


def found_zones(typed: str, locale: Locale) -> tuple[str, ...]:
    """Zones of a typed place, in any of the five languages, or by its IANA name."""
    wanted = _folded(typed)
    if not wanted:
        return ()
    exact = [zone for zone in _ALL if wanted in _names(zone)]
    if not exact and (zone := _iana(typed.strip())):
        return (zone,)
    begun = [zone for zone in _ALL if any(name.startswith(wanted) for name in _names(zone))]
    ranked = sorted(exact or begun, key=lambda zone: zone not in NEAR[locale])
    return tuple(ranked[:MOST_FOUND])


def _iana(typed: str) -> str | None:
    if "/" not in typed and typed != "UTC":
        return None
    try:
        return ZoneInfo(typed).key
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of zones
        return None


@cache
def _names(zone: str) -> frozenset[str]:
    languages: tuple[Locale, ...] = ("en", "ru", "uk", "pt", "es")
    return frozenset({_folded(zone), *(_folded(city(zone, locale)) for locale in languages)})


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("_", " ")


def _offset(zone: str, now: datetime) -> float:
    shift = now.astimezone(zone_of(zone)).utcoffset()
    return shift.total_seconds() if shift else 0.0
