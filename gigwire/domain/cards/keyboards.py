"""The buttons under a card, before and after a press. Owns no wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.presses import CardPress, card_data

if TYPE_CHECKING:
    from gigwire.contracts.ids import ClusterId, NotificationId
    from gigwire.domain.cards.words import Words

Keyboard = tuple[tuple[Button, ...], ...]


def card_keyboard(
    url: str | None, notification: NotificationId, cluster: ClusterId | None, words: Words
) -> Keyboard:
    """Open (where the address is safe), Save, Hide."""
    opening = (Button(text=words("button-open"), url=url),) if url else ()
    save = Button(text=words("button-save"), data=card_data("save", notification, cluster))
    hide = Button(text=words("button-hide"), data=card_data("hide", notification, cluster))
    return (*((opening,) if opening else ()), (save, hide))


def pressed_keyboard(url: str | None, press: CardPress, words: Words) -> Keyboard:
    """The same card's buttons after a press: they show what is so, and how to undo it."""
    _, notification, cluster = press
    whole = card_keyboard(url, notification, cluster, words)
    save, hide = whole[-1]
    match press.verb:
        case "save":
            data = card_data("unsave", notification, cluster)
            return (*whole[:-1], (Button(text=words("button-saved"), data=data), hide))
        case "hide":
            data = card_data("unhide", notification, cluster)
            return (*whole[:-1], (Button(text=words("button-hidden"), data=data),))
        case "unsave" | "unhide":
            return (*whole[:-1], (save, hide))
