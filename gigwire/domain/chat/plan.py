"""/schedule: when what comes, with the way to each setting; /digest: what waits, now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.questions import Question
from gigwire.domain.cards.facts import moment
from gigwire.domain.chat import snooze
from gigwire.domain.chat.pacing import pace_name
from gigwire.domain.chat.peace_screens import report_line
from gigwire.domain.chat.settings_screens import quiet_line
from gigwire.domain.chat.show import Screen, button, rows, sent, shown_in_place, titled
from gigwire.domain.chat.turn import Decision, reply
from gigwire.domain.chat.why import asking
from gigwire.domain.chat.zone_screens import zone_line
from gigwire.domain.localtime import next_hour, next_minute_of_day
from gigwire.domain.personalise.hush import rings
from gigwire.domain.personalise.report import next_report
from gigwire.domain.personalise.waits import pace_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Pressed, Turn

SCREEN: Final = "plan"


def show(turn: Turn) -> Decision:
    """/schedule."""
    return sent(view(turn))


def press(turn: Turn, pressed: Pressed, _: ScreenPress) -> Decision:
    """The page again, as it is now."""
    return shown_in_place(pressed, view(turn))


def view(turn: Turn) -> Screen:
    """All times of a person."""
    words = turn.words
    buttons = (
        button("⚡ " + words("crumb-pace"), "set", "pace"),
        button("🌙 " + words("crumb-quiet"), "set", "quiet"),
        button("📰 " + words("crumb-digest"), "set", "digest"),
        button("🔢 " + words("crumb-cap"), "set", "cap"),
        button("📈 " + words("crumb-report"), "peace", "report"),
        button("🔕 " + words("button-snooze"), "peace", "snooze"),
        button("🕐 " + words("crumb-zone"), "zone"),
    )
    return Screen(titled((words("plan-title"),), *_lines(turn)), rows(buttons, 2))


def _lines(turn: Turn) -> Iterator[str]:
    words, person = turn.words, turn.person
    if person.status != "active":
        yield words("status-off")
    if (quiet := snooze.line(turn)) is not None:
        yield quiet
    yield words("settings-pace", pace=pace_name(pace_of(person), words))
    yield words("settings-cap", count=person.daily_cap)
    yield quiet_line(person, words)
    yield next_line(turn)
    yield report_line(person.peace, words)
    if (report := next_report(person, turn.now)) is not None:
        yield words("plan-report", when=moment(report, words))
    coming = sorted(one.at for one in person.reminders if one.at > turn.now)
    if coming:
        yield words("plan-reminders", count=len(coming), when=moment(coming[0], words))
    yield zone_line(turn)


def next_line(turn: Turn) -> str:
    """When the next digest may come."""
    words, when = turn.words, moment(next_digest(turn), turn.words)
    if pace_of(turn.person) == "instant":
        return words("plan-overflow", when=when)
    return words("plan-digest", when=when)


def next_digest(turn: Turn) -> datetime:
    """The next promised time of a digest of what would begin to wait now."""
    person, zone, minute = turn.person, turn.person.timezone, turn.person.digest_minute
    match pace_of(person):
        case "hourly":
            due = next_hour(turn.now, zone)
        case "weekly":
            due = next_minute_of_day(turn.now, zone, minute, (person.peace.digest_weekday,))
        case _:
            due = next_minute_of_day(turn.now, zone, minute)
    return rings(person, due)


def digest_now(turn: Turn) -> Decision:
    """/digest: what waits comes at once, at any hour; else it is said when the next one comes."""
    words, person = turn.words, turn.person
    if not person.filters:
        return Decision(says=(reply(words("filters-none")),))
    if person.status != "active":
        return Decision(says=(reply(words("status-off")),))
    text = "\n".join((words("digest-none"), next_line(turn)))
    return Decision(further=(asking(turn, "digest", Question(text=text)),))
