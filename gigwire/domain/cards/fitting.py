"""A message that is too long, cut so that it stays valid: tags closed, graphemes whole.

For texts whose length nobody bounded before; cards and digests are short from the start.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from gigwire.domain.cards.html import ELLIPSIS, cut, visible_length

MOST_VISIBLE: Final = 4_096  # code points after parsing (Bot API, sendMessage)
MOST_CAPTION: Final = 1_024  # the same of a photo or document (Bot API, sendPhoto)
TAG: Final = re.compile(r"<[^>]*>")
_PIECES: Final = re.compile(r"<(/?)([a-z-]+)[^>]*>|&[#\w]+;|.", re.DOTALL)


def fit(html: str, limit: int = MOST_VISIBLE) -> str:
    """The text, or as much of it as a message holds; markup that is open at the cut is closed."""
    if visible_length(html) <= limit:
        return html
    room = len(cut(unescape(TAG.sub("", html)), limit).removesuffix(ELLIPSIS))
    kept: list[str] = []
    still_open: list[str] = []
    for piece in _PIECES.finditer(html):
        name = piece[2]
        if name is None:
            if not room:
                break
            room -= 1
        elif not piece[1]:
            still_open.append(name)
        elif still_open:
            still_open.pop()
        kept.append(piece[0])
    return "".join(kept) + ELLIPSIS + "".join(f"</{name}>" for name in reversed(still_open))
