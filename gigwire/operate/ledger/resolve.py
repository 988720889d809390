"""What an operator's decision becomes: a request to notify, which alone writes the ledger. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gigwire.contracts.codec import encode
from gigwire.contracts.delivery import LedgerEntry, NotificationDue, Resolution
from gigwire.contracts.errors import ConfigurationError
from gigwire.contracts.ids import EventId, MessageId, NotificationId, TraceId, digest, user_key
from gigwire.domain.replay import Copy
from gigwire.runtime.kafka import partition_of

if TYPE_CHECKING:
    from datetime import datetime

Verdict = Literal["sent", "lost", "resend"]


def closing(
    entry: LedgerEntry, verdict: Literal["sent", "lost"], message: int | None, now: datetime
) -> NotificationDue:
    """The request that closes an UNKNOWN; the same decision has the same id, so it is done once."""
    name = digest("resolution", entry.notification_id, entry.attempt, verdict)
    return NotificationDue(
        event_id=EventId(digest(name, "due")),
        trace_id=TraceId(entry.trace_id),
        event_time=now,
        notification_id=NotificationId(name),
        user_id=entry.user_id,
        chat_id=entry.chat_id,
        kind="resolution",
        lane=0,
        cluster_id=entry.cluster_id,
        bot=entry.bot,
        content=Resolution(
            target=entry.notification_id,
            target_kind=entry.kind,
            cluster_id=entry.cluster_id,
            attempt=entry.attempt,
            verdict=verdict,
            message_id=MessageId(message) if message is not None else None,
        ),
    )


def once_more(
    entry: LedgerEntry, request: NotificationDue | None, now: datetime
) -> NotificationDue:
    """The request anew, under its own id, with the right to one more attempt; no deadline.

    Raises:
        ConfigurationError: Kafka does not hold the request any more.
    """
    if request is None:
        problem = f"the request of {entry.notification_id} is gone (kept 7 days): say sent or lost"
        raise ConfigurationError((problem,))
    again = entry.attempt + 1
    name = EventId(digest(entry.notification_id, "again", again))
    changes = {"again": again, "event_id": name, "event_time": now, "expires_at": None}
    return request.model_copy(update={**changes, "proof": None})


def copy_of(due: NotificationDue) -> Copy:
    """The record to write: where all requests of the person lie."""
    where = partition_of(due.user_id)
    return Copy("notifications.due", where, user_key(due.user_id), encode(due), [])
