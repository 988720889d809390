"""The ledger protocol: INTENT, acknowledged by Kafka; one attempt; its outcome.

A delivery is a generator that yields what to do and is told what came of it, so that the shell and
the state-space explorer of the tests drive the very same steps. Owns no waiting and no I/O.
Recommended protocol of reference `reliability.md` section 3 ("INTENT + hold").
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import (
    KeyboardEdit,
    LedgerEntry,
    LedgerState,
    Resolution,
)
from gigwire.domain.notify.book import PROOF
from gigwire.domain.notify.entries import entry_of, proven, resolved, seen_of
from gigwire.domain.notify.outcomes import (
    Accepted,
    Ambiguous,
    Halt,
    NotSent,
    Outcome,
    Refused,
)
from gigwire.domain.notify.policy import POLICY, Policies, has_attempt_left
from gigwire.domain.notify.returns import closed_by, given_back
from gigwire.domain.notify.settle import settle

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDue
    from gigwire.contracts.ids import MessageId
    from gigwire.contracts.returned import NotificationReturned
    from gigwire.domain.notify.book import Book
    from gigwire.domain.notify.policy import Policy


@dataclass(frozen=True)
class Write:
    """Put this entry into the ledger; go on only when Kafka has acknowledged it."""

    entry: LedgerEntry

    @property
    def is_proof(self) -> bool:
        """Whether it tells what the server said, which is true whoever owns the partition now."""
        return self.entry.state in PROOF


@dataclass(frozen=True)
class Withdraw:
    """Take the INTENT back, acknowledged: the server surely saw nothing of this attempt.

    By a tombstone, or where an earlier attempt may have been seen by the entry of that one.
    """

    intent: LedgerEntry
    before: LedgerEntry | None


@dataclass(frozen=True)
class Return:
    """Give these cards back; go on, to the UNKNOWN, only when Kafka has acknowledged it."""

    event: NotificationReturned


@dataclass(frozen=True)
class Send:
    """Make the one call. `target` is the message to edit, or that an album answers."""

    due: NotificationDue
    target: MessageId | None
    is_captioned: bool = False  # the target is a file, its text a caption


@dataclass(frozen=True)
class Done:
    """The request is finished: its offset may be committed. `entry` None: it was before."""

    entry: LedgerEntry | None


@dataclass(frozen=True)
class Again:
    """Not sent, surely: try the request again later, from the start."""

    outcome: NotSent


Step = Write | Withdraw | Return | Send
Now = Callable[[], "datetime"]
Delivery = Generator[Step, Outcome | None, Done | Again]


class Halted(Exception):  # noqa: N818 - a decision, carried to the shell
    """The token is refused. The INTENT is withdrawn, the offset stays; the process must stop."""


def deliver(
    due: NotificationDue, book: Book, now: Now, attempts: int = 0, policies: Policies = POLICY
) -> Delivery:
    """Carry one request to its end, or to the decision to try again.

    Args:
        due: the request.
        book: marks of its partition; kept up to date here.
        now: the time, asked at each step: the event time of an entry is when it became true.
        attempts: earlier tries of this request whose outcome stayed open (idempotent kinds).
        policies: what becomes of an UNKNOWN, by kind.

    Raises:
        Halted: see there.
    """
    yield from _prove(due, book, now)
    if isinstance(due.content, Resolution):
        return (yield from _resolve(due, due.content, book, now))
    policy = policies[due.kind]
    settled = settle(due, book, now, attempts, policy)
    if settled is None:
        return Done(None)
    if isinstance(settled, LedgerEntry):
        return (yield from _end(due, settled, book, now, policy))
    yield from _write(entry_of(due, "INTENT", now, attempt=settled.number), book)
    outcome = yield Send(settled.due, settled.message_id, settled.is_captioned)
    assert outcome is not None, "a Send is answered by its outcome"
    return (yield from _after(settled.due, book, outcome, now, settled.number, policy))


def _write(entry: LedgerEntry, book: Book) -> Generator[Step, Outcome | None, None]:
    yield Write(entry)
    book.take(entry.notification_id, seen_of(entry))


def _prove(due: NotificationDue, book: Book, now: Now) -> Generator[Step, Outcome | None, None]:
    """Late evidence: what was UNKNOWN was sent, for somebody pressed its button."""
    proof = due.proof
    mark = book.get(proof.notification_id) if proof else None
    if proof is None or mark is None or mark.state != "UNKNOWN":
        return
    yield from _write(proven(due, proof, now, mark.attempt), book)


def _resolve(due: NotificationDue, word: Resolution, book: Book, now: Now) -> Delivery:
    """An operator's word closes the UNKNOWN it means; anything else stays as it is."""
    own = book.get(due.notification_id)
    if own is not None and own.is_terminal:
        return Done(None)
    mark = book.get(word.target)
    if mark is not None and (mark.state, mark.attempt) == ("UNKNOWN", word.attempt):
        yield from _write(resolved(due, word, now), book)
    return (yield from _conclude(entry_of(due, "SENT", now, reason="carried_out"), book))


def _after(
    due: NotificationDue, book: Book, outcome: Outcome, now: Now, attempt: int, policy: Policy
) -> Delivery:
    match outcome:
        case Accepted(message_id, is_captioned):
            where = message_id or _target(due)
            entry = entry_of(due, "SENT", now, message_id=where, attempt=attempt)
            if is_captioned:
                entry = entry.model_copy(update={"is_captioned": True})
        case Refused(reason):
            entry = entry_of(due, "REJECTED", now, reason=reason, attempt=attempt)
        case Ambiguous(reason):
            if has_attempt_left(policy, attempt):
                return Again(NotSent(reason))
            entry = entry_of(due, "UNKNOWN", now, reason=reason, attempt=attempt)
        case NotSent() | Halt():
            yield from _withdraw(due, book, now, attempt, policy)
            if isinstance(outcome, Halt):
                raise Halted(outcome.reason)
            return Again(outcome)
    return (yield from _end(due, entry, book, now, policy))


def _withdraw(
    due: NotificationDue, book: Book, now: Now, attempt: int, policy: Policy
) -> Generator[Step, Outcome | None, None]:
    intent = entry_of(due, "INTENT", now, attempt=attempt)
    if attempt == 0 or policy == "repeat":
        yield Withdraw(intent, None)
        book.learn(due.notification_id, None)
        return
    # An earlier attempt may have been seen: its count must survive a crash.
    state: LedgerState = "INTENT" if has_attempt_left(policy, attempt - 1) else "UNKNOWN"
    before = entry_of(due, state, now, reason="withdrawn", attempt=attempt - 1)
    yield Withdraw(intent, before)
    book.learn(due.notification_id, state, None, attempt - 1, before.event_time.toordinal())


def _end(
    due: NotificationDue, entry: LedgerEntry, book: Book, now: Now, policy: Policy
) -> Delivery:
    """The entry that ends a request, and before it what follows from it for others.

    What an UNKNOWN leaves in doubt is given back; what a digest has told again is closed.
    """
    if entry.state == "UNKNOWN" and policy == "digest":
        event = given_back(due, entry, now)
        if event is not None:
            yield Return(event)
    if entry.state == "SENT":
        for closed in closed_by(due, book, entry.message_id, now):
            yield from _write(closed, book)
    return (yield from _conclude(entry, book))


def _conclude(entry: LedgerEntry, book: Book) -> Delivery:
    yield from _write(entry, book)
    return Done(entry)


def _target(due: NotificationDue) -> MessageId | None:
    return due.content.message_id if isinstance(due.content, KeyboardEdit) else None
