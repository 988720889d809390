"""Indexes of an assignment: which one may answer, and when one is made anew."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.errors import Fatal
from gigwire.domain.match.subject import subject_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import Health
from gigwire.runtime.logs import get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.process import Runtime
from gigwire.runtime.settings import Settings
from gigwire.runtime.tasks import Stop, background
from streams.agents.indexes import Indexes
from tests.support.gigs import NOON, PYTHON, a_filter, a_project, a_subscriber
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.filter_index import FilterIndex

Row = tuple[int, bytes, "Subscriber"]


@pytest.fixture
def indexes() -> Indexes:
    """Of a worker that was given nothing yet."""
    settings = Settings(state_dir=Path("nowhere"))
    log = get_logger("match")
    runtime = Runtime(settings, SYSTEM_CLOCK, Stop(), Health("match"), Metrics(), log)
    return Indexes(runtime)


def rows(partitions: frozenset[int]) -> Iterator[Row]:
    """One person a partition, who wants Python."""
    for number in sorted(partitions):
        yield number, b"-", a_subscriber(PYTHON, user=number + 100)


def users_of(indexes: Indexes, index: FilterIndex) -> list[int]:
    """Whom a project about Python fits."""
    prepared = indexes.dictionary.prepare(subject_of(a_project(), NOON))
    found: list[int] = index.match(prepared).users.tolist()
    return found


async def test_index_answers_for_the_assignment_it_was_built_for(indexes: Indexes) -> None:
    """Each partition has its own people."""
    await indexes.build(frozenset({3, 5}), rows, lambda: 8)
    assert users_of(indexes, indexes.of(3, 8)) == [103]
    assert users_of(indexes, indexes.of(5, 8)) == [105]


@pytest.mark.parametrize(("partition", "generation"), [(3, 7), (3, 9), (4, 8)])
async def test_index_of_another_assignment_never_answers(
    indexes: Indexes, partition: int, generation: int
) -> None:
    """Edits taken in by another worker meanwhile would be missing: stop, uncommitted."""
    await indexes.build(frozenset({3}), rows, lambda: 8)
    with pytest.raises(Fatal, match=f"partition {partition} of generation {generation}"):
        indexes.of(partition, generation)


async def test_dropped_indexes_answer_no_more(indexes: Indexes) -> None:
    """Not even for the assignment they were built for."""
    await indexes.build(frozenset({3}), rows, lambda: 8)
    indexes.drop()
    with pytest.raises(Fatal, match="no index"):
        indexes.of(3, 8)


async def test_rebalance_during_a_build_throws_its_work_away(indexes: Indexes) -> None:
    """The build for the assignment after it, which waits for its turn, is the one that counts."""
    generation, is_reading, may_read = 8, threading.Event(), threading.Event()

    def slow_rows(partitions: frozenset[int]) -> Iterator[Row]:
        is_reading.set()
        assert may_read.wait(10)
        yield from rows(partitions)

    async def is_read() -> bool:
        return is_reading.is_set()

    async with background(indexes.build(frozenset({3}), slow_rows, lambda: generation)):
        await until_async(is_read, 10)
        indexes.drop()
        generation = 9
        async with background(indexes.build(frozenset({4}), rows, lambda: generation)):
            may_read.set()

            async def is_built() -> bool:
                return answers(indexes, 4, 9)

            await until_async(is_built, 10)
    assert not answers(indexes, 3, 8)
    assert not answers(indexes, 3, 9)


def answers(indexes: Indexes, partition: int, generation: int) -> bool:
    """Whether there is an index for it."""
    try:
        indexes.of(partition, generation)
    except Fatal:
        return False
    return True


async def test_edited_index_is_made_anew_beside_the_work(indexes: Indexes) -> None:
    """Edits count at once; when they are many, the base takes them in and still knows them."""
    await indexes.build(frozenset({3}), rows, lambda: 8)
    index = indexes.of(3, 8)
    for number in range(600):
        index.put(a_subscriber(a_filter(f"{number:x}", query="python"), user=1000 + number))
    indexes.changed(3)
    assert index.needs_rebuild
    assert len(users_of(indexes, index)) == 601

    async def is_rebuilt() -> bool:
        return not index.needs_rebuild and index.edited_share == 0

    async with background(indexes.beside()):
        await until_async(is_rebuilt, 10)
    assert len(users_of(indexes, index)) == 601
