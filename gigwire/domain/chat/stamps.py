"""How long Undo holds: the minute of a press, carried by the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

UNDO_MINUTES: Final = 10
STAMP: Final = 7  # hex digits of a minute: enough until the year 2480


def stamp(now: datetime) -> str:
    """The minute of a press, as callback data carries it."""
    return f"{int(now.timestamp()) // 60:0{STAMP}x}"


def is_late(written: str, now: datetime) -> bool:
    """Whether Undo is over. A stamp that is none of ours, or of the future, is late, too."""
    try:
        minutes = int(stamp(now), 16) - int(written, 16)
    except ValueError:
        return True
    return not 0 <= minutes <= UNDO_MINUTES
