"""What becomes of an UNKNOWN, kind by kind: the one table. Decision 7 has the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationKind

Policy = Literal[
    "repeat",  # a repeat is invisible: an edit, an answer
    "resend_once",  # one repeat is harmless and silence is worse
    "digest",  # its cards go back, to be told with a mark in the person's next digest
    "hold",  # stays UNKNOWN until evidence or an operator closes it
]

Policies = Mapping["NotificationKind", Policy]

POLICY: Final[Policies] = {
    "instant": "digest",
    "digest": "digest",
    "reply": "resend_once",
    "change": "repeat",
    "close": "repeat",
    "answer": "repeat",
    "edit": "repeat",
    "album": "hold",
    "reminder": "resend_once",  # asked for, as a reply is
    "broadcast": "hold",
    "question": "repeat",  # asks Telegram something
    "resolution": "repeat",  # makes no call
}
# Sends of one id that may end UNKNOWN before it stays so, an operator's word apart.
ATTEMPTS: Final[Mapping[Policy, int]] = {"repeat": 3, "resend_once": 2, "digest": 1, "hold": 1}


def with_cards(policy: Policy) -> Mapping[NotificationKind, Policy]:
    """The table with another policy for what shows cards."""
    return {**POLICY, "instant": policy, "digest": policy}


def has_attempt_left(policy: Policy, attempt: int) -> bool:
    """Whether the send numbered `attempt` (from 0), of unknown outcome, is followed by another."""
    return attempt + 1 < ATTEMPTS[policy]
