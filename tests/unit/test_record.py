"""Record's decisions: batches, tokens, pending ranges and the splice of coordinates."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.errors import Poison
from gigwire.domain.record import (
    Buffer,
    Limits,
    Row,
    Span,
    batch_of,
    halves,
    owed_spans,
    parse_pending,
    pending_metadata,
    spans_of,
    to_letter_line,
    to_line,
    token_of,
)

LIMITS = Limits(rows=100, bytes=10_000, seconds=1.0)
EVENT = b'{"event_id":"e","event_time":"2026-11-21T10:00:00Z","n":[1,{"a":2}]}'


def row(partition: int, offset: int, value: bytes | None = EVENT) -> Row:
    """A record with the time 1793491200.020."""
    return Row(partition, offset, 1_793_491_200_020, b"k\xc3\xa9", value)


def metadata_of(topic: str, spans: tuple[Span, ...]) -> dict[int, str]:
    """What a whole recorded batch looks like in commit metadata."""
    batch = batch_of(topic, spans)
    return {span.partition: pending_metadata(span, batch) for span in spans}


def test_event_becomes_its_own_bytes_behind_coordinates() -> None:
    """The line is valid JSON, holds the event untouched and the time in seconds."""
    line = to_line("ticks", row(3, 17))
    assert line.endswith(EVENT[1:])
    got = orjson.loads(line)
    assert (got["_topic"], got["_partition"], got["_offset"], got["_key"]) == ("ticks", 3, 17, "ké")
    assert got["_time"] == pytest.approx(1_793_491_200.020)
    assert got["n"] == [1, {"a": 2}]


def test_tombstone_becomes_a_marked_line() -> None:
    """A record without value is a row of its own, not a gap."""
    got = orjson.loads(to_line("subscribers", row(0, 5, None)))
    assert got["_tombstone"] == 1
    assert got["_offset"] == 5


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "not_json"),
        (b"<html>", "not_json"),
        (EVENT + EVENT, "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[1]", "wrong_shape"),
        (b"{}", "wrong_shape"),
        (b'{"event_id":7,"event_time":"2026-11-21T10:00:00Z"}', "wrong_shape"),
    ],
)
def test_value_that_is_no_event_is_poison(value: bytes, reason: str) -> None:
    """Two objects in one record would become two rows, an empty one a row of defaults: refused."""
    with pytest.raises(Poison) as caught:
        to_line("ticks", row(0, 0, value))
    assert caught.value.reason == reason


def test_dead_letter_of_any_bytes_becomes_a_line() -> None:
    """Bytes that are not text still reach the table, with their headers."""
    letter = Row(0, 1, 0, None, b"\xff{", (("reason", b"not_json"),))
    got = orjson.loads(to_letter_line("ticks.dlq", letter))
    assert got["headers"] == {"reason": "not_json"}
    assert got["raw"].endswith("{")


def test_token_names_every_range() -> None:
    """Another range, topic or partition is another token."""
    spans = (Span(1, 5, 9), Span(3, 0, 0))
    assert token_of("ticks", spans) == "record:v1:ticks:1:5-9,3:0-0"
    assert batch_of("ticks", spans) != batch_of("ticks", spans[:1])


def test_recorded_batch_is_owed_by_its_successor() -> None:
    """What was written before the insert is read back as the same set."""
    spans = (Span(1, 5, 9), Span(3, 0, 0))
    assert owed_spans("ticks", {**metadata_of("ticks", spans), 7: ""}) == spans


def test_partly_recorded_batch_is_not_owed() -> None:
    """A set that lacks a range was never acknowledged as a whole: its insert never began."""
    metadata = metadata_of("ticks", (Span(1, 5, 9), Span(3, 0, 0)))
    del metadata[3]
    assert owed_spans("ticks", metadata) == ()


@pytest.mark.parametrize("text", ["", "pend:", "pend:1-2", "pend:a-b:00", "other"])
def test_foreign_metadata_is_nothing_pending(text: str) -> None:
    """Other programs' metadata, or none, owes nothing."""
    assert parse_pending(0, text) is None


def test_batch_closes_at_rows_bytes_or_age() -> None:
    """Whichever comes first; an empty buffer never."""
    buffer = Buffer("ticks")
    assert not buffer.is_due(LIMITS, 99.0)
    buffer.add([row(0, 0)], 10.0)
    assert not buffer.is_due(LIMITS, 10.9)
    assert buffer.is_due(LIMITS, 11.0)
    assert buffer.is_due(LIMITS._replace(rows=1), 10.0)
    assert buffer.is_due(LIMITS._replace(bytes=10), 10.0)


def test_taken_batch_keeps_to_its_limits_and_leaves_the_rest() -> None:
    """No row is lost or repeated between batches, and order within a partition holds."""
    buffer = Buffer("ticks")
    buffer.add([row(1, number) for number in range(150)], 0.0)
    buffer.add([row(0, number) for number in range(50)], 0.0)
    batches = [buffer.take(LIMITS), buffer.take(LIMITS)]
    assert [len(batch) for batch in batches] == [100, 100]
    assert [one.offset for batch in batches for one in batch if one.partition == 1] == list(
        range(150)
    )
    assert not buffer.is_due(LIMITS, 1e9)


def test_row_larger_than_the_limit_goes_alone() -> None:
    """A batch always makes progress."""
    buffer = Buffer("ticks")
    buffer.add([row(0, 0), row(0, 1)], 0.0)
    assert [one.offset for one in buffer.take(LIMITS._replace(bytes=1))] == [0]


def test_owed_batch_waits_until_reading_has_passed_it() -> None:
    """Only its own rows are taken, gaps are no obstacle, newer rows stay for the next batch."""
    buffer = Buffer("ticks", owed=(Span(0, 0, 3), Span(2, 7, 7)))
    buffer.add([row(0, 0), row(0, 2), row(0, 4)], 0.0)
    buffer.add([row(1, 0)], 0.0)
    assert buffer.take_owed({0: 5, 2: 7}) is None
    buffer.add([row(2, 7), row(2, 8)], 0.0)
    owed = buffer.take_owed({0: 5, 2: 9})
    assert owed is not None
    assert [(one.partition, one.offset) for one in owed] == [(0, 0), (0, 2), (2, 7)]
    rest = [(one.partition, one.offset) for one in buffer.take(LIMITS)]
    assert rest == [(0, 4), (1, 0), (2, 8)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1000)), min_size=2, unique=True))
def test_halves_cover_a_batch_without_overlap(places: list[tuple[int, int]]) -> None:
    """Bisecting neither loses nor repeats a row, and each half is smaller."""
    rows = [row(*place) for place in sorted(places)]
    left, right = halves(rows)
    assert [*left, *right] == rows
    assert left
    assert right
    assert token_of("ticks", spans_of(left)) != token_of("ticks", spans_of(right))
