"""The ledger's records, one builder for each way in which a state comes about. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import LedgerEntry, LedgerState
from gigwire.contracts.ids import EventId, digest
from gigwire.domain.notify.policy import has_attempt_left, is_repeatable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDue, Proof, Resolution
    from gigwire.contracts.ids import MessageId, NotificationId

    Now = Callable[[], datetime]


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


def abandoned(intent: LedgerEntry, now: datetime) -> LedgerEntry | None:
    """What becomes of an INTENT whose writer is gone; None: the request will simply be repeated."""
    if intent.state != "INTENT" or has_attempt_left(intent.kind, intent.attempt):
        return None
    if is_repeatable(intent.kind):
        return None
    changes = {
        "state": "UNKNOWN",
        "reason": "owner_gone",
        "event_time": now,
        "event_id": _event_id(intent.notification_id, "UNKNOWN", intent.attempt),
    }
    return intent.model_copy(update=changes)
