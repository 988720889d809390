"""What an attempt at the Bot API means, judged by what the server may have seen.

Table of reference `reliability.md` section 3: refused connections and 429 were surely not sent;
time-outs, resets, 5xx and unreadable answers may have been; 4xx were refused. Knows no library.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from gigwire.domain.notify.book import REFUSALS, Refusal

if TYPE_CHECKING:
    from gigwire.contracts.ids import ChatId, MessageId

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

_REASONS: Final = (
    # (part of Telegram's description, reason); first match counts
    ("query is too old", "query_too_old"),
    ("message to edit not found", "message_gone"),
    ("message can't be edited", "message_gone"),
    ("there is no text in the message to edit", "no_text"),
    ("wrong file identifier", "bad_media"),
    ("wrong remote file", "bad_media"),
    ("invalid file http url", "bad_media"),
    ("failed to get http url content", "bad_media"),
    ("wrong type of the web page content", "bad_media"),
    ("can't use file of type", "bad_media"),
    ("failed to send message #", "bad_media"),  # one of an album
    ("photo_invalid_dimensions", "bad_media"),
    ("image_process_failed", "bad_media"),
    ("too big", "bad_media"),
    ("not enough rights to send photos", "bad_media"),  # text may still go
    ("not enough rights to send documents", "bad_media"),
    ("caption is too long", "too_long"),
    ("chat not found", "chat_not_found"),
    ("can't parse entities", "cannot_parse"),
    ("message is too long", "too_long"),
    ("message text is empty", "empty"),
    ("text must be non-empty", "empty"),
    ("button", "bad_button"),
    ("message thread not found", "topic_gone"),
    ("topic_closed", "topic_closed"),
    ("text is too long", "too_long"),
    ("not enough rights", "no_rights"),
    ("no rights to send", "no_rights"),
    ("need administrator rights", "no_rights"),
    ("chat_write_forbidden", "no_rights"),
    ("bot was blocked", "blocked"),
    ("user is deactivated", "deactivated"),
    ("bot was kicked", "kicked"),
    ("bot is not a member", "kicked"),
    ("group chat was deleted", "chat_gone"),
    ("can't initiate conversation", "never_started"),
    ("can't send messages to bots", "is_bot"),
)
# Refusals that hold for whatever is sent to the chat next: its queue is given up with them.
CHAT_REASONS: Final = frozenset(
    {
        "blocked",
        "deactivated",
        "kicked",
        "chat_not_found",
        "chat_gone",
        "never_started",
        "is_bot",
        "no_rights",
        "bot_retired",  # no server said so: we gave the bot up
    }
)
# Refusals that hold for one topic of a forum: its filters are put on pause.
TOPIC_REASONS: Final = frozenset({"topic_gone", "topic_closed"})
# What we made of the request cannot be read by the server: a mistake of ours, for a person's eyes.
POISON_REASONS: Final = frozenset({"cannot_parse", "cannot_render", "bad_button", "too_long"})


# What an operator says of an UNKNOWN that never arrived.
LOST: Final = "resolved_lost"
RESTORED: Final = "restored"  # written once more from what the book knows


def refusal_of(reason: str | None) -> Refusal:
    """What a person is told of a reason: their chat, our mistake, lost; nothing of any other."""
    if reason in CHAT_REASONS:
        return "chat"
    if reason == LOST:
        return "lost"
    if reason in POISON_REASONS:
        return "form"
    return _RESTORED_REFUSALS.get(reason or "", "")


def restored_reason(refusal: Refusal) -> str:
    """The reason of an entry written once more: a person may still ask why."""
    return f"{RESTORED}_{refusal}" if refusal else RESTORED


_RESTORED_REFUSALS: Final = {restored_reason(refusal): refusal for refusal in REFUSALS}


@dataclass(frozen=True)
class Failure:
    """A failed attempt, in neutral words. `retry_after` in seconds, only for `throttled`."""

    kind: FailureKind
    text: str = ""
    retry_after: float = 0.0
    moved_to: ChatId | None = None  # only for `migrated`


@dataclass(frozen=True)
class Accepted:
    """The server has it. `message_id` is None where the method makes no message."""

    message_id: MessageId | None = None
    is_captioned: bool = False  # the message is a file, its text a caption
    admins: frozenset[int] = frozenset()  # ids: the answer to a question
    text: str = ""  # of a file that was fetched; empty: it is no text, or too large


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
    moved_to: ChatId | None = None  # the chat's new id


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
        case "migrated" if failure.moved_to is not None:
            return NotSent("migrated", moved_to=failure.moved_to)
        case "bad_request" | "forbidden" | "migrated" | "too_large":
            return _refusal(failure)


def _refusal(failure: Failure) -> Outcome:
    text = failure.text.lower()
    if "message is not modified" in text:
        return Accepted()  # an edit that was done before
    reason = next((reason for part, reason in _REASONS if part in text), failure.kind)
    return Refused(reason)
