"""Several requests of one chat by one call: a list of cards, or edits of one card.

Each keeps its own steps of the ledger protocol; only the call is shared, and its outcome is each
one's outcome. Why this is as safe as one by one: every INTENT is acknowledged before the call, the
ids are different, and what a crash leaves as INTENT becomes UNKNOWN id by id. So no id can be in
two calls of which the first may have been seen, whatever was written between. The explorer of the
tests drives these very steps.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gigwire.domain.notify.entries import LISTED, entry_of, seen_of
from gigwire.domain.notify.outcomes import Accepted, Outcome
from gigwire.domain.notify.policy import POLICY, Policies
from gigwire.domain.notify.protocol import (
    Again,
    Delivery,
    Done,
    Halted,
    Now,
    Return,
    Send,
    Withdraw,
    Write,
    deliver,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.delivery import LedgerEntry, NotificationDue
    from gigwire.domain.notify.book import Book


@dataclass(frozen=True)
class SendAll:
    """Make the one call for all of these."""

    sends: tuple[Send, ...]


@dataclass(frozen=True)
class Member:
    """One request of the call. `attempts`: earlier tries whose outcome stayed open."""

    due: NotificationDue
    attempts: int = 0
    is_listed: bool = False


SharedStep = Write | Withdraw | Return | SendAll
Together = Generator[SharedStep, Outcome | None, tuple[Done | Again, ...]]
_Steps = Generator[Write | Withdraw | Return, None, Send | Done | Again]


def deliver_together(
    members: Sequence[Member], book: Book, now: Now, policies: Policies = POLICY
) -> Together:
    """Carry requests with different ids to their ends, or to the decision to try again.

    Gives one result for each, in order. A single member goes exactly the steps of `deliver`.

    Raises:
        Halted: the token is refused; every INTENT is withdrawn by then.
    """
    under_way = [deliver(one.due, book, now, one.attempts, policies) for one in members]
    results: dict[int, Done | Again] = {}
    waiting = list(range(len(members)))
    outcome: Outcome | None = None
    halted: Halted | None = None
    while waiting:
        sends: dict[int, Send] = {}
        for number in waiting:
            try:
                step = yield from _until_call(under_way[number], outcome, members[number])
            except Halted as error:
                halted = error
                continue
            if isinstance(step, Send):
                sends[number] = step
            else:
                results[number] = step
        if halted is not None:
            raise halted
        waiting = list(sends)
        outcome = (yield SendAll(tuple(sends.values()))) if sends else None
    return tuple(results[number] for number in range(len(members)))


def _until_call(delivery: Delivery, outcome: Outcome | None, member: Member) -> _Steps:
    """One member's steps up to its call or its end."""
    line = outcome if isinstance(outcome, Accepted) and member.is_listed else None
    answer = Accepted() if line else outcome  # so the book's mark has no message to be edited
    while True:
        try:
            step = delivery.send(answer)
        except StopIteration as end:
            result: Done | Again = end.value
            if line and isinstance(result, Done) and result.entry is not None:
                return Done(_as_line(result.entry, line))
            return result
        answer = None
        if isinstance(step, Send):
            return step
        yield Write(_as_line(step.entry, line)) if line and isinstance(step, Write) else step


def _as_line(entry: LedgerEntry, line: Accepted) -> LedgerEntry:
    return entry.model_copy(update={"message_id": line.message_id, "reason": LISTED})


def refuse(due: NotificationDue, book: Book, now: Now, reason: str) -> LedgerEntry | None:
    """The entry that closes a request of a chat which takes nothing; no call is made for it.

    None where the ledger knows the end already. To be acknowledged before the offset goes.
    """
    mark = book.get(due.notification_id)
    if mark is not None and mark.is_terminal:
        return None
    entry = entry_of(due, "REJECTED", now, reason=reason)
    book.take(entry.notification_id, seen_of(entry))
    return entry
