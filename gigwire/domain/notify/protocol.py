"""The ledger protocol: INTENT, acknowledged by Kafka; one attempt; its outcome.

A delivery is a generator that yields what to do and is told what came of it, so that the shell and
the state-space explorer of the tests drive the very same steps. Owns no waiting and no I/O.
Recommended protocol of reference `reliability.md` section 3 ("INTENT + hold").
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import CardEdit, KeyboardEdit, LedgerEntry, LedgerState
from gigwire.contracts.ids import EventId, MessageId, digest
from gigwire.domain.notify.outcomes import (
    IDEMPOTENT,
    Accepted,
    Ambiguous,
    Halt,
    NotSent,
    Outcome,
    Refused,
)

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDue, Proof
    from gigwire.domain.notify.book import Book

AMBIGUOUS_ATTEMPTS: Final = 3  # of idempotent kinds; after that the outcome stays UNKNOWN


@dataclass(frozen=True)
class Write:
    """Put this entry into the ledger; go on only when Kafka has acknowledged it."""

    entry: LedgerEntry


@dataclass(frozen=True)
class Withdraw:
    """Take the INTENT back by a tombstone, acknowledged: the server surely saw nothing."""

    due: NotificationDue


@dataclass(frozen=True)
class Send:
    """Make the one call. `target` is the message to edit, for edits."""

    due: NotificationDue
    target: MessageId | None


@dataclass(frozen=True)
class Done:
    """The request is finished: its offset may be committed. `entry` None: it was before."""

    entry: LedgerEntry | None


@dataclass(frozen=True)
class Again:
    """Not sent, surely: try the request again later, from the start."""

    outcome: NotSent


Step = Write | Withdraw | Send
Now = Callable[[], "datetime"]
Delivery = Generator[Step, Outcome | None, Done | Again]


class Halted(Exception):  # noqa: N818 - a decision, carried to the shell
    """The token is refused. The INTENT is withdrawn, the offset stays; the process must stop."""


def deliver(due: NotificationDue, book: Book, now: Now, attempts: int = 0) -> Delivery:
    """Carry one request to its end, or to the decision to try again.

    Args:
        due: the request.
        book: marks of its partition; kept up to date here.
        now: the time, asked at each step: the event time of an entry is when it became true.
        attempts: earlier tries of this request whose outcome stayed open (idempotent kinds).

    Raises:
        Halted: see there.
    """
    yield from _prove(due, book, now)
    settled = _settle(due, book, now)
    if isinstance(settled, Done):
        return settled
    if isinstance(settled, LedgerEntry):
        return (yield from _conclude(settled, book))
    intent = entry_of(due, "INTENT", now)
    yield Write(intent)
    book.learn(due.notification_id, "INTENT")
    outcome = yield Send(due, settled.message_id)
    assert outcome is not None, "a Send is answered by its outcome"
    return (yield from _after(due, book, outcome, now, attempts))


def _prove(due: NotificationDue, book: Book, now: Now) -> Generator[Step, Outcome | None, None]:
    """Late evidence: what was UNKNOWN was sent, for somebody pressed its button."""
    proof = due.proof
    mark = book.get(proof.notification_id) if proof else None
    if proof is None or mark is None or mark.state != "UNKNOWN":
        return
    yield Write(proven(due, proof, now))
    book.learn(proof.notification_id, "SENT", proof.message_id)


def _after(due: NotificationDue, book: Book, outcome: Outcome, now: Now, attempts: int) -> Delivery:
    match outcome:
        case Accepted(message_id):
            entry = entry_of(due, "SENT", now, message_id=message_id or _target(due))
        case Refused(reason):
            entry = entry_of(due, "REJECTED", now, reason=reason)
        case Ambiguous(reason):
            if due.kind in IDEMPOTENT and attempts + 1 < AMBIGUOUS_ATTEMPTS:
                return Again(NotSent(reason))
            entry = entry_of(due, "UNKNOWN", now, reason=reason)
        case NotSent() | Halt():
            yield Withdraw(due)
            book.learn(due.notification_id, None)
            if isinstance(outcome, Halt):
                raise Halted(outcome.reason)
            return Again(outcome)
    return (yield from _conclude(entry, book))


def _conclude(entry: LedgerEntry, book: Book) -> Delivery:
    yield Write(entry)
    book.learn(entry.notification_id, entry.state, entry.message_id)
    return Done(entry)


@dataclass(frozen=True)
class _Attempt:
    message_id: MessageId | None


def _settle(due: NotificationDue, book: Book, now: Now) -> Done | LedgerEntry | _Attempt:
    """What is decided without the network: done before, over, or to be attempted."""
    mark = book.get(due.notification_id)
    if mark is not None and mark.is_terminal:
        return Done(None)
    if mark is not None and due.kind not in IDEMPOTENT:
        return entry_of(due, "UNKNOWN", now, reason="owner_gone")
    if due.expires_at is not None and now() >= due.expires_at:
        return entry_of(due, "EXPIRED", now, reason="too_late")
    if not isinstance(due.content, CardEdit):
        return _Attempt(None)
    card = book.get(due.content.card_id)
    if card is None or card.message_id is None:
        return entry_of(due, "REJECTED", now, reason="card_not_sent")
    return _Attempt(card.message_id)


def _target(due: NotificationDue) -> MessageId | None:
    return due.content.message_id if isinstance(due.content, KeyboardEdit) else None


def entry_of(
    due: NotificationDue,
    state: LedgerState,
    now: Now,
    *,
    reason: str | None = None,
    message_id: MessageId | None = None,
) -> LedgerEntry:
    """The ledger's record of a state; the same state of the same request has the same event id."""
    return LedgerEntry(
        event_id=EventId(digest(due.notification_id, state)),
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
        seen_at=due.seen_at,
    )


def proven(due: NotificationDue, proof: Proof, now: Now) -> LedgerEntry:
    """The ledger's record that the card of `proof` was sent after all."""
    return LedgerEntry(
        event_id=EventId(digest(proof.notification_id, "SENT")),
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
    )


def abandoned(intent: LedgerEntry, now: datetime) -> LedgerEntry | None:
    """What becomes of an INTENT whose writer is gone; None: the request will simply be repeated."""
    if intent.state != "INTENT" or intent.kind in IDEMPOTENT:
        return None
    event_id = EventId(digest(intent.notification_id, "UNKNOWN"))
    changes = {"state": "UNKNOWN", "reason": "owner_gone", "event_time": now, "event_id": event_id}
    return intent.model_copy(update=changes)
