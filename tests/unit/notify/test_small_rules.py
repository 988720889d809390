"""Offsets, lease, outcomes: the small rules on which the protocol stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.ids import MessageId, NotificationId
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.lease import Lease
from gigwire.domain.notify.offsets import Offsets
from gigwire.domain.notify.outcomes import (
    Accepted,
    Ambiguous,
    Failure,
    FailureKind,
    Halt,
    NotSent,
    Refused,
    outcome_of,
)

KEY = NotificationId("n")


@given(st.permutations(range(12)))
def test_commit_never_jumps_over_an_open_offset(order: list[int]) -> None:
    """Whatever finishes first, the commit is one past the longest finished run."""
    offsets, done = Offsets(), set()
    for offset in range(12):
        offsets.take(offset)
    for offset in order:
        offsets.finish(offset)
        done.add(offset)
        contiguous = next(number for number in range(13) if number not in done)
        assert offsets.to_commit() == contiguous
    assert offsets.pending == 0


def test_commit_is_offered_only_once() -> None:
    """A commit that Kafka has is not repeated."""
    offsets = Offsets()
    offsets.take(7)
    offsets.finish(7)
    offsets.committed(8)
    assert offsets.to_commit() is None


def test_nothing_taken_commits_nothing() -> None:
    """An idle partition has no offset of ours."""
    assert Offsets().to_commit() is None


def test_lease_is_lost_by_a_pause_and_never_regained() -> None:
    """A process that slept past half a session time-out may not write to the socket any more."""
    lease = Lease(5.0, now=0.0)
    lease.beat(4.0)
    assert lease.is_held(8.9)
    lease.beat(14.1)
    assert not lease.is_held(14.1)
    lease.beat(14.2)
    assert not lease.is_held(14.2)


def test_lease_holds_for_the_claimed_generation_only() -> None:
    """A group that moved on without this member ends its right to send until it recovers anew."""
    generation = 3
    lease = Lease(5.0, 0.0, lambda: generation)
    assert lease.may_act(1.0)
    generation = -1
    assert not lease.may_act(1.0)
    assert lease.is_held(1.0)
    generation = 4
    assert not lease.may_act(1.0)
    lease.claim()
    assert lease.may_act(1.0)


@pytest.mark.parametrize("late", ["INTENT", None, "REJECTED", "UNKNOWN", "EXPIRED"])
def test_sent_is_never_forgotten(late: str | None) -> None:
    """Records of a process that had lost the partition do not undo a proof."""
    book = Book()
    book.learn(KEY, "SENT", MessageId(5))
    book.learn(KEY, late)  # type: ignore[arg-type]  # states as text, for the parameters
    mark = book.get(KEY)
    assert mark is not None
    assert (mark.state, mark.message_id) == ("SENT", 5)


def test_unknown_is_closed_by_proof_only() -> None:
    """A later INTENT or withdrawal leaves UNKNOWN; SENT closes it."""
    book = Book()
    for state in ("INTENT", "UNKNOWN", "INTENT", None):
        book.learn(KEY, state)
    mark = book.get(KEY)
    assert mark is not None
    assert mark.state == "UNKNOWN"
    book.learn(KEY, "SENT", MessageId(1))
    assert list(book.leftovers()) == []


def test_withdrawn_intent_leaves_nothing() -> None:
    """What was surely not sent is as if never tried."""
    book = Book()
    book.learn(KEY, "INTENT")
    book.learn(KEY, None)
    assert book.get(KEY) is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("unreachable", NotSent("unreachable")),
        ("throttled", NotSent("throttled", wait=3.0, is_throttled=True)),
        ("timeout", Ambiguous("timeout")),
        ("reset", Ambiguous("reset")),
        ("server_error", Ambiguous("server_error")),
        ("unreadable", Ambiguous("unreadable")),
        ("unauthorised", Halt("unauthorised")),
        ("migrated", Refused("migrated")),
        ("too_large", Refused("too_large")),
    ],
)
def test_failure_is_classed_by_what_the_server_may_have_seen(
    kind: FailureKind, expected: object
) -> None:
    """The table of outcomes."""
    assert outcome_of(Failure(kind, "", retry_after=3.0)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bad Request: message is not modified: specified new message content", Accepted()),
        ("Bad Request: query is too old and response timeout expired", Refused("query_too_old")),
        ("Bad Request: can't parse entities: Unsupported start tag", Refused("cannot_parse")),
        ("Bad Request: something new", Refused("bad_request")),
    ],
)
def test_refusal_is_named(text: str, expected: object) -> None:
    """Reasons are short stable codes; an edit done before counts as done."""
    assert outcome_of(Failure("bad_request", text)) == expected
