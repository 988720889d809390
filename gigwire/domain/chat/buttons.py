"""Presses: which are of cards, and the buttons of screens. Stale buttons change nothing.

Data may be forged. A card's press counts only for the presser's own feedback, a filter's id only
within the presser's own filters, so there is nothing of another's to reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.cards.presses import CardPress, MenuPress, read_press
from gigwire.domain.chat import cards, screens
from gigwire.domain.chat.locales import CURRENCIES, LOCALES
from gigwire.domain.chat.turn import Decision, answer, edit, out_of_date, reply

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Pressed, Turn


def press(turn: Turn, pressed: Pressed, data: str) -> Decision:
    """Answer any press: ours, stale, or made up."""
    read = read_press(data)
    if isinstance(read, CardPress):
        return cards.press(turn, pressed, read)
    return stale(turn, pressed) if read is None else _menu(turn, pressed, read)


def _menu(turn: Turn, pressed: Pressed, read: MenuPress) -> Decision:
    match read.verb:
        case "delete" | "undo":
            decision = _delete(turn, pressed, read)
        case "list":
            listed = reply(*screens.filters(turn.person, turn.words))
            decision = Decision(says=(answer(pressed), listed))
        case "resume":
            decision = _resume(turn, pressed)
        case "language":
            decision = _language(turn, pressed, read.argument)
        case "currency":
            decision = _currency(turn, pressed, read.argument)
    return decision


def stale(turn: Turn, pressed: Pressed) -> Decision:
    """A button that means nothing any more, or of somebody else's screen."""
    return out_of_date(turn, pressed)


def _delete(turn: Turn, pressed: Pressed, read: MenuPress) -> Decision:
    """Delete a filter, from the list (which then shows the rest) or right after saving it."""
    words, held = turn.words, turn.person.filters
    is_list = read.verb == "delete"
    gone = next((one for one in held if one.filter_id == read.argument), None)
    if gone is None:
        text, keyboard = screens.filters(turn.person, words)
        shown = edit(pressed, keyboard, text) if is_list else edit(pressed, ())
        return Decision(says=(answer(pressed, words("toast-filter-gone")), *shown))
    changed = turn.changed(filters=tuple(one for one in held if one is not gone))
    news = screens.deleted(gone, words)
    if is_list and changed.filters:
        text, keyboard = screens.filters(changed, words)
        shown = edit(pressed, keyboard, f"{news}\n\n{text}")
    else:
        shown = edit(pressed, (), news)
    return Decision(changed, (answer(pressed, words("toast-deleted")), *shown))


def _resume(turn: Turn, pressed: Pressed) -> Decision:
    text = turn.words("resumed", count=len(turn.person.filters))
    shown = edit(pressed, (), text)
    if turn.person.status == "active":
        return Decision(says=(answer(pressed), *shown))
    return Decision(turn.changed(status="active"), (answer(pressed), *shown))


def _language(turn: Turn, pressed: Pressed, argument: str) -> Decision:
    locale = next((one for one in LOCALES if one == argument), None)
    if locale is None:
        return stale(turn, pressed)
    shown = edit(pressed, (), turn.lexicon(locale)("language-set"))
    return Decision(turn.changed(locale=locale), (answer(pressed), *shown))


def _currency(turn: Turn, pressed: Pressed, argument: str) -> Decision:
    if argument not in CURRENCIES:
        return stale(turn, pressed)
    text = turn.words("currency-set", currency=argument)
    return Decision(turn.changed(currency=argument), (answer(pressed), *edit(pressed, (), text)))
