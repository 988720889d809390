"""What is decided of a request without the network: done before, over, or to be attempted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Album, CardEdit, LedgerEntry, NotificationDue
from gigwire.domain.notify.entries import entry_of
from gigwire.domain.notify.fates import as_delivered
from gigwire.domain.notify.policy import has_attempt_left
from gigwire.domain.notify.returns import to_tell

if TYPE_CHECKING:
    from gigwire.contracts.ids import MessageId
    from gigwire.domain.notify.book import Book
    from gigwire.domain.notify.entries import Now
    from gigwire.domain.notify.policy import Policy


@dataclass(frozen=True)
class Attempt:
    """The call to make. `due`: the request as far as it is still to be told."""

    due: NotificationDue
    number: int
    message_id: MessageId | None
    is_captioned: bool = False


def settle(
    due: NotificationDue, book: Book, now: Now, attempts: int, policy: Policy
) -> Attempt | LedgerEntry | None:
    """The attempt to make, or the entry that ends the request; None: it ended before."""
    number = _number(due, book, now, attempts, policy)
    if not isinstance(number, int):
        return number
    if _is_late(due, now):
        return entry_of(due, "EXPIRED", now, reason="too_late")
    if isinstance(due.content, CardEdit | Album):
        return _at_card(due, due.content, book, number, now)
    left = to_tell(due, book)
    if left is None:
        return entry_of(due, "EXPIRED", now, reason="told_before")
    return Attempt(as_delivered(left, book), number, None)


def _number(
    due: NotificationDue, book: Book, now: Now, attempts: int, policy: Policy
) -> int | LedgerEntry | None:
    mark = book.get(due.notification_id)
    number = max(attempts, due.again)
    if mark is None:
        return number
    if mark.is_terminal:
        return number if mark.state == "UNKNOWN" and mark.attempt < due.again else None
    if policy == "repeat":
        return number
    if not has_attempt_left(policy, mark.attempt) or _is_late(due, now):
        return entry_of(due, "UNKNOWN", now, reason="owner_gone", attempt=mark.attempt)
    return mark.attempt + 1


def _at_card(
    due: NotificationDue, content: CardEdit | Album, book: Book, number: int, now: Now
) -> Attempt | LedgerEntry:
    card = book.get(content.card_id)
    if card is None or card.message_id is None:
        # A line of a list has no message that could be edited without losing the other lines.
        reason = "card_without_message" if card and card.state == "SENT" else "card_not_sent"
        return entry_of(due, "REJECTED", now, reason=reason)
    return Attempt(due, number, card.message_id, card.is_captioned)


def _is_late(due: NotificationDue, now: Now) -> bool:
    return due.expires_at is not None and now() >= due.expires_at
