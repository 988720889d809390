"""A typed line with a mark under one character: monospace HTML that fits a phone."""

from __future__ import annotations

import unicodedata
from typing import Final

from gigwire.domain.cards.html import escape

WIDTH: Final = 30  # columns: what a narrow phone shows without a break
_BEFORE: Final = 20  # of them before the mark
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ELLIPSIS: Final = "…"


def caret(typed: str, position: int) -> str:
    """The line that holds the character, cut around it, and `^` under the character.

    Marks count no column, wide characters (Chinese, most emoji) two: as far as a client's
    monospace font keeps to that.
    """
    start = typed.rfind("\n", 0, position) + 1
    end = typed.find("\n", position)
    line = [_shown(sign) for sign in typed[start : len(typed) if end < 0 else end]]
    at = min(position - start, len(line))
    first = _first(line, at)
    head = (_ELLIPSIS if first else "") + "".join(line[first:at])
    tail, is_cut = _fitting(line[at:], WIDTH - _columns(head))
    shown = escape(head + tail + (_ELLIPSIS if is_cut else ""))
    return f"<pre>{shown}\n{' ' * _columns(head)}^</pre>"


def _first(line: list[str], at: int) -> int:
    first, width = at, 0
    while first > 0 and width + _columns(line[first - 1]) <= _BEFORE:
        first -= 1
        width += _columns(line[first])
    return first


def _fitting(signs: list[str], width: int) -> tuple[str, bool]:
    kept: list[str] = []
    for sign in signs:
        width -= _columns(sign)
        if width < 0:
            return "".join(kept), True
        kept.append(sign)
    return "".join(kept), False


def _shown(sign: str) -> str:
    """The character, or a space where it is one that is not seen or turns the text around."""
    return " " if unicodedata.category(sign) in _HIDDEN else sign


def _columns(text: str) -> int:
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
