"""Batches opened once for all partitions, and seen through what filters ask for by now."""

from __future__ import annotations

import pytest

from gigwire.contracts.errors import Poison
from gigwire.domain.fanout import batch_value, part_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.rates import RateBook
from streams.agents.batches import MOST_PROJECTS, Batches
from tests.support.gigs import PYTHON, a_step, a_subscriber


def a_value(*names: str) -> bytes:
    """A batch of new projects."""
    return batch_value([part_of(a_step(name)) for name in names], RateBook(), None)


def test_same_bytes_of_another_partition_are_not_opened_again() -> None:
    """Every record is bytes of its own, equal to those of the other partitions."""
    batches, value = Batches(Dictionary()), a_value("c1", "c2")
    first = batches.batch(value)
    assert batches.read(bytes(bytearray(value))) is first.fanned
    assert batches.batch(bytes(bytearray(value))).steps is first.steps


def test_filter_that_came_after_the_batch_was_opened_is_matched() -> None:
    """Its words may have been unknown when another partition had the batch."""
    dictionary, value = Dictionary(), a_value("c1")
    batches, index = Batches(dictionary), FilterIndex(dictionary)
    batches.batch(value)
    index.put(a_subscriber(PYTHON))
    (found,) = index.match_all(batches.batch(value).prepared)
    assert found.users.tolist() == [7]
    assert batches.batch(value).version == dictionary.version


def test_old_batches_are_forgotten_and_opened_again_when_they_come() -> None:
    """Memory is bounded by projects."""
    batches, first = Batches(Dictionary()), a_value("first")
    opened = batches.batch(first)
    for number in range(MOST_PROJECTS // 40 + 1):
        batches.read(a_value(*(f"{number}-{place}" for place in range(40))))
    again = batches.batch(first)
    assert again.fanned == opened.fanned
    assert again.fanned is not opened.fanned


@pytest.mark.parametrize("value", [None, b"", b"<", b"\x1f\x8b<"])
def test_bytes_that_are_no_batch_are_poison(value: bytes | None) -> None:
    """And stay so when they come again."""
    batches = Batches(Dictionary())
    for _ in range(2):
        with pytest.raises(Poison):
            batches.read(value)
