"""Presses within the settings: each sets what it names, so that a double tap sets it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.people import EVERY_DAY, QuietHours
from gigwire.domain.chat import settings_screens as views
from gigwire.domain.chat.locales import CURRENCIES, LOCALES
from gigwire.domain.chat.show import sent, shown_in_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.show import Screen
    from gigwire.domain.chat.turn import Decision, Pressed, Turn

DAY_MINUTES: Final = 24 * 60


def show(turn: Turn) -> Decision:
    """/settings."""
    return sent(views.root(turn))


def show_languages(turn: Turn) -> Decision:
    """/language."""
    return sent(views.language(turn))


def show_currencies(turn: Turn) -> Decision:
    """/currency."""
    return sent(views.currency(turn))


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """Show a screen, or set what the button names and show it set."""
    name, value = read.word(0), read.word(1)
    view = _VIEWS.get(name, views.root)
    changes = _changes(turn.person, name, value, read) if value else {}
    if value and changes is None:
        return shown_in_place(pressed, view(turn), toast=turn.words("toast-outdated"))
    changed = turn.changed(**changes) if changes else None
    after = turn.with_person(changed) if changed else turn
    toast = after.words("toast-set") if changed else ""
    return shown_in_place(pressed, view(after), changed, toast)


_VIEWS: Final[dict[str, Callable[[Turn], Screen]]] = {
    "language": views.language,
    "currency": views.currency,
    "pace": views.pace,
    "cap": views.cap,
    "digest": views.digest,
    "day": views.digest,
    "top": views.digest,
    "quiet": views.quiet,
}


def _changes(
    person: Subscriber, name: str, value: str, read: ScreenPress
) -> dict[str, object] | None:
    """What a button sets; None for one that we would not write."""
    if name == "quiet":
        spans = _quiet(person, value, read)
        return None if spans is None else {"quiet_hours": spans}
    wanted: dict[str, dict[str, dict[str, object]]] = {
        "language": {one: {"locale": one} for one in LOCALES},
        "currency": {one: {"currency": one} for one in CURRENCIES},
        "pace": {one: {"pace": one} for one in views.PACES},
        "cap": {str(one): {"daily_cap": one} for one in views.CAPS},
        "digest": {str(hour * 60): {"digest_minute": hour * 60} for hour in views.HOURS},
        "day": {str(day): _peace(person, digest_weekday=day) for day in EVERY_DAY},
        "top": {str(one): _peace(person, digest_top=one) for one in views.TOPS},
        "news": {"on": {"news_off": False}, "off": {"news_off": True}},
        "media": {"on": {"media": True}, "off": {"media": False}},
    }
    return wanted.get(name, {}).get(value)


def _peace(person: Subscriber, **changes: object) -> dict[str, object]:
    return {"peace": person.peace.model_copy(update=changes)}


def _quiet(person: Subscriber, value: str, read: ScreenPress) -> tuple[QuietHours, ...] | None:
    held = person.quiet_hours[0] if len(person.quiet_hours) == 1 else views.FIRST_NIGHT
    match value:
        case "off":
            return ()
        case "night":
            hours = _minutes(read.word(2)), _minutes(read.word(3))
            return _span(hours[0] * 60, hours[1] * 60, EVERY_DAY)
        case "span":
            return _span(_minutes(read.word(2)), _minutes(read.word(3)), held.days)
        case "days":
            days = tuple(day for day in EVERY_DAY if str(day) in read.word(2))
            return _span(held.start_minute, held.end_minute, days) if days else ()
        case _:
            return None


def _span(start: int, end: int, days: tuple[int, ...]) -> tuple[QuietHours, ...] | None:
    if not (0 <= start < DAY_MINUTES and 0 <= end <= DAY_MINUTES) or start == end:
        return None
    return (QuietHours(start_minute=start, end_minute=end, days=days),)


def _minutes(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 5 else -1
