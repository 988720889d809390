"""Presses: which are of cards, and the buttons of screens. Stale buttons change nothing.

Data may be forged. A card's press counts only for the presser's own feedback, a filter's id only
within the presser's own filters, so there is nothing of another's to reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.cards.presses import CardPress, MenuPress, read_press
from gigwire.domain.chat import cards
from gigwire.domain.chat.codes import ScreenPress, read_screen
from gigwire.domain.chat.dispatch import press_screen
from gigwire.domain.chat.turn import Decision, answer, edit, out_of_date

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Pressed, Turn


def press(turn: Turn, pressed: Pressed, data: str) -> Decision:
    """Answer any press: ours, stale, or made up."""
    if screen := read_screen(data):
        return press_screen(turn, pressed, screen)
    read = read_press(data)
    if isinstance(read, CardPress):
        return cards.press(turn, pressed, read)
    return stale(turn, pressed) if read is None else _menu(turn, pressed, read)


def _menu(turn: Turn, pressed: Pressed, read: MenuPress) -> Decision:
    """Buttons of before the screens had versions: they do what they did."""
    match read.verb:
        case "delete" | "undo":
            return press_screen(turn, pressed, _now("one", read.argument, "delete"))
        case "list":
            return press_screen(turn, pressed, _now("list"))
        case "resume":
            return _resume(turn, pressed)
        case "language" | "currency" as what:
            return press_screen(turn, pressed, _now("set", what, read.argument))


def _now(screen: str, *words: str) -> ScreenPress:
    return ScreenPress(screen, words, is_current=True)


def stale(turn: Turn, pressed: Pressed) -> Decision:
    """A button that means nothing any more, or of somebody else's screen."""
    return out_of_date(turn, pressed)


def _resume(turn: Turn, pressed: Pressed) -> Decision:
    text = turn.words("resumed", count=len(turn.person.filters))
    shown = edit(pressed, (), text)
    if turn.person.status == "active":
        return Decision(says=(answer(pressed), *shown))
    return Decision(turn.changed(status="active"), (answer(pressed), *shown))
