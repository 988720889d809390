"""Text as phones type it, made plain for the lexer: signs only, words stay as they are.

Owns no grammar. Positions of the plain text lead back to the typed one.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# Each to one character, so that positions stay.
_SIGNS: Final[dict[int, str | int]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width ASCII
    **dict.fromkeys(map(ord, "\t\u00a0\u1680\u202f\u205f\u3000\uffa0"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys([*range(0x0A), *range(0x0B, 0x20), 0x7F, *range(0x80, 0xA0)], " "),
    **dict.fromkeys((0x2028, 0x2029), "\n"),
    **dict.fromkeys((0x3001, 0xFF64), ","),
}
_ODD: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u3001\uffa0"
    "\uff01-\uff5e\uff64]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# What the analyser drops too: it would hide a sign from the lexer.
_INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


class Plain(NamedTuple):
    """`places[i]` is where character i of `text` stood; None: where it stands."""

    text: str
    places: tuple[int, ...] | None

    def place(self, position: int) -> int:
        """The typed text's position of one in the plain text."""
        if self.places is None:
            return position
        return self.places[min(position, len(self.places) - 1)]


def plain(typed: str) -> Plain:
    """Full-width signs to ASCII, odd white space to spaces, invisible characters dropped."""
    if typed.isascii() and typed.isprintable():
        return Plain(typed, None)
    text = _SURROGATE.sub(" ", typed)
    if _ODD.search(text):
        text = text.translate(_SIGNS)
    if not _INVISIBLE.search(text):
        return Plain(text, None)
    places = [index for index, sign in enumerate(text) if not _INVISIBLE.match(sign)]
    return Plain(_INVISIBLE.sub("", text), (*places, len(text)))
