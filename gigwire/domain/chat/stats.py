"""/status and /stats: how things stand for a person, told from what is held. Promises nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.cards.html import shown
from gigwire.domain.chat import snooze
from gigwire.domain.chat.pacing import pace_name
from gigwire.domain.chat.preview import looked_at, span_text
from gigwire.domain.chat.show import Screen, button, sent, titled
from gigwire.domain.chat.zone_screens import zone_line

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Decision, Turn

MAX_NAME: Final = 40


def status(turn: Turn) -> Decision:
    """Whether cards come, how, and whether the boards are being read."""
    person, words = turn.person, turn.words
    live = sum(not one.is_paused for one in person.filters)
    is_on = person.status == "active"
    quiet = snooze.line(turn)
    lines = [
        words("status-on", count=live) if is_on else words("status-off"),
        *([quiet] if quiet else []),
        words("settings-pace", pace=pace_name(person.pace, words)),
        zone_line(turn),
        _boards(turn),
    ]
    ways = (button(words("button-filters"), "list"), button(words("button-settings"), "set"))
    keyboard = (snooze.ending(turn), ways) if quiet else (ways,)
    return sent(Screen(titled((words("status-title"),), *lines), keyboard))


def _boards(turn: Turn) -> str:
    newest = turn.around.recent.newest
    if newest is None:
        return turn.words("preview-blind")
    seconds = max(0, int((turn.now - newest).total_seconds()))
    return turn.words("status-boards", minutes=seconds // 60)


def stats(turn: Turn) -> Decision:
    """What each filter would have brought of late, the most first."""
    person, words = turn.person, turn.words
    looked = [(one, looked_at(turn, one.query)) for one in person.filters]
    if not looked or not looked[0][1].total:
        empty = words("filters-none") if not looked else words("preview-blind")
        return sent(Screen(titled((words("stats-title"),), empty)))
    first = looked[0][1]
    span = span_text(first.span, words)
    ranked = sorted(looked, key=lambda pair: -pair[1].came)
    lines = [f"{found.came} – {shown(one.name, MAX_NAME)}" for one, found in ranked]
    text = titled(
        (words("stats-title"),), words("stats-total", span=span, total=first.total), "", *lines
    )
    return sent(Screen(text, ((button(words("button-filters"), "list"),),)))
