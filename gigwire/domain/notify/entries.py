"""The ledger's records, one builder for each way in which a state comes about. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import LedgerEntry, LedgerState
from gigwire.contracts.ids import EventId, digest
from gigwire.domain.notify.book import Glimpse
from gigwire.domain.notify.outcomes import refusal_of, restored_reason
from gigwire.domain.notify.policy import has_attempt_left

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gigwire.contracts.delivery import Doubt, NotificationDue, Proof, Resolution
    from gigwire.contracts.ids import MessageId, NotificationId
    from gigwire.domain.notify.book import Mark
    from gigwire.domain.notify.policy import Policy

    Now = Callable[[], datetime]

# Reasons of a SENT that is a line of a list, or of a later digest: its message is not the card's
# alone, so that no edit of the card may overwrite it. Its mark in the book has no message.
LISTED: Final = "listed"
DIGESTED: Final = "digested"


def entry_of(
    due: NotificationDue,
    state: LedgerState,
    now: Now,
    *,
    reason: str | None = None,
    message_id: MessageId | None = None,
    attempt: int = 0,
) -> LedgerEntry:
    """The ledger's record of a state; the same state of the same attempt has the same event id."""
    return LedgerEntry(
        event_id=_event_id(due.notification_id, state, attempt),
        trace_id=due.trace_id,
        event_time=now(),
        notification_id=due.notification_id,
        user_id=due.user_id,
        chat_id=due.chat_id,
        kind=due.kind,
        state=state,
        cluster_id=due.cluster_id,
        message_id=message_id,
        reason=reason,
        attempt=attempt,
        seen_at=due.seen_at,
        bot=due.bot,
    )


def _event_id(key: NotificationId, state: LedgerState, attempt: int) -> EventId:
    return EventId(digest(key, state, *([attempt] if attempt else [])))


def resolved(due: NotificationDue, word: Resolution, now: Now) -> LedgerEntry:
    """The ledger's record of an operator's word."""
    state: LedgerState = "SENT" if word.verdict == "sent" else "REJECTED"
    return LedgerEntry(
        event_id=_event_id(word.target, state, word.attempt),
        trace_id=due.trace_id,
        event_time=now(),
        notification_id=word.target,
        user_id=due.user_id,
        chat_id=due.chat_id,
        kind=word.target_kind,
        state=state,
        cluster_id=word.cluster_id,
        message_id=word.message_id,
        reason=f"resolved_{word.verdict}",
        attempt=word.attempt,
        bot=due.bot,
    )


def proven(due: NotificationDue, proof: Proof, now: Now, attempt: int = 0) -> LedgerEntry:
    """The ledger's record that the card of `proof` was sent after all."""
    return LedgerEntry(
        event_id=_event_id(proof.notification_id, "SENT", attempt),
        trace_id=due.trace_id,
        event_time=now(),
        notification_id=proof.notification_id,
        user_id=due.user_id,
        chat_id=due.chat_id,
        kind="instant",
        state="SENT",
        cluster_id=proof.cluster_id,
        message_id=proof.message_id,
        reason="pressed",
        attempt=attempt,
        bot=due.bot,
    )


def told_by_digest(
    due: NotificationDue, doubt: Doubt, attempt: int, message_id: MessageId | None, now: Now
) -> LedgerEntry:
    """The ledger's record that a digest `due`, now SENT, has told what was in doubt."""
    return LedgerEntry(
        event_id=_event_id(doubt.notification_id, "SENT", attempt),
        trace_id=due.trace_id,
        event_time=now(),
        notification_id=doubt.notification_id,
        user_id=due.user_id,
        chat_id=due.chat_id,
        kind=doubt.kind,
        state="SENT",
        message_id=message_id,
        reason=DIGESTED,
        attempt=attempt,
        bot=due.bot,
    )


def message_to_edit(entry: LedgerEntry) -> MessageId | None:
    """The message that belongs to this notification alone; None for a line of a list or digest."""
    return None if entry.reason in (LISTED, DIGESTED) else entry.message_id


def seen_of(entry: LedgerEntry) -> Glimpse:
    """What the book keeps of an entry; as `glimpse` of its bytes."""
    return Glimpse(
        entry.state,
        message_to_edit(entry),
        entry.attempt,
        entry.event_time.toordinal(),
        entry.is_captioned,
        refusal_of(entry.reason) if entry.state == "REJECTED" else "",
    )


def abandoned(intent: LedgerEntry, policy: Policy, now: datetime) -> LedgerEntry | None:
    """What becomes of an INTENT whose writer is gone, at once.

    None: nothing. Its request comes again, for its offset was not committed, and is repeated then,
    or gives its cards back, which the ledger does not hold.
    """
    if policy in ("repeat", "digest") or has_attempt_left(policy, intent.attempt):
        return None
    return owner_gone(intent, now)


def owner_gone(intent: LedgerEntry, now: datetime) -> LedgerEntry | None:
    """The UNKNOWN that an INTENT becomes whose request does not come again."""
    if intent.state != "INTENT":
        return None
    changes = {
        "state": "UNKNOWN",
        "reason": "owner_gone",
        "event_time": now,
        "event_id": _event_id(intent.notification_id, "UNKNOWN", intent.attempt),
    }
    return intent.model_copy(update=changes)


def restored(late: LedgerEntry, mark: Mark) -> LedgerEntry:
    """What the book says, to be written behind a record of a process that had lost the partition.

    Compaction keeps the last record of an id: that one, which the book does not believe. The mark
    knows neither the hour nor whom: these are the late record's, and there is no latency to tell.
    """
    changes = {
        "state": mark.state,
        "message_id": mark.message_id,
        "reason": restored_reason(mark.refusal),
        "attempt": mark.attempt,
        "is_captioned": mark.is_captioned,
        "seen_at": None,
        "event_id": _event_id(late.notification_id, mark.state, mark.attempt),
    }
    return late.model_copy(update=changes)
