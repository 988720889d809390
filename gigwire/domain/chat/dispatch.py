"""Which screen a button belongs to, and what a typed text is for. Tables and their order only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gigwire.domain.chat import (
    filtering,
    filters,
    forgetting,
    importing,
    mutes,
    onboarding,
    peace,
    plan,
    settings,
    zone_screens,
)
from gigwire.domain.chat.skills import is_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Decision, Pressed, Turn

ASKING: Final = ("edit", "copy", "rename")
SCREENS: Final[dict[str, Callable[[Turn, Pressed, ScreenPress], Decision]]] = {
    "first": onboarding.press,
    "new": onboarding.press,
    "ask": zone_screens.press,
    "zone": zone_screens.press,
    "set": settings.press,
    "peace": peace.press,
    plan.SCREEN: plan.press,
    "list": filtering.list_press,
    "one": filtering.one_press,
    "take": filtering.take_press,
    importing.SCREEN: importing.press,
    forgetting.SCREEN: forgetting.press,
}


def press_screen(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """A button of a screen. One of another version is answered kindly: the screen comes anew."""
    handler = SCREENS.get(read.screen, filtering.list_press)
    if read.is_current and read.screen in SCREENS:
        decision = handler(turn, pressed, read)
        return decision if _asks(read) else settled(turn, decision)
    anew = handler(turn, pressed, read._replace(words=()))
    first, *others = anew.says
    kindly = first.model_copy(update={"text": turn.words("toast-outdated")})
    return settled(turn, replace(anew, says=(kindly, *others)))


def _asks(read: ScreenPress) -> bool:
    """Whether the button leads to where a text is asked for."""
    is_mute = read.screen == "peace" and read.word(0) == "mute"
    return is_mute or read.screen == "zone" or (read.screen == "one" and read.word(1) in ASKING)


def settled(turn: Turn, decision: Decision) -> Decision:
    """Whoever goes elsewhere is no longer asked for a text."""
    if not turn.dialog.awaits:
        return decision
    changed = decision.subscriber or turn.changed()
    dialog = changed.dialog.model_copy(update={"awaits": ""})
    return replace(decision, subscriber=changed.model_copy(update={"dialog": dialog}))


def typed(turn: Turn, text: str) -> Decision:
    """Words without a command: what was asked for, a chip of the draft, or a filter."""
    awaits = turn.dialog.awaits
    if awaits == "zone":
        return zone_screens.typed(turn, text)
    if awaits.startswith(mutes.AWAITS):
        return mutes.typed(turn, text)
    if awaits == importing.SCREEN:
        is_file = text.lstrip().startswith("{")
        return importing.given(turn, text) if is_file else settled(turn, _said(turn, text))
    if awaits and (decision := filtering.typed(turn, text)):
        return decision
    return _said(turn, text)


def _said(turn: Turn, text: str) -> Decision:
    """Words that nobody asked for: a chip of the draft, or a filter."""
    if turn.dialog.stage == "skills" and is_plain(text) and filters.is_wish(text):
        chosen = onboarding.typed(turn, text)
        if chosen is not None:
            return chosen
    return filters.plain_text(turn, text)
