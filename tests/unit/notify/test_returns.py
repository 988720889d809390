"""What is given back before an UNKNOWN, what a digest still tells, and what that closes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gigwire.contracts.delivery import Card, Digest, Doubt, NotificationDue
from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.outcomes import Accepted, Ambiguous, Outcome
from gigwire.domain.notify.policy import POLICY, Policies, with_cards
from gigwire.domain.notify.protocol import Again, Return, Send, Step, Write, deliver
from tests.support.due import a_card, a_due, a_reply

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
LOST = Ambiguous("timeout")


def carried(
    due: NotificationDue, book: Book, outcome: Outcome, policies: Policies = POLICY
) -> tuple[list[Step], bool]:
    """All steps of a delivery, and whether it is tried again."""
    delivery = deliver(due, book, lambda: NOW, policies=policies)
    steps: list[Step] = []
    answer: Outcome | None = None
    while True:
        try:
            step = delivery.send(answer)
        except StopIteration as end:
            return steps, isinstance(end.value, Again)
        answer = None if isinstance(step, Write | Return) else outcome
        steps.append(step)


def names(steps: list[Step]) -> list[str]:
    """Steps by their names, writes by their states."""
    return [one.entry.state if isinstance(one, Write) else type(one).__name__ for one in steps]


def marked(original: NotificationDue, *, plain: int = 0) -> NotificationDue:
    """A digest with a line in doubt and some that are not."""
    doubt = Doubt(notification_id=original.notification_id, kind="instant")
    line = a_card(1).model_copy(update={"doubt": doubt})
    items = (line, *(a_card(1) for _ in range(plain)))
    return a_due(1, "digest", Digest(items=items), kind="digest", lane=3)


def test_card_is_given_back_before_its_unknown() -> None:
    """The order is the rule: a crash between the two repeats the return."""
    steps, _ = carried(a_due(1), Book(), LOST)
    assert names(steps) == ["INTENT", "Send", "Return", "UNKNOWN"]


def test_card_of_an_owner_who_is_gone_is_given_back() -> None:
    """Its request comes again and holds what the ledger does not."""
    book, card = Book(), a_due(1)
    book.learn(card.notification_id, "INTENT")
    steps, _ = carried(card, book, LOST)
    assert names(steps) == ["Return", "UNKNOWN"]


@pytest.mark.parametrize(
    ("policy", "expected"), [("hold", ["INTENT", "Send", "UNKNOWN"]), ("digest", None)]
)
def test_policy_of_cards_can_be_chosen(policy: str, expected: list[str] | None) -> None:
    """`hold` gives nothing back."""
    steps, _ = carried(a_due(1), Book(), LOST, with_cards(policy))  # type: ignore[arg-type]  # a literal
    assert names(steps) == (expected or ["INTENT", "Send", "Return", "UNKNOWN"])


def test_resend_once_tries_again() -> None:
    """The first lost answer leaves the INTENT, the second ends it."""
    steps, is_again = carried(a_due(1), Book(), LOST, with_cards("resend_once"))
    assert is_again
    assert names(steps) == ["INTENT", "Send"]


def test_only_lines_without_doubt_are_given_back() -> None:
    """Nobody is told of anything a third time; a digest of nothing else is held."""
    card = a_due(1)
    steps, _ = carried(marked(card, plain=2), Book(), LOST)
    (event,) = [one.event for one in steps if isinstance(one, Return)]
    assert len(event.cards) == 2
    assert {one.doubt.kind for one in event.cards if one.doubt} == {"digest"}
    steps, _ = carried(marked(card), Book(), LOST)
    assert names(steps) == ["INTENT", "Send", "UNKNOWN"]


def test_what_an_operator_repeats_is_not_given_back() -> None:
    """It was, after the first attempt."""
    book, card = Book(), a_due(1, again=1)
    book.learn(card.notification_id, "UNKNOWN")
    steps, _ = carried(card, book, LOST)
    assert names(steps) == ["INTENT", "Send", "UNKNOWN"]


def test_sent_digest_closes_what_it_tells_before_itself() -> None:
    """A crash between leaves the digest open, not the card; the card's mark has no message."""
    book, card = Book(), a_due(1)
    book.learn(card.notification_id, "UNKNOWN")
    steps, _ = carried(marked(card), book, Accepted(MessageId(9)))
    entries = [one.entry for one in steps if isinstance(one, Write)]
    told = [(one.notification_id == card.notification_id, one.state) for one in entries]
    assert told == [(False, "INTENT"), (True, "SENT"), (False, "SENT")]
    assert (entries[1].reason, entries[1].message_id) == ("digested", 9)
    mark = book.get(card.notification_id)
    assert mark is not None
    assert (mark.state, mark.message_id) == ("SENT", None)


def test_proven_line_is_left_out_and_a_digest_of_nothing_else_is_no_call() -> None:
    """Late evidence, or an operator's `sent`, counts up to the last moment."""
    book, card = Book(), a_due(1)
    book.learn(card.notification_id, "SENT", MessageId(7))
    steps, _ = carried(marked(card, plain=1), book, Accepted(MessageId(9)))
    sends = [one.due.content for one in steps if isinstance(one, Send)]
    assert [len(one.items) for one in sends if isinstance(one, Digest)] == [1]
    book.forget(marked(card).notification_id)
    steps, _ = carried(marked(card), book, Accepted(MessageId(9)))
    assert names(steps) == ["EXPIRED"]


def test_what_holds_no_card_gives_nothing_back() -> None:
    """A reply is no line of a digest."""
    steps, _ = carried(a_reply(1), Book(), LOST)
    assert "Return" not in names(steps)
    assert isinstance(a_due(1).content, Card)
