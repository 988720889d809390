"""What stands behind a button: callback data of at most 64 bytes, written and read in one place.

Data comes back from clients that anybody may write, so reading gives None for whatever we did not
write. Nothing in it is authority, so nothing is signed: whatever it names is looked for in the
presser's own settings, cards and lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gigwire.contracts.ids import ClusterId, NotificationId

if TYPE_CHECKING:
    from gigwire.contracts.peace import MuteKind

MAX_BYTES: Final = 64  # Bot API, InlineKeyboardButton.callback_data

CardVerb = Literal[
    "save", "unsave", "hide", "unhide", "like", "unlike", "applied", "unapplied", "less", "unless",
    "ask", "back", "nap", "snooze", "wake",
]  # fmt: skip
MenuVerb = Literal["delete", "undo", "list", "language", "currency", "resume"]

_OLD_CODES: Final[dict[str, CardVerb]] = {"s": "save", "u": "unsave", "h": "hide", "x": "unhide"}
_CARD_CODES: Final[dict[str, CardVerb]] = {
    **_OLD_CODES,
    "l": "like",
    "k": "unlike",
    "a": "applied",
    "b": "unapplied",
    "m": "ask",
    "z": "back",
    "w": "less",
    "n": "unless",
    "q": "nap",
    "p": "snooze",
    "v": "wake",
}
_MENU_CODES: Final[dict[str, MenuVerb]] = {
    "d": "delete",
    "n": "undo",
    "f": "list",
    "l": "language",
    "c": "currency",
    "r": "resume",
}
_CODE_OF: Final = {verb: code for code, verb in _MENU_CODES.items()}
_CARD_CODE_OF: Final = {verb: code for code, verb in _CARD_CODES.items()}
_SHAPE: Final = re.compile(r"([a-z]):([\w-]{0,40})(?::([\w-]{1,40}))?", re.ASCII)
_CARD_SHAPE: Final = re.compile(
    r"k([a-z]):([\w-]{1,40}):([\w.-]{0,22})(?::([\w-]{1,16}))?", re.ASCII
)


class CardPress(NamedTuple):
    """A button of a card. `argument`: of what less is wanted, and when an undo began.

    `notification_id` is empty as read from a card's data: it follows from presser and cluster.
    `aspect` and `subject`: of what less is wanted, once it was found out.
    """

    verb: CardVerb
    notification_id: NotificationId
    cluster_id: ClusterId | None
    source: str = ""
    argument: str = ""
    aspect: MuteKind | None = None
    subject: str = ""


class MenuPress(NamedTuple):
    """A button of a screen, with what it is about (a filter's id, a locale, a currency)."""

    verb: MenuVerb
    argument: str


def card_data(verb: CardVerb, cluster: str, source: str = "", argument: str = "") -> str | None:
    """Callback data of a card's button; None where it would not be read back."""
    data = f"k{_CARD_CODE_OF[verb]}:{cluster}:{source}" + (f":{argument}" if argument else "")
    return data if isinstance(read_press(data), CardPress) else None


def menu_data(verb: MenuVerb, argument: str = "") -> str:
    """Callback data of a screen's button."""
    return f"{_CODE_OF[verb]}:{argument}"


def read_press(data: str) -> CardPress | MenuPress | None:
    """Parse callback data; None where it is not ours."""
    if len(data.encode("utf-8", "replace")) > MAX_BYTES:
        return None
    if found := _CARD_SHAPE.fullmatch(data):
        code, cluster, source, argument = found.groups()
        if code not in _CARD_CODES:
            return None
        verb = _CARD_CODES[code]
        return CardPress(verb, NotificationId(""), ClusterId(cluster), source, argument or "")
    found = _SHAPE.fullmatch(data)
    return _read_old(*found.groups()) if found else None


def _read_old(code: str, first: str, second: str | None) -> CardPress | MenuPress | None:
    if code in _OLD_CODES and first:  # cards of before their buttons told the board
        cluster = ClusterId(second) if second else None
        return CardPress(_OLD_CODES[code], NotificationId(first), cluster)
    if code in _MENU_CODES and second is None:
        return MenuPress(_MENU_CODES[code], first)
    return None
