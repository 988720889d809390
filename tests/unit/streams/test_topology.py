"""The topology page and the table of topics tell the same."""

from __future__ import annotations

import pytest

from gigwire.contracts.stages import FAUST_STAGES
from gigwire.contracts.topics import CHANGELOGS, TOPICS
from streams.topology import TOPOLOGY, Row


def test_every_stream_stage_has_one_row_in_flow_order() -> None:
    """The page holds the stages that run on Faust, each once."""
    assert tuple(row.stage for row in TOPOLOGY) == FAUST_STAGES


@pytest.mark.parametrize("row", TOPOLOGY, ids=lambda row: row.stage)
def test_row_agrees_with_readers_owners_and_changelogs(row: Row) -> None:
    """What a stage reads, writes and keeps is what the contracts say."""
    readers = {topic.name for topic in TOPICS.values() if row.stage in topic.readers}
    owned = {topic.name for topic in TOPICS.values() if row.stage in topic.owner.split(", ")}
    assert set(row.reads) == readers
    assert set(row.writes) == owned
    assert set(row.tables) == {log.table for log in CHANGELOGS if log.stage == row.stage}


@pytest.mark.parametrize("row", TOPOLOGY, ids=lambda row: row.stage)
def test_tables_are_partitioned_as_the_topics_that_write_them(row: Row) -> None:
    """A row's changelog partition is its event's: the counts have to be equal."""
    counts = {TOPICS[name].partitions for name in row.reads}
    assert {log.partitions for log in CHANGELOGS if log.stage == row.stage} <= counts
    assert len(counts) == 1
