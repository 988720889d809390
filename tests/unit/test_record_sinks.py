"""Pure parts around record: who gets which topic, what a lag sample is, bytes of the wire."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.record import recorded_topics
from connectors.sinks.assignor import share_topics
from connectors.sinks.lag_samples import sample_lines
from connectors.sinks.tables import table_of
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.lag import PartitionLag
from local.clickhouse.statement import forbidden_engine, split_insert, without_format
from local.clickhouse.wire import UnknownEncodingError, choose_encoding, decode_body, encode_body


@given(
    st.dictionaries(st.text("abc", min_size=1), st.integers(1, 24), max_size=9),
    st.sets(st.text("xyz", min_size=1), min_size=1, max_size=4),
)
def test_every_topic_goes_whole_to_one_member(
    partitions: dict[str, int], members: set[str]
) -> None:
    """Nothing is shared twice or left out, whoever computes it."""
    shares = share_topics(partitions, sorted(members))
    assert shares == share_topics(partitions, sorted(members, reverse=True))
    assert Counter(topic for own in shares.values() for topic in own) == Counter(list(partitions))


def test_load_is_shared_by_partitions() -> None:
    """Two members of the real table differ by less than one large topic."""
    partitions = {topic.name: topic.partitions for topic in TOPICS.values()}
    shares = share_topics(partitions, ["a", "b"])
    loads = [sum(partitions[topic] for topic in own) for own in shares.values()]
    assert max(loads) - min(loads) <= 24


def test_all_topics_and_their_dead_letters_are_recorded() -> None:
    """Each has a table; dead letters share theirs."""
    assert set(TOPICS) < set(recorded_topics())
    assert {table_of(topic.dlq) for topic in TOPICS.values()} == {"dead_letters"}
    assert table_of("projects.raw") == "projects_raw"


def test_lag_sample_sums_partitions_and_keeps_the_worst() -> None:
    """One line a stage and topic."""
    rows = [
        PartitionLag("match", "subscribers", 0, committed=5, end=9),
        PartitionLag("match", "subscribers", 1, committed=7, end=8),
    ]
    got = orjson.loads(sample_lines(rows, datetime(2026, 11, 21, tzinfo=UTC)))
    assert got == {
        "sampled_at": "2026-11-21T00:00:00+00:00", "stage": "match", "topic": "subscribers",
        "partitions": 2, "committed": 12, "end": 17, "lag": 5, "worst_partition_lag": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "head", "kind", "payload"),
    [
        (b"INSERT INTO t FORMAT Native\n\x01", "INSERT INTO t ", "Native", b"\x01"),
        (b" insert into t (a, b) format CSV\r\n1,2", " insert into t (a, b) ", "CSV", b"1,2"),
        (b"-- why\nINSERT INTO t FORMAT JSONEachRow", "-- why\nINSERT INTO t ", "JSONEachRow", b""),
        (
            b"INSERT INTO t SETTINGS a = 1 FORMAT TSV\nSELECT",
            "INSERT INTO t SETTINGS a = 1 ",
            "TSV",
            b"SELECT",
        ),
    ],
)
def test_insert_is_cut_where_its_rows_begin(
    text: bytes, head: str, kind: str, payload: bytes
) -> None:
    """The payload is bytes of any kind and is never searched."""
    assert split_insert(text) == (head, kind, payload)


@pytest.mark.parametrize(
    "text",
    [
        b"SELECT 1 FORMAT JSON",
        b"INSERT INTO t SELECT 1 FORMAT JSON",
        b"INSERT INTO t VALUES (1)",
        b"CREATE TABLE t (a String) ENGINE = Memory",
    ],
)
def test_statement_without_rows_behind_it_stays_whole(text: bytes) -> None:
    """Selects and VALUES are the engine's to read."""
    assert split_insert(text) is None


def test_engines_that_would_lock_the_folder_are_named() -> None:
    """However they are written."""
    assert forbidden_engine("CREATE TABLE k (a Int8)\nengine=kafka()") == "kafka"
    assert forbidden_engine("CREATE TABLE k (a Int8) ENGINE = `Kafka`") == "Kafka"
    assert forbidden_engine("CREATE TABLE k (kafka Int8) ENGINE = MergeTree") is None
    assert without_format("SELECT 1 FORMAT Native;") == "SELECT 1 "


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "lz4", "zstd"]))
def test_body_survives_every_encoding(body: bytes, encoding: str) -> None:
    """Whole, also when a client sends it in several frames."""
    encoded = encode_body(body, encoding)
    assert decode_body(encoded, encoding) == body
    if encoding in ("gzip", "lz4", "zstd"):
        assert decode_body(encoded + encoded, encoding) == body + body


def test_damaged_or_unknown_encodings_are_errors() -> None:
    """Never half a body."""
    for encoding in ("gzip", "lz4", "zstd", "deflate"):
        with pytest.raises(ValueError, match=encoding):
            decode_body(encode_body(b"x" * 2000, encoding)[:-9], encoding)
    with pytest.raises(UnknownEncodingError):
        decode_body(b"", "rot13")


def test_client_gets_the_first_encoding_that_both_know() -> None:
    """Weights are ignored, unknown names skipped."""
    assert choose_encoding("br;q=1.0, zstd, gzip") == "zstd"
    assert choose_encoding("br") is None
