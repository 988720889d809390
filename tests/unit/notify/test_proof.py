"""Late evidence: a press on a card whose outcome stayed open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.delivery import Answer, LedgerState, NotificationDue, Proof
from gigwire.contracts.ids import ClusterId, MessageId, NotificationId
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.outcomes import Accepted
from gigwire.domain.notify.protocol import Send, Write, deliver
from tests.support.due import a_due

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerEntry

CARD = NotificationId("card")
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


def toast() -> NotificationDue:
    """The answer to a press on the card."""
    proof = Proof(notification_id=CARD, cluster_id=ClusterId("c1"), message_id=MessageId(77))
    content = Answer(callback_query_id="q1")
    return a_due(7, "toast", content=content, kind="answer", lane=0, proof=proof)


def written(book: Book, due: NotificationDue) -> list[LedgerEntry]:
    """Entries that carrying out the request writes, every call being accepted."""
    steps = deliver(due, book, lambda: NOW)
    entries: list[LedgerEntry] = []
    outcome = None
    while True:
        try:
            step = steps.send(outcome)
        except StopIteration:
            return entries
        outcome = Accepted() if isinstance(step, Send) else None
        if isinstance(step, Write):
            entries.append(step.entry)


def test_press_closes_an_unknown_card_as_sent() -> None:
    """The card's entry becomes SENT with the pressed message; the toast goes its own way."""
    book = Book()
    book.learn(CARD, "UNKNOWN")
    closing, *own = written(book, toast())
    assert (closing.notification_id, closing.state) == (CARD, "SENT")
    assert (closing.message_id, closing.reason) == (77, "pressed")
    assert [one.state for one in own] == ["INTENT", "SENT"]
    mark = book.get(CARD)
    assert mark is not None
    assert (mark.state, mark.message_id) == ("SENT", 77)


@pytest.mark.parametrize("state", [None, "INTENT", "SENT", "REJECTED", "EXPIRED"])
def test_press_changes_nothing_that_is_not_open(state: LedgerState | None) -> None:
    """Only UNKNOWN asks for evidence: a live INTENT gets its own outcome, proof stays proof."""
    book = Book()
    book.learn(CARD, state, MessageId(5) if state == "SENT" else None)
    before = book.get(CARD)
    assert all(one.notification_id != CARD for one in written(book, toast()))
    assert book.get(CARD) == before
