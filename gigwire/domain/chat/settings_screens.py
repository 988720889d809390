"""Settings as one message: every screen is a view of the person's record, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from babel.dates import get_day_names

from gigwire.contracts.people import EVERY_DAY, Pace, QuietHours
from gigwire.domain.cards.html import shown
from gigwire.domain.chat.locales import CURRENCIES, LOCALES, NATIVE_NAMES
from gigwire.domain.chat.pacing import pace_name
from gigwire.domain.chat.peace_screens import numbers, weekday, weekdays
from gigwire.domain.chat.quiet import clock, quiet_text
from gigwire.domain.chat.show import Screen, back, button, choice, rows, titled
from gigwire.domain.chat.zone_screens import zone_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.delivery import Button
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Turn

PACES: Final[tuple[Pace, ...]] = get_args(Pace)
CAPS: Final = (5, 10, 20, 30, 50, 100)
HOURS: Final = (6, 7, 8, 9, 10, 12, 15, 18, 20, 22)
TOPS: Final = (1, 3, 5, 7, 10)
NIGHTS: Final = ((21, 9), (22, 8), (23, 7), (0, 8))  # hours from, to
FIRST_NIGHT: Final = QuietHours(start_minute=22 * 60, end_minute=8 * 60)


def root(turn: Turn) -> Screen:
    """All settings at a glance, a button for each."""
    person, words = turn.person, turn.words
    lines = (
        words("settings-language", name=NATIVE_NAMES[person.locale]),
        words("settings-currency", currency=person.currency),
        zone_line(turn),
        words("settings-pace", pace=pace_name(person.pace, words)),
        quiet_line(person, words),
        words("settings-cap", count=person.daily_cap),
        words("settings-digest", clock=clock(person.digest_minute)),
        words("digest-top", count=person.peace.digest_top),
    )
    buttons = (
        button("🌐 " + words("crumb-language"), "set", "language"),
        button("💱 " + words("crumb-currency"), "set", "currency"),
        button("🕐 " + words("crumb-zone"), "zone"),
        button("⚡ " + words("crumb-pace"), "set", "pace"),
        button("🌙 " + words("crumb-quiet"), "set", "quiet"),
        button("🔢 " + words("crumb-cap"), "set", "cap"),
        button("📰 " + words("crumb-digest"), "set", "digest"),
        button("🕊 " + words("crumb-peace"), "peace"),
        _switch(words("crumb-news"), "news", is_on=not person.news_off),
        _switch(words("crumb-media"), "media", is_on=person.media),
        button(words("button-filters"), "list"),
    )
    return Screen(titled((words("settings-title"),), *lines), rows(buttons, 2))


def language(turn: Turn) -> Screen:
    """Each language in its own name."""
    words, held = turn.words, turn.person.locale
    options = (
        choice(NATIVE_NAMES[one], "set", "language", one, is_chosen=one == held) for one in LOCALES
    )
    return _page(words, words("crumb-language"), rows(options), words("language-choose"))


def currency(turn: Turn) -> Screen:
    """The currency that budgets are shown in, and that a bare number means."""
    words, held = turn.words, turn.person.currency
    options = (choice(one, "set", "currency", one, is_chosen=one == held) for one in CURRENCIES)
    return _page(words, words("crumb-currency"), rows(options), words("currency-choose"))


def pace(turn: Turn) -> Screen:
    """At once, or collected."""
    words, held = turn.words, turn.person.pace
    options = (
        choice(pace_name(one, words), "set", "pace", one, is_chosen=one == held) for one in PACES
    )
    return _page(words, words("crumb-pace"), rows(options, 1), words("pace-ask"))


def cap(turn: Turn) -> Screen:
    """How many single cards a day."""
    words, held = turn.words, turn.person.daily_cap
    options = (choice(str(one), "set", "cap", one, is_chosen=one == held) for one in CAPS)
    return _page(words, words("crumb-cap"), rows(options), words("cap-ask"))


def digest(turn: Turn) -> Screen:
    """Digests: their hour by the person's own clock, the day of a weekly one, how long they are."""
    words, held = turn.words, turn.person.digest_minute
    options = (
        choice(clock(hour * 60), "set", "digest", hour * 60, is_chosen=hour * 60 == held)
        for hour in HOURS
    )
    peace = turn.person.peace
    day = words("digest-weekday", day=weekday(peace.digest_weekday, words))
    days = weekdays("set", "day", peace.digest_weekday, words)
    tops = numbers(TOPS, "set", "top", peace.digest_top)
    lines = (words("digest-ask"), zone_line(turn), "", day, words("digest-top-ask"))
    return _page(words, words("crumb-digest"), (*rows(options, 5), *days, *tops), *lines)


def quiet(turn: Turn) -> Screen:
    """Quiet hours: ready nights, an hour earlier or later, weekdays."""
    person, words = turn.person, turn.words
    held = person.quiet_hours
    nights = [
        choice(
            f"{clock(start * 60)}–{clock(end * 60)}",
            "set", "quiet", "night", start, end,
            is_chosen=_is_night(held, start, end),
        )
        for start, end in NIGHTS
    ]  # fmt: skip
    off = choice(words("quiet-none"), "set", "quiet", "off", is_chosen=not held)
    keyboard: Keyboard = (*rows(nights, 2), (off,))
    if len(held) == 1:
        keyboard = (*keyboard, *_edges(held[0], words), *_weekdays(held[0], words))
    lines = (quiet_line(person, words), zone_line(turn), "", words("quiet-hint"))
    return _page(words, words("crumb-quiet"), keyboard, *lines)


def _edges(span: QuietHours, words: Words) -> Keyboard:
    """An hour earlier or later at either end; each button says where it leads."""
    start, end = span.start_minute, span.end_minute
    moves = ((start - 60, end), (start + 60, end), (start, end - 60), (start, end + 60))
    named = ("quiet-from", "quiet-from", "quiet-to", "quiet-to")
    texts = {"quiet-from": words("quiet-from"), "quiet-to": words("quiet-to")}
    made = []
    for name, (first, last) in zip(named, moves, strict=True):
        shown_minute = first if name == "quiet-from" else last
        text = f"{texts[name]} {clock(shown_minute % 1440)}"
        made.append(button(text, "set", "quiet", "span", first % 1440, last % 1440))
    return (tuple(made[:2]), tuple(made[2:]))


def _weekdays(span: QuietHours, words: Words) -> Keyboard:
    """On which evenings quiet hours begin; the button says what will be."""
    locale = "pt_BR" if words.locale == "pt" else words.locale
    names = get_day_names("abbreviated", "stand-alone", locale)
    made = []
    for day in EVERY_DAY:
        is_chosen = day in span.days
        others = set(span.days) ^ {day}
        mask = "".join(str(one) for one in sorted(others)) or "none"
        made.append(choice(str(names[day]), "set", "quiet", "days", mask, is_chosen=is_chosen))
    return rows(made, 4)


def _page(words: Words, crumb: str, keyboard: Keyboard, *lines: str) -> Screen:
    text = titled((words("settings-title"), crumb), *lines)
    return Screen(text, (*keyboard, back(words, "set")))


def quiet_line(person: Subscriber, words: Words) -> str:
    """Quiet hours as they are."""
    if not person.quiet_hours:
        return words("settings-quiet", hours=words("quiet-none"))
    hours = shown(quiet_text(person.quiet_hours, words), 200)
    return words("settings-quiet", hours=hours)


def _is_night(held: Iterable[QuietHours], start: int, end: int) -> bool:
    return [(one.start_minute, one.end_minute) for one in held] == [(start * 60, end * 60)]


def _switch(text: str, name: str, *, is_on: bool) -> Button:
    return button(("☑ " if is_on else "☐ ") + text, "set", name, "off" if is_on else "on")
