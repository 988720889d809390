"""What stands behind a button: callback data of at most 64 bytes, written and read in one place.

Data comes back from clients that anybody may write, so reading gives None for whatever we did not
write; who may do what is decided by the reader against their own state.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from gigwire.contracts.ids import ClusterId, NotificationId

MAX_BYTES: Final = 64  # Bot API, InlineKeyboardButton.callback_data

CardVerb = Literal["save", "unsave", "hide", "unhide"]
MenuVerb = Literal["delete", "undo", "list", "language", "currency", "resume"]

_CARD_CODES: Final[dict[str, CardVerb]] = {"s": "save", "u": "unsave", "h": "hide", "x": "unhide"}
_MENU_CODES: Final[dict[str, MenuVerb]] = {
    "d": "delete",
    "n": "undo",
    "f": "list",
    "l": "language",
    "c": "currency",
    "r": "resume",
}
_CODE_OF: Final = {verb: code for code, verb in {**_CARD_CODES, **_MENU_CODES}.items()}
_SHAPE: Final = re.compile(r"([a-z]):([\w-]{0,40})(?::([\w-]{1,40}))?", re.ASCII)


class CardPress(NamedTuple):
    """A button of a card. The notification id proves that the card was delivered."""

    verb: CardVerb
    notification_id: NotificationId
    cluster_id: ClusterId | None


class MenuPress(NamedTuple):
    """A button of a screen, with what it is about (a filter's id, a locale, a currency)."""

    verb: MenuVerb
    argument: str


def card_data(verb: CardVerb, notification: str, cluster: str | None) -> str:
    """Callback data of a card's button; the cluster is left out where it would not fit."""
    data = f"{_CODE_OF[verb]}:{notification}"
    full = f"{data}:{cluster}"
    is_whole = cluster is not None and len(full.encode()) <= MAX_BYTES and read_press(full)
    return full if is_whole else data


def menu_data(verb: MenuVerb, argument: str = "") -> str:
    """Callback data of a screen's button."""
    return f"{_CODE_OF[verb]}:{argument}"


def read_press(data: str) -> CardPress | MenuPress | None:
    """Parse callback data; None where it is not ours."""
    found = _SHAPE.fullmatch(data)
    if found is None or len(data.encode()) > MAX_BYTES:
        return None
    code, first, second = found.groups()
    if code in _CARD_CODES and first:
        cluster = ClusterId(second) if second else None
        return CardPress(_CARD_CODES[code], NotificationId(first), cluster)
    if code in _MENU_CODES and second is None:
        return MenuPress(_MENU_CODES[code], first)
    return None
