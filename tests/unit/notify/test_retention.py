"""What the ledger may forget, and what a start reads of each record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.delivery import LedgerEntry
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import MessageId, NotificationId
from gigwire.contracts.topics import DAY_MS, TOPICS
from gigwire.domain.notify.book import KEPT_DAYS, STATES, Book, Mark
from gigwire.domain.notify.entries import entry_of, seen_of
from gigwire.domain.notify.glimpse import glimpse
from tests.support.due import a_due

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerState

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
TODAY = NOW.toordinal()
# A request may come back as long as anything it follows from can be read again.
CHAIN = (
    "projects.raw",
    "projects.clean",
    "projects.unique",
    "projects.fanout",
    "matches",
    "notifications.due",
)


def entry(state: LedgerState, **fields: Any) -> LedgerEntry:
    """An entry of one card."""
    return entry_of(a_due(1), state, lambda: NOW, **fields)


def test_nothing_is_forgotten_while_its_request_can_come_back() -> None:
    """Each record replayed on the last day it can be, at every hop: still within the ledger."""
    days = [TOPICS[name].retention_ms or 0 for name in CHAIN]
    assert sum(days) / DAY_MS < KEPT_DAYS


@pytest.mark.parametrize("state", STATES)
def test_only_what_ended_for_good_is_outlived(state: LedgerState) -> None:
    """An INTENT is in flight, an UNKNOWN waits for somebody: neither is ever forgotten."""
    book = Book()
    book.learn(NotificationId("old"), state, day=TODAY - KEPT_DAYS - 1)
    book.learn(NotificationId("young"), state, day=TODAY - KEPT_DAYS)
    ended = state in ("SENT", "REJECTED", "EXPIRED")
    assert list(book.outlived(TODAY)) == (["old"] if ended else [])


def test_forgotten_is_as_if_never_heard_of() -> None:
    """A tombstone of the retention takes even SENT out, unlike a withdrawal."""
    book = Book()
    book.learn(NotificationId("n"), "SENT", MessageId(4))
    book.learn(NotificationId("n"), None)
    assert book.get(NotificationId("n")) is not None
    book.forget(NotificationId("n"))
    assert book.get(NotificationId("n")) is None


@given(
    st.sampled_from(STATES),
    st.none() | st.integers(0, 2**31),
    st.integers(0, 15),
    st.sampled_from(["n", "0" * 24, "ab" * 12, "AB" * 12, "a b" * 8]),
)
def test_packed_mark_is_what_was_learnt(
    state: LedgerState, message: MessageId | None, attempt: int, key: NotificationId
) -> None:
    """State, message and attempt survive the packing under any key, and no key stands for two."""
    book = Book()
    book.learn(key, state, message, attempt, TODAY)
    assert book.get(key) == Mark(state, message, attempt)
    assert book.get(NotificationId(key.swapcase() + "!")) is None
    assert len(book) == 1


@pytest.mark.parametrize("state", STATES)
def test_glimpse_sees_what_the_model_says(state: LedgerState) -> None:
    """The fast reading and the codec agree."""
    made = entry(state, message_id=MessageId(9), attempt=1)
    model = decode(LedgerEntry, encode(made))
    assert glimpse(encode(made)) == seen_of(model)
    assert seen_of(model)[:4] == (model.state, model.message_id, model.attempt, TODAY)


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"[]",
        b"{}",
        b"not json",
        orjson.dumps({"state": "SENT"}),
        orjson.dumps({"state": "LATER", "event_time": "2026-11-18T12:00:00Z"}),
        orjson.dumps({"state": "SENT", "event_time": "soon"}),
        orjson.dumps({"state": "SENT", "event_time": "2026-11-18", "schema_version": 999}),
    ],
)
def test_what_is_no_entry_is_poison(value: bytes) -> None:
    """Nothing of another shape gets into the book."""
    with pytest.raises(Poison):
        glimpse(value)


def test_glimpse_gives_a_line_of_a_list_no_message() -> None:
    """A message of several cards is nobody's to edit."""
    line = entry("SENT", message_id=MessageId(9), reason="listed")
    assert glimpse(encode(line)).message_id is None
