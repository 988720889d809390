"""What the answer to /why says of a card that Telegram refused, or that never left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.codec import encode
from gigwire.contracts.delivery import NotificationDue, Resolution
from gigwire.contracts.ids import MessageId
from gigwire.contracts.questions import Fate
from gigwire.domain.notify.book import Book, Glimpse
from gigwire.domain.notify.entries import entry_of
from gigwire.domain.notify.fates import as_delivered
from gigwire.domain.notify.glimpse import glimpse
from gigwire.domain.notify.outcomes import Accepted, Ambiguous, Outcome, Refused
from gigwire.domain.notify.protocol import Send, Write, deliver
from gigwire.domain.notify.together import refuse
from tests.support.due import a_due

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerEntry
    from gigwire.contracts.questions import State

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
CARD = a_due(1)
LOST = Ambiguous("timeout")
QUESTIONS = count()


def why(state: State = "card") -> NotificationDue:
    """An answer of personalise: it was told by the card."""
    fate = Fate(text="x", state=state, reason="fits", told_by=CARD.notification_id)
    return a_due(1, f"why{next(QUESTIONS)}", fate, kind="reply", lane=0, cluster_id=None)


def carried(due: NotificationDue, book: Book, outcome: Outcome) -> list[Send | LedgerEntry]:
    """Calls and entries of one delivery."""
    found: list[Send | LedgerEntry] = []
    steps = deliver(due, book, lambda: NOW)
    answer: Outcome | None = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration:
            return found
        answer = outcome if isinstance(step, Send) else None
        if isinstance(step, Write):
            found.append(step.entry)
        elif isinstance(step, Send):
            found.append(step)


def told(book: Book, state: State = "card") -> tuple[str, str]:
    """State and reason as the person is told them."""
    (send,) = [one for one in carried(why(state), book, Accepted()) if isinstance(one, Send)]
    assert isinstance(send.due.content, Fate)
    return send.due.content.state, send.due.content.reason


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        (Accepted(MessageId(4)), "card", "fits"),
        (Refused("blocked"), "refused", "chat"),
        (Refused("chat_not_found"), "refused", "chat"),
        (Refused("cannot_parse"), "refused", "form"),
        (Refused("bad_request"), "refused", ""),
        (LOST, "lost", ""),
    ],
)
def test_answer_tells_what_telegram_said(outcome: Outcome, state: str, reason: str) -> None:
    """Nothing that was refused reads as sent; the same after a restart, from the ledger's bytes."""
    book, again = Book(), Book()
    for one in carried(CARD, book, outcome):
        if not isinstance(one, Send):
            seen = glimpse(encode(one))
            again.take(one.notification_id, seen)
    assert told(book) == (state, reason)
    assert told(again) == (state, reason)


def test_card_that_waits_or_is_under_way_is_not_told_as_sent() -> None:
    """The answer overtakes the card in the desk, for it is a reply."""
    book = Book()
    assert told(book) == ("under_way", "")
    book.learn(CARD.notification_id, "INTENT")
    assert told(book) == ("under_way", "")


def test_card_that_came_too_late_is_told_so() -> None:
    """The project's own deadline passed while it waited."""
    book = Book()
    late = CARD.model_copy(update={"expires_at": NOW - timedelta(seconds=1)})
    carried(late, book, Accepted())
    assert told(book) == ("late", "")


def test_card_given_up_with_its_chat_names_the_chat() -> None:
    """No call was made for it: another message met the block."""
    book = Book()
    assert refuse(CARD, book, lambda: NOW, "blocked") is not None
    assert told(book) == ("refused", "chat")


def test_operators_word_is_told() -> None:
    """An UNKNOWN that never arrived; and one that did."""
    for verdict, state in (("lost", ("refused", "lost")), ("sent", ("card", "fits"))):
        book = Book()
        carried(CARD, book, LOST)
        word = Resolution.model_validate(
            {"target": CARD.notification_id, "target_kind": "instant", "verdict": verdict}
        )
        carried(a_due(1, "word", word, kind="resolution", lane=0), book, Accepted())
        assert told(book) == state


def test_doubt_that_was_cleared_is_told_as_sent() -> None:
    """Personalise knows of the doubt, the ledger of the press that came since."""
    book = Book()
    carried(CARD, book, LOST)
    assert told(book, "doubtful") == ("doubtful", "fits")
    book.learn(CARD.notification_id, "SENT", MessageId(4))
    assert told(book, "doubtful") == ("card", "fits")


def test_proof_takes_the_refusal_away() -> None:
    """SENT wins over everything; a refusal behind it is not believed."""
    book, key = Book(), CARD.notification_id
    book.take(key, Glimpse("REJECTED", refusal="chat"))
    book.take(key, Glimpse("SENT", MessageId(4)))
    book.take(key, Glimpse("REJECTED", refusal="form"))
    mark = book.get(key)
    assert mark is not None
    assert (mark.state, mark.message_id, mark.refusal) == ("SENT", 4, "")


def test_other_requests_pass_as_they_are() -> None:
    """Also an answer about what nobody decided."""
    book = Book()
    unknown = why().model_copy(update={"content": Fate(text="x", state="unknown")})
    for due in (CARD, unknown):
        assert as_delivered(due, book) is due
    assert glimpse(encode(entry_of(CARD, "SENT", lambda: NOW, reason="blocked"))).refusal == ""
