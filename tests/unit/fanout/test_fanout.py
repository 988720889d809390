"""Copies for partitions and ticks: identity and order."""

from __future__ import annotations

from gigwire.domain.fanout import copies, ticks
from tests.support.gigs import NOON, a_step, at


def test_batch_is_copied_once_to_each_partition_with_the_same_ids_again() -> None:
    """Fan-out of the same batch by another process gives equal records."""
    batch = [a_step("c1", now=at(1)), a_step("c2")]
    first = copies(batch)
    assert first == copies(batch)
    assert [record.partition for record in first] == list(range(24))
    assert len({record.event_id for record in first}) == 24
    assert {record.event_time for record in first} == {at(1)}
    assert copies([]) == ()


def test_ticks_within_a_period_are_equal_and_differ_in_the_next() -> None:
    """Two processes that tick in the same period write the same events."""
    assert ticks(at(0), 60) == ticks(at(0.9), 60)
    assert {tick.event_time for tick in ticks(at(0.9), 60)} == {NOON}
    both = {tick.event_id for tick in (*ticks(at(0), 60), *ticks(at(1), 60))}
    assert len(both) == 48
