"""What counts, written once more: whoever reads it alone knows what the book knew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import pytest

from gigwire.contracts.codec import encode
from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.book import Book, Mark, Refusal
from gigwire.domain.notify.entries import entry_of, restored
from gigwire.domain.notify.glimpse import glimpse
from tests.support.due import a_due

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerState

CARD = a_due(1)
LATE = entry_of(CARD, "INTENT", lambda: datetime(2026, 11, 22, tzinfo=UTC), attempt=1)
KEY = CARD.notification_id


@pytest.mark.parametrize(
    "mark",
    [
        Mark("SENT", MessageId(7), 1, is_captioned=True),
        Mark("SENT"),
        Mark("UNKNOWN", attempt=2),
        Mark("EXPIRED"),
        *(Mark("REJECTED", refusal=refusal) for refusal in get_args(Refusal)),
    ],
)
def test_restored_entry_alone_gives_the_same_mark(mark: Mark) -> None:
    """As after a compaction that took everything else: state, message, caption, what to tell."""
    book = Book()
    book.take(KEY, glimpse(encode(restored(LATE, mark))))
    assert book.get(KEY) == mark


def test_restored_entry_tells_no_latency() -> None:
    """Nobody knows any more when Telegram accepted it."""
    seen_at = LATE.model_copy(update={"seen_at": LATE.event_time})
    assert restored(seen_at, Mark("SENT", MessageId(7))).seen_at is None


@pytest.mark.parametrize(
    ("state", "attempt", "is_said"),
    [("SENT", 0, True), ("INTENT", 0, False), ("INTENT", 1, False), (None, 0, False)],
)
def test_book_tells_whether_it_says_the_same_as_a_record(
    state: LedgerState | None, attempt: int, *, is_said: bool
) -> None:
    """A record read again is no news; one that is not believed is told."""
    book = Book()
    assert book.learn(KEY, "SENT", MessageId(7))
    assert book.learn(KEY, state, None, attempt) is is_said


def test_word_of_a_former_owner_is_not_admitted_but_its_proof_is() -> None:
    """Once somebody who had read more has written: SENT stays true, a withdrawal does not."""
    book = Book()
    assert book.admits("INTENT", 5)
    assert book.admits("INTENT", 9)
    former = {state: book.admits(state, 5) for state in ("INTENT", "UNKNOWN", None)}
    assert former == {"INTENT": False, "UNKNOWN": False, None: False}
    assert book.admits("SENT", 5)
    assert book.admits("REJECTED", 5)
    assert book.admits("INTENT", 9)
