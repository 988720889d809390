"""What becomes of an UNKNOWN, kind by kind: the one table. Decision 7 has the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gigwire.contracts.delivery import NotificationKind

Policy = Literal[
    "repeat",  # a repeat is invisible: an edit, an answer
    "resend_once",  # one repeat is harmless and silence is worse
    "hold",  # stays UNKNOWN until evidence or an operator closes it
]

POLICY: Final[Mapping[NotificationKind, Policy]] = {
    "instant": "hold",
    "digest": "hold",
    "reply": "resend_once",
    "change": "repeat",
    "close": "repeat",
    "answer": "repeat",
    "edit": "repeat",
    "album": "hold",
    "reminder": "resend_once",  # asked for, as a reply is
    "broadcast": "hold",
    "resolution": "repeat",  # makes no call
}
# Sends of one id that may end UNKNOWN before it stays so, an operator's word apart.
ATTEMPTS: Final[Mapping[Policy, int]] = {"repeat": 3, "resend_once": 2, "hold": 1}


def is_repeatable(kind: NotificationKind) -> bool:
    """Whether calls of this kind may be repeated without anybody seeing it twice."""
    return POLICY[kind] == "repeat"


def has_attempt_left(kind: NotificationKind, attempt: int) -> bool:
    """Whether the send numbered `attempt` (from 0), of unknown outcome, is followed by another."""
    return attempt + 1 < ATTEMPTS[POLICY[kind]]
