"""How much poison a partition may hold before the worker stops."""

from __future__ import annotations

import pytest

from streams.dlq import MOST_IN_A_ROW, WINDOW, PoisonLimit, TooMuchPoison


def test_first_records_unusable_stops_after_a_few() -> None:
    """A wrong deploy reads nothing: it must not move the topic into the DLQ."""
    limit = PoisonLimit(0.5)
    for _ in range(MOST_IN_A_ROW):
        limit.poison()
    with pytest.raises(TooMuchPoison):
        limit.poison()


def test_good_records_between_allow_scattered_poison() -> None:
    """One bad record of ten is what a DLQ is for, however long it goes on."""
    limit = PoisonLimit(0.2)
    for number in range(10 * WINDOW):
        limit.poison() if number % 10 == 0 else limit.good()


def test_share_above_the_ratio_stops() -> None:
    """Half of the records unusable is no accident, though no twenty stand in a row."""
    limit = PoisonLimit(0.2)
    for _ in range(WINDOW // 5):
        limit.good()
        limit.poison()
    with pytest.raises(TooMuchPoison):
        limit.poison()


def test_old_poison_is_forgotten() -> None:
    """The ratio looks at the last records only."""
    limit = PoisonLimit(0.2)
    for _ in range(MOST_IN_A_ROW):
        limit.poison()
    for _ in range(WINDOW):
        limit.good()
    for _ in range(MOST_IN_A_ROW):
        limit.poison()
