"""Settings › Peace: how much is enough. Every screen is a view of the person's record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from babel.dates import get_day_names

from gigwire.contracts.people import EVERY_DAY
from gigwire.domain.cards.facts import BABEL
from gigwire.domain.chat.quiet import clock
from gigwire.domain.chat.show import Screen, back, button, choice, rows, titled
from gigwire.domain.personalise.waits import BARS, LEAST_SCORES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.delivery import Button
    from gigwire.contracts.peace import Peace
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Turn

PERCENTILES: Final = (0, 50, 75, 90, 95, 99)
CLIENT_CAPS: Final = (0, 1, 2, 3, 5, 10)
REPORT_HOURS: Final = (7, 8, 9, 10, 12, 15, 18, 20)


def root(turn: Turn) -> Screen:
    """All of it at a glance, a button for each."""
    words, peace = turn.words, turn.person.peace
    taste = words("peace-taste-off") if turn.person.taste_off else words("peace-taste-on")
    lines = (
        _urgent(peace, words),
        _client(peace, words),
        words("peace-muted", count=len(peace.mutes)),
        _often(turn),
        report_line(peace, words),
        taste,
    )
    buttons = (
        button("🚨 " + words("crumb-urgent"), "peace", "urgent"),
        button("👤 " + words("crumb-client"), "peace", "client"),
        button("🔇 " + words("crumb-mutes"), "peace", "mutes"),
        button("🔉 " + words("crumb-often"), "peace", "often"),
        button("📈 " + words("crumb-report"), "peace", "report"),
        button("🎯 " + words("crumb-taste"), "peace", "taste"),
        button("🔕 " + words("button-snooze"), "peace", "snooze"),
    )
    text = titled((words("settings-title"), words("crumb-peace")), *lines)
    return Screen(text, (*rows(buttons, 2), back(words, "set")))


def urgent(turn: Turn) -> Screen:
    """What is good enough to come through quiet hours."""
    words, peace = turn.words, turn.person.peace
    options = (
        choice(
            words("urgent-best", percent=100 - one) if one else words("urgent-nothing"),
            "peace", "urgent", one, is_chosen=one == peace.urgent_percentile,
        )
        for one in PERCENTILES
    )  # fmt: skip
    ask = words("urgent-ask", count=LEAST_SCORES)
    return page(words, words("crumb-urgent"), rows(options), _urgent(peace, words), "", ask)


def client(turn: Turn) -> Screen:
    """How many cards of one client a day."""
    words, peace = turn.words, turn.person.peace
    options = (
        choice(
            str(one) if one else words("client-any"),
            "peace", "client", one, is_chosen=one == peace.client_cap,
        )
        for one in CLIENT_CAPS
    )  # fmt: skip
    return page(words, words("crumb-client"), rows(options), words("client-ask"))


def often(turn: Turn) -> Screen:
    """Less often, and back: each button names the step it leads to."""
    words, level = turn.words, turn.person.peace.less_often
    less, more = level + 1, level - 1
    buttons = [button(words("often-less"), "peace", "often", less)] if less < len(BARS) else []
    buttons += [button(words("often-more"), "peace", "often", more)] if level else []
    return page(words, words("crumb-often"), rows(buttons, 2), _often(turn), "", words("often-ask"))


def report(turn: Turn) -> Screen:
    """The weekly report: whether, on which day, at what hour, with prices or without."""
    words, peace = turn.words, turn.person.peace
    switches = (
        switch(words("report-wanted"), "report", is_on=peace.has_report),
        switch(words("market-wanted"), "market", is_on=peace.has_market_note),
    )
    keyboard: Keyboard = rows(switches, 1)
    if peace.has_report:
        hours = (
            choice(clock(one * 60), "peace", "hour", one, is_chosen=one == peace.report_hour)
            for one in REPORT_HOURS
        )
        days = weekdays("peace", "day", peace.report_weekday, words)
        keyboard = (*keyboard, *days, *rows(hours, 4))
    return page(
        words, words("crumb-report"), keyboard, report_line(peace, words), "", words("report-ask")
    )


def taste(turn: Turn, *, is_sure_asked: bool = False) -> Screen:
    """What presses teach: on, off, or forgotten."""
    words, is_off = turn.words, turn.person.taste_off
    if is_sure_asked:
        sure = button(words("button-taste-sure"), "peace", "taste", "forget")
        crumbs = (words("settings-title"), words("crumb-peace"), words("crumb-taste"))
        text = titled(crumbs, words("taste-sure"))
        return Screen(text, ((sure,), back(words, "peace", "taste")))
    turning = words("button-taste-on") if is_off else words("button-taste-off")
    buttons = (
        button(turning, "peace", "taste", "on" if is_off else "off"),
        button(words("button-taste-forget"), "peace", "taste", "ask"),
    )
    text = words("peace-taste-off") if is_off else words("peace-taste-on")
    return page(words, words("crumb-taste"), rows(buttons, 1), text, "", words("taste-ask"))


def page(words: Words, crumb: str, keyboard: Keyboard, *lines: str) -> Screen:
    """A screen below Peace, with the way back."""
    text = titled((words("settings-title"), words("crumb-peace"), crumb), *lines)
    return Screen(text, (*keyboard, back(words, "peace")))


def weekdays(screen: str, name: str, held: int, words: Words) -> Keyboard:
    """One weekday to choose, Monday first."""
    names = get_day_names("abbreviated", "stand-alone", BABEL[words.locale])
    days = (choice(str(names[one]), screen, name, one, is_chosen=one == held) for one in EVERY_DAY)
    return rows(days, 4)


def weekday(day: int, words: Words) -> str:
    """A weekday's whole name."""
    return str(get_day_names("wide", "stand-alone", BABEL[words.locale])[day])


def switch(text: str, name: str, *, is_on: bool) -> Button:
    """On or off: the button says how it is, and leads to the other."""
    return button(("☑ " if is_on else "☐ ") + text, "peace", name, "off" if is_on else "on")


def numbers(options: Iterable[int], screen: str, name: str, held: int) -> Keyboard:
    """A number to choose."""
    return rows((choice(str(one), screen, name, one, is_chosen=one == held) for one in options), 5)


def _urgent(peace: Peace, words: Words) -> str:
    if not peace.urgent_percentile:
        return words("peace-urgent-none")
    return words("peace-urgent", percent=100 - peace.urgent_percentile)


def _client(peace: Peace, words: Words) -> str:
    return words("peace-client", count=peace.client_cap) if peace.client_cap else words("client-no")


def _often(turn: Turn) -> str:
    words, level = turn.words, turn.person.peace.less_often
    if not level:
        return words("peace-often-all")
    if turn.person.pace != "instant":
        return words("peace-often-rarer", level=level, most=len(BARS) - 1)
    return words("peace-often", percent=100 - BARS[level])


def report_line(peace: Peace, words: Words) -> str:
    """When the weekly report comes, or that none does."""
    if not peace.has_report:
        return words("peace-report-off")
    day = weekday(peace.report_weekday, words)
    return words("peace-report", day=day, hour=clock(peace.report_hour * 60))
