"""Which updates were applied before. Pure.

A long poll brings updates in the order of their ids; a webhook brings those of one person in order
only within each of Telegram's queues (one for messages, one for presses), and a push that failed
comes late. So the last few are remembered, and an older one is a repeat only if it is among them,
or older than all of a full list.
"""

from __future__ import annotations

from typing import Final

MOST: Final = 8
# Update ids rise by one, but start anew at random after a quiet week (Bot API, Update.update_id);
# so only an id a little behind the last one is a repeat.
WINDOW: Final = 10_000


def is_applied(update_id: int, last: int, applied: tuple[int, ...]) -> bool:
    """Whether a person's settings have this update in them already.

    Args:
        update_id: of the update.
        last: the newest that was applied; 0: none.
        applied: the last few, rising; empty in settings from before they were remembered: then
            everything up to `last` was applied.
    """
    if not 0 <= last - update_id <= WINDOW:
        return False
    known = applied or (last,) * MOST
    return update_id in known or (len(known) >= MOST and update_id < known[0])


def noted(update_id: int, last: int, applied: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """The newest and the last few, with one more. Ids that start anew begin a new list."""
    known = applied or ((last,) * MOST if last else ())
    if update_id in known:
        return last, known
    if abs(last - update_id) > WINDOW:
        return update_id, (update_id,)
    return max(last, update_id), tuple(sorted((*known, update_id)))[-MOST:]
