"""Presses: Save and Hide on cards, buttons of screens. Repeats and stale buttons change nothing.

Data may be forged. A card's press counts only for the presser's own feedback, a filter's id only
within the presser's own filters, so there is nothing of another's to reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.cards.keyboards import pressed_keyboard
from gigwire.domain.cards.presses import CardPress, MenuPress, read_press
from gigwire.domain.chat import screens
from gigwire.domain.chat.locales import CURRENCIES, LOCALES
from gigwire.domain.chat.turn import Decision, answer, edit, reply

if TYPE_CHECKING:
    from gigwire.domain.cards.presses import CardVerb
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Pressed, Turn


def press(turn: Turn, pressed: Pressed, data: str) -> Decision:
    """Answer any press: ours, stale, or made up."""
    match read_press(data):
        case CardPress() as card:
            return _card(turn, pressed, card)
        case MenuPress(verb="delete" | "undo" as verb, argument=argument):
            return _delete(turn, pressed, argument, is_list=verb == "delete")
        case MenuPress(verb="list"):
            listed = reply(*screens.filters(turn.person, turn.words))
            return Decision(says=(answer(pressed), listed))
        case MenuPress(verb="resume"):
            return _resume(turn, pressed)
        case MenuPress(verb="language", argument=argument):
            return _language(turn, pressed, argument)
        case MenuPress(verb="currency", argument=argument):
            return _currency(turn, pressed, argument)
        case None:
            return stale(turn, pressed)


def stale(turn: Turn, pressed: Pressed) -> Decision:
    """A button that means nothing any more, or of somebody else's screen."""
    return Decision(says=(answer(pressed, turn.words("toast-stale")),))


def _card(turn: Turn, pressed: Pressed, card: CardPress) -> Decision:
    toast = _card_toast(card.verb, turn.words)
    keyboard = pressed_keyboard(pressed.url, card, turn.words)
    says = (answer(pressed, toast), *edit(pressed, keyboard))
    return Decision(says=says, feedback=card)


def _card_toast(verb: CardVerb, words: Words) -> str:
    match verb:
        case "save":
            return words("toast-saved")
        case "unsave":
            return words("toast-unsaved")
        case "hide":
            return words("toast-hidden")
        case "unhide":
            return words("toast-unhidden")


def _delete(turn: Turn, pressed: Pressed, filter_id: str, *, is_list: bool) -> Decision:
    words, held = turn.words, turn.person.filters
    gone = next((one for one in held if one.filter_id == filter_id), None)
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
    says = (answer(pressed), *edit(pressed, (), turn.lexicon(locale)("language-set")))
    return Decision(turn.changed(locale=locale), says)


def _currency(turn: Turn, pressed: Pressed, argument: str) -> Decision:
    if argument not in CURRENCIES:
        return stale(turn, pressed)
    text = turn.words("currency-set", currency=argument)
    return Decision(turn.changed(currency=argument), (answer(pressed), *edit(pressed, (), text)))
