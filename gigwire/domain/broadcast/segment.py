"""Who belongs to a segment, and segments as admins type them. Sends nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final, get_args

from gigwire.contracts.broadcasts import Segment
from gigwire.contracts.ids import UserId
from gigwire.contracts.people import Locale, Pace

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber

MOST_NAMED: Final = 2_000  # ids of an explicit list: a record of 30 KB
_WORD: Final = re.compile(r"\w+")
_RANGE: Final = re.compile(r"(\d{1,3})?(-)?(\d{1,3})?")


def includes(segment: Segment, person: Subscriber, now: datetime) -> bool:
    """Whether the person is told; those who stopped the bot, or want no news, never are."""
    if person.status != "active" or person.news_off:
        return False
    if segment.active_days is not None:
        since = now - timedelta(days=segment.active_days)
        if person.event_time < since:
            return False
    return _has_settings(segment, person) and _has_filters(segment, person)


def _has_settings(segment: Segment, person: Subscriber) -> bool:
    return (
        (not segment.users or person.user_id in segment.users)
        and (not segment.locales or person.locale in segment.locales)
        and (not segment.paces or person.pace in segment.paces)
    )


def _has_filters(segment: Segment, person: Subscriber) -> bool:
    count = len(person.filters)
    if segment.least_filters is not None and count < segment.least_filters:
        return False
    if segment.most_filters is not None and count > segment.most_filters:
        return False
    if not segment.words:
        return True
    asked = {word for one in person.filters for word in _WORD.findall(one.query.casefold())}
    return not asked.isdisjoint(segment.words)


class WrongSegment(ValueError):  # noqa: N818 - a decision: the admin is told which part
    """A part that cannot be read."""


def read_segment(text: str) -> Segment:
    """Read `all`, or parts: `locale:ru,uk pace:daily filters:1-3 word:python active:30 ids:5,6`.

    Raises:
        WrongSegment: with the first part that is not understood.
    """
    fields: dict[str, object] = {}
    for part in text.split():
        if part.lower() == "all":
            continue
        name, _, value = part.partition(":")
        read = _READERS.get(name.lower())
        found = read(value) if read is not None and value else None
        if found is None:
            raise WrongSegment(part)
        fields.update(found)
    return Segment.model_validate(fields)


def shown_segment(segment: Segment) -> str:
    """The segment as it would be typed."""
    parts = []
    if segment.locales:
        parts.append(f"locale:{','.join(segment.locales)}")
    if segment.paces:
        parts.append(f"pace:{','.join(segment.paces)}")
    if segment.least_filters is not None or segment.most_filters is not None:
        most = "" if segment.most_filters is None else segment.most_filters
        parts.append(f"filters:{segment.least_filters or 0}-{most}")
    if segment.words:
        parts.append(f"word:{','.join(segment.words)}")
    if segment.active_days is not None:
        parts.append(f"active:{segment.active_days}")
    if segment.users:
        parts.append(f"ids:{','.join(map(str, segment.users))}")
    return " ".join(parts) or "all"


def _locales(value: str) -> dict[str, object] | None:
    names = _names(value)
    return {"locales": names} if set(names) <= set(get_args(Locale)) else None


def _paces(value: str) -> dict[str, object] | None:
    names = _names(value)
    return {"paces": names} if set(names) <= set(get_args(Pace)) else None


def _words(value: str) -> dict[str, object] | None:
    names = tuple(name.casefold() for name in value.split(","))
    return {"words": names} if all(_WORD.fullmatch(name) for name in names) else None


def _days(value: str) -> dict[str, object] | None:
    is_right = value.isascii() and value.isdigit() and 0 < int(value) < 10_000
    return {"active_days": int(value)} if is_right else None


def _users(value: str) -> dict[str, object] | None:
    names = value.split(",")
    is_right = len(names) <= MOST_NAMED and all(one.isascii() and one.isdigit() for one in names)
    return {"users": tuple(UserId(int(one)) for one in names)} if is_right else None


def _filters(value: str) -> dict[str, object] | None:
    found = _RANGE.fullmatch(value)
    if found is None or not (found[1] or found[3]):
        return None
    least = int(found[1] or 0)
    most = int(found[3]) if found[3] else None if found[2] else least
    if most is not None and most < least:
        return None
    return {"least_filters": least, "most_filters": most}


def _names(value: str) -> tuple[str, ...]:
    return tuple(value.lower().split(","))


_READERS: Final = {
    "locale": _locales,
    "pace": _paces,
    "word": _words,
    "active": _days,
    "filters": _filters,
    "ids": _users,
}
