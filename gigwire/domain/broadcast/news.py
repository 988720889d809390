"""A person's word on news: `/news`, `/news on|off`, and the button under every broadcast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.chat.turn import Decision, answer, edit, reply

if TYPE_CHECKING:
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Pressed, Turn

OFF_DATA: Final = "nw:off"


def off_button(words: Words) -> Button:
    """The way out, under every broadcast."""
    return Button(text=words("button-news-off"), data=OFF_DATA)


def news(turn: Turn, text: str) -> Decision:
    """Show or set whether news comes."""
    wish, words = text.strip().casefold(), turn.words
    is_off = wish == "off" if wish in ("on", "off") else turn.person.news_off
    told = words("news-is-off") if is_off else words("news-is-on")
    changed = turn.changed(news_off=is_off) if is_off != turn.person.news_off else None
    return Decision(changed, (reply(told),))


def press_off(turn: Turn, pressed: Pressed, keyboard: Keyboard) -> Decision:
    """No more news; the button goes, the others stay."""
    rows = tuple(tuple(one for one in row if one.data != OFF_DATA) for row in keyboard)
    kept = edit(pressed, tuple(row for row in rows if row))
    toast = answer(pressed, turn.words("toast-news-off"))
    changed = None if turn.person.news_off else turn.changed(news_off=True)
    return Decision(changed, (toast, *kept))
