"""A screen: text and buttons, shown in place of the pressed message or as a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.delivery import Button
from gigwire.domain.chat.codes import screen_data
from gigwire.domain.chat.turn import Decision, answer, edit, reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Pressed

CHOSEN: Final = "✓ "
CRUMB: Final = " › "
COLUMNS: Final = 3


class Screen(NamedTuple):
    """HTML of Telegram's subset, and the buttons."""

    text: str
    keyboard: Keyboard = ()


def sent(screen: Screen, changed: Subscriber | None = None) -> Decision:
    """The screen as a new message."""
    return Decision(changed, (reply(screen.text, screen.keyboard),))


def shown_in_place(
    pressed: Pressed, screen: Screen, changed: Subscriber | None = None, toast: str = ""
) -> Decision:
    """The end of a press: the toast, and the screen where the button was."""
    shown = edit(pressed, screen.keyboard, screen.text) or (reply(screen.text, screen.keyboard),)
    return Decision(changed, (answer(pressed, toast), *shown))


def titled(crumbs: Sequence[str], *lines: str) -> str:
    """The text of a screen below the way that leads to it."""
    return "\n".join((f"<b>{CRUMB.join(crumbs)}</b>", *lines))


def button(text: str, screen: str, *words: str | int) -> Button:
    """A button that leads to a screen or does something there."""
    return Button(text=text, data=screen_data(screen, *words))


def choice(text: str, screen: str, *words: str | int, is_chosen: bool) -> Button:
    """A button that shows whether it is chosen."""
    return button(CHOSEN + text if is_chosen else text, screen, *words)


def back(words: Words, screen: str, *at: str | int) -> tuple[Button, ...]:
    """The row that leads back."""
    return (button(words("button-back"), screen, *at),)


def rows(buttons: Iterable[Button], columns: int = COLUMNS) -> Keyboard:
    """The buttons in rows of so many."""
    held = tuple(buttons)
    return tuple(held[start : start + columns] for start in range(0, len(held), columns))
