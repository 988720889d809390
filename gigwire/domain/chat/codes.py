"""What stands behind the buttons of screens: a version, a screen, and words. Owns no meaning.

A screen that changes its words raises `VERSION`: an older button is then answered kindly and its
screen shown anew. Cards and the buttons of before have their own form (`cards.presses`).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gigwire.domain.cards.presses import MAX_BYTES

VERSION: Final = 1
MARK: Final = "~"  # no button of before begins with it
_SHAPE: Final = re.compile(r"~(\d{1,3})([a-z]{1,8})((?::[\w./=+-]{0,48}){0,4})", re.ASCII)


class ScreenPress(NamedTuple):
    """A button of a screen. `is_current`: written by this version."""

    screen: str
    words: tuple[str, ...]
    is_current: bool

    def word(self, at: int) -> str:
        """The word at a place; empty where there is none."""
        return self.words[at] if at < len(self.words) else ""


def screen_data(screen: str, *words: str | int) -> str:
    """Callback data of a screen's button.

    Raises:
        ValueError: it would not be read back, or not fit 64 bytes.
    """
    data = f"{MARK}{VERSION}{screen}" + "".join(f":{word}" for word in words)
    if not _SHAPE.fullmatch(data) or len(data) > MAX_BYTES:
        raise ValueError(f"no button can carry {data!r}")
    return data


def read_screen(data: str) -> ScreenPress | None:
    """Parse callback data; None where it is not a screen's."""
    found = _SHAPE.fullmatch(data)
    if found is None or len(data) > MAX_BYTES:
        return None
    version, screen, words = found.groups()
    return ScreenPress(screen, tuple(words.split(":")[1:]), int(version) == VERSION)
