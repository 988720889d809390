"""Batches for all partitions and ticks: what is in them, identity and order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gigwire.contracts.codec import decode, packed, unpacked
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Origin, ProjectsFannedOut
from gigwire.domain.fanout import (
    MOST_BYTES,
    MOST_PROJECTS,
    batch_value,
    fitting,
    next_tick,
    part_of,
    ticks,
)
from gigwire.domain.rates import RateBook, RateTable
from gigwire.domain.text.analysis import analyse
from tests.support.gigs import NOON, a_project, a_step, at, usd

OLD = RateTable.model_validate({"date": "2020-01-01", "usd_per_unit": {"USD": "1", "EUR": "1.2"}})
BOOK = RateBook([OLD])
ORIGIN = Origin(topic="projects.unique", partition=0, offset=7)


def test_batch_holds_each_project_with_its_analysis_and_the_rates_of_its_day() -> None:
    """A reader needs nothing else; the envelope is that of the newest step."""
    budget = usd(100, 200).model_copy(update={"rate_date": "2020-05-05"})
    batch = [a_step("c1", now=at(1)), a_step("c2", project=a_project("Logo", budget=budget))]
    fanned = decode(ProjectsFannedOut, batch_value([*map(part_of, batch)], BOOK, ORIGIN))
    assert fanned.projects == tuple(batch)
    assert fanned.analyses == tuple(analyse(step.project) for step in batch)
    assert [table.date for table in fanned.rates] == [OLD.date, BOOK.newest.date]
    assert (fanned.event_time, fanned.origin) == (at(1), ORIGIN)


def test_same_batch_gives_the_same_bytes_and_another_one_another_id() -> None:
    """What another process writes after a crash is recognised byte for byte."""
    parts = [part_of(a_step(f"c{number}")) for number in range(3)]
    value = batch_value(parts, BOOK, ORIGIN)
    assert value == batch_value(parts, RateBook([OLD]), ORIGIN)
    shorter = decode(ProjectsFannedOut, batch_value(parts[:2], BOOK, ORIGIN))
    assert shorter.event_id != decode(ProjectsFannedOut, value).event_id


def test_batch_ends_before_it_is_too_large() -> None:
    """By projects or by bytes; a project larger than a batch goes alone."""
    small, large = part_of(a_step()), part_of(a_step(body="word " * (MOST_BYTES // 9)))
    assert fitting([small] * 70) == MOST_PROJECTS
    assert fitting([small] * 3) == 3
    assert fitting([large, small, large, large]) == 2
    assert fitting([large, large]) == 1


@pytest.mark.parametrize("damage", ["cut", "more", "other", "bomb"])
def test_packed_value_that_is_damaged_is_poison(damage: str) -> None:
    """Whatever begins like a packed value is unpacked whole or refused; no memory is wasted."""
    value = packed(b'{"a": 1}')
    damaged = {
        "cut": value[:-4],
        "more": value + b"x",
        "other": value[:2] + b"\xff" * 20,
        "bomb": packed(bytes(64 * 1024 * 1024)),
    }
    assert unpacked(value) == b'{"a": 1}'
    with pytest.raises(Poison, match="not_packed"):
        unpacked(damaged[damage])


def test_ticks_within_a_period_are_equal_and_differ_in_the_next() -> None:
    """Two processes that tick in the same period write the same events."""
    assert ticks(at(0), 60) == ticks(at(0.9), 60)
    assert {tick.event_time for tick in ticks(at(0.9), 60)} == {NOON}
    both = {tick.event_id for tick in (*ticks(at(0), 60), *ticks(at(1), 60))}
    assert len(both) == 48


def test_ticks_of_half_a_second_begin_where_their_period_does() -> None:
    """A period need not be of whole seconds; its length is in the ids."""
    first, late, next_one = (ticks(NOON + timedelta(seconds=s), 0.5)[0] for s in (0, 0.499, 0.5))
    assert first == late
    assert next_one.event_time == NOON + timedelta(seconds=0.5)
    assert len({first.event_id, next_one.event_id, ticks(NOON, 1)[0].event_id}) == 3


def test_wait_for_the_next_tick_ends_right_after_its_period_began() -> None:
    """Not before: then the tick of the old period would be found once more."""
    for minute in (0.0, 0.25, 0.999):
        assert 60 < minute * 60 + next_tick(at(minute), 60) < 60.01
