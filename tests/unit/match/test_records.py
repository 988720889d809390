"""From what an index found to the records of `matches`: identity, order, size."""

from __future__ import annotations

import numpy as np
import pytest

from gigwire.contracts.codec import decode
from gigwire.contracts.ids import FilterNumber, UserId
from gigwire.contracts.messages import Origin, ProjectMatched, ProjectsFannedOut, UniqueProject
from gigwire.domain.fanout import batch_value, part_of
from gigwire.domain.match.found import NOTHING_FOUND, Found
from gigwire.domain.match.records import MOST_ROWS, OpenStep, opened, records_of
from gigwire.domain.rates import RateBook, RateTable
from tests.support.gigs import a_project, a_step, usd

ORIGIN = Origin(topic="projects.fanout", partition=3, offset=41)
OLD = RateTable.model_validate({"date": "2020-01-01", "usd_per_unit": {"USD": "1", "EUR": "1.2"}})


def opened_of(*steps: UniqueProject, book: RateBook | None = None) -> tuple[OpenStep, ...]:
    """Steps as match has them, by way of fanout's bytes."""
    value = batch_value([part_of(step) for step in steps], book or RateBook(), None)
    return opened(decode(ProjectsFannedOut, value))


def found(*users: int) -> Found:
    """One row a user; filter and score tell its place."""
    count = len(users)
    return Found(
        np.array(users, dtype=np.int64),
        np.arange(count, dtype=np.int64) + (1 << 47),
        (np.arange(count) % 1000).astype(np.uint16),
    )


def matched(
    steps: tuple[OpenStep, ...], *columns: Found, partition: int = 3
) -> list[ProjectMatched]:
    """The records, read back as any reader does."""
    records = records_of(steps, columns, partition, ORIGIN)
    return [decode(ProjectMatched, value) for _, value in records]


def test_record_holds_the_step_the_columns_and_its_cause() -> None:
    """Equal to the contract's own event, keyed by cluster; a project for nobody makes no record."""
    other, fits = a_step("c1"), a_step("c2")
    steps = opened_of(other, fits)
    [(key, _)] = records_of(steps, [NOTHING_FOUND, found(7, 9)], 3, ORIGIN)
    (record,) = matched(steps, NOTHING_FOUND, found(7, 9))
    assert (key, record.project, record.origin) == (b"c2", fits, ORIGIN)
    assert (record.trace_id, record.event_time) == (fits.trace_id, fits.event_time)
    assert record.users == (UserId(7), UserId(9))
    assert record.filters == (FilterNumber(1 << 47), FilterNumber((1 << 47) + 1))
    assert (record.scores, record.partition, record.rates) == ((0, 1), 3, None)


def test_id_names_step_and_partition_whatever_batch_it_came_in() -> None:
    """A batch cut otherwise after a crash gives the same records."""
    step = a_step("c1")
    (alone,) = matched(opened_of(step), found(7))
    _, beside = matched(opened_of(a_step("c2"), step), found(7), found(7))
    (elsewhere,) = matched(opened_of(step), found(7), partition=4)
    assert alone.event_id == beside.event_id
    assert alone.event_id != elsewhere.event_id


@pytest.mark.parametrize("width", [1, 3])
def test_more_rows_than_a_record_holds_are_told_in_several(width: int) -> None:
    """All rows, in order, each page with an id of its own, and nobody's filters torn apart."""
    users = [user for user in range(MOST_ROWS) for _ in range(width)][: MOST_ROWS * 2 + 1]
    records = matched(opened_of(a_step("c1")), found(*users, *[MOST_ROWS + 1] * width))
    assert [u for one in records for u in one.users] == [*users, *[MOST_ROWS + 1] * width]
    assert len({one.event_id for one in records}) == len(records) > 1
    assert all(len(one.users) <= MOST_ROWS for one in records)
    told = [user for one in records for user in set(one.users)]
    assert len(told) == len(set(told))


def test_rates_that_money_was_compared_by_travel_along() -> None:
    """So that the reasons are found by the same table; a project without money needs none."""
    budget = usd(100, 200).model_copy(update={"rate_date": OLD.date})
    steps = opened_of(
        a_step("c1", project=a_project(budget=budget)), a_step("c2"), book=RateBook([OLD])
    )
    first, second = matched(steps, found(7), found(7))
    assert first.rates is not None
    assert first.rates.usd_per_unit == OLD.usd_per_unit
    assert steps[0].subject.amounts.table == OLD
    assert second.rates is None
