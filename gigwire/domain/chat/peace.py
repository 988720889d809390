"""Presses within Settings › Peace: each sets what it names, so that a double tap sets it once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gigwire.domain.chat import mutes, snooze
from gigwire.domain.chat import peace_screens as views
from gigwire.domain.chat.show import shown_in_place
from gigwire.domain.chat.taste import forgetting
from gigwire.domain.personalise.waits import BARS

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.show import Screen
    from gigwire.domain.chat.turn import Decision, Pressed, Turn


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """Show a screen, or set what the button names and show it set."""
    name, value = read.word(0), read.word(1)
    if name in mutes.ACTS:
        return mutes.press(turn, pressed, read)
    if name == "snooze":
        return snooze.press(turn, pressed, read)
    if name == "taste":
        return _taste(turn, pressed, value)
    view = _VIEWS.get(name, views.root)
    if not value:
        return shown_in_place(pressed, view(turn))
    wanted = _CHANGES.get(name, {}).get(value)
    if wanted is None:
        return shown_in_place(pressed, view(turn), toast=turn.words("toast-outdated"))
    changed = turn.changed(peace=turn.person.peace.model_copy(update=wanted))
    after = turn.with_person(changed)
    return shown_in_place(pressed, view(after), changed, turn.words("toast-set"))


def _taste(turn: Turn, pressed: Pressed, value: str) -> Decision:
    words = turn.words
    match value:
        case "on" | "off":
            changed = turn.changed(taste_off=value == "off")
            screen = views.taste(turn.with_person(changed))
            return shown_in_place(pressed, screen, changed, words("toast-set"))
        case "ask":
            return shown_in_place(pressed, views.taste(turn, is_sure_asked=True))
        case "forget":
            toast = words("toast-taste-forgotten")
            shown = shown_in_place(pressed, views.taste(turn), toast=toast)
            return replace(shown, further=(forgetting(turn),))
        case _:
            return shown_in_place(pressed, views.taste(turn))


_VIEWS: Final[dict[str, Callable[[Turn], Screen]]] = {
    "urgent": views.urgent,
    "client": views.client,
    "often": views.often,
    "report": views.report,
    "market": views.report,
    "day": views.report,
    "hour": views.report,
}
_CHANGES: Final[dict[str, dict[str, dict[str, object]]]] = {
    "urgent": {str(one): {"urgent_percentile": one} for one in views.PERCENTILES},
    "client": {str(one): {"client_cap": one} for one in views.CLIENT_CAPS},
    "often": {str(one): {"less_often": one} for one in range(len(BARS))},
    "report": {"on": {"has_report": True}, "off": {"has_report": False}},
    "market": {"on": {"has_market_note": True}, "off": {"has_market_note": False}},
    "day": {str(one): {"report_weekday": one} for one in range(7)},
    "hour": {str(one): {"report_hour": one} for one in views.REPORT_HOURS},
}
