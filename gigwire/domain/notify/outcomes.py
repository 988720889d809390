"""What an attempt at the Bot API means, judged by what the server may have seen.

Table of reference `reliability.md` section 3: refused connections and 429 were surely not sent;
time-outs, resets, 5xx and unreadable answers may have been; 4xx were refused. Knows no library.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationKind
    from gigwire.contracts.ids import MessageId

FailureKind = Literal[
    "unreachable",  # refused, DNS, connect time-out: no byte of the request left
    "timeout",
    "reset",
    "server_error",
    "unreadable",
    "throttled",
    "bad_request",
    "forbidden",
    "migrated",
    "too_large",
    "unauthorised",
]

# An edit or an answer can be repeated without anybody seeing it twice.
IDEMPOTENT: Final[frozenset[NotificationKind]] = frozenset({"change", "close", "answer", "edit"})

_REASONS: Final = (
    # (part of Telegram's description, reason); first match counts
    ("query is too old", "query_too_old"),
    ("message to edit not found", "message_gone"),
    ("message can't be edited", "message_gone"),
    ("chat not found", "chat_not_found"),
    ("can't parse entities", "cannot_parse"),
    ("message is too long", "too_long"),
    ("message text is empty", "empty"),
    ("text must be non-empty", "empty"),
    ("button", "bad_button"),
    ("message thread not found", "topic_gone"),
    ("not enough rights", "no_rights"),
    ("bot was blocked", "blocked"),
    ("user is deactivated", "deactivated"),
    ("bot was kicked", "kicked"),
)


@dataclass(frozen=True)
class Failure:
    """A failed attempt, in neutral words. `retry_after` in seconds, only for `throttled`."""

    kind: FailureKind
    text: str = ""
    retry_after: float = 0.0


@dataclass(frozen=True)
class Accepted:
    """The server has it. `message_id` is None where the method makes no message."""

    message_id: MessageId | None = None


@dataclass(frozen=True)
class Refused:
    """The server saw it and did nothing: it will not take it later either."""

    reason: str


@dataclass(frozen=True)
class Ambiguous:
    """The server may have done it. Never repeated blindly."""

    reason: str


@dataclass(frozen=True)
class NotSent:
    """Surely not done: may be repeated, not before `wait` seconds where the server said so."""

    reason: str
    wait: float | None = None
    is_throttled: bool = False


@dataclass(frozen=True)
class Halt:
    """The token itself is refused: nothing can be sent until a person acts. Surely not done."""

    reason: str


Outcome = Accepted | Refused | Ambiguous | NotSent | Halt


def outcome_of(failure: Failure) -> Outcome:
    """Class a failed attempt."""
    match failure.kind:
        case "unreachable":
            return NotSent("unreachable")
        case "throttled":
            return NotSent("throttled", wait=failure.retry_after, is_throttled=True)
        case "unauthorised":
            return Halt("unauthorised")
        case "timeout" | "reset" | "server_error" | "unreadable":
            return Ambiguous(failure.kind)
        case "bad_request" | "forbidden" | "migrated" | "too_large":
            return _refusal(failure)


def _refusal(failure: Failure) -> Outcome:
    text = failure.text.lower()
    if "message is not modified" in text:
        return Accepted()  # an edit that was done before
    reason = next((reason for part, reason in _REASONS if part in text), failure.kind)
    return Refused(reason)
