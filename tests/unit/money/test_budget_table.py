"""The table of budgets: every line is read as it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gigwire.contracts.messages import RawBudget
from gigwire.domain.money.budget import budget_of
from gigwire.domain.money.parse import parse_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).parents[2] / "fixtures" / "money" / "budgets.txt"
LEAST_LINES = 150


class Line(NamedTuple):
    """One text and what it says; all None: unknown."""

    text: str
    lowest: Decimal | None = None
    highest: Decimal | None = None
    currency: str | None = None
    period: str | None = None


def lines() -> Iterator[Line]:
    """The table, without comments."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, said = line.rpartition(" => ")
            words = [None if word == "-" else word for word in said.split()]
            low, high, currency, period = words if words[1:] else [None] * 4
            yield Line(text, _amount(low), _amount(high), currency, period)


def _amount(word: str | None) -> Decimal | None:
    return None if word is None else Decimal(word)


LINES = tuple(lines())


def test_the_table_is_long_and_says_nothing_twice() -> None:
    """A table that shrinks proves less."""
    assert len(LINES) >= LEAST_LINES
    assert len({line.text for line in LINES}) == len(LINES)


@pytest.mark.parametrize("line", LINES, ids=[line.text for line in LINES])
def test_a_budget_is_read_as_it_is_meant(line: Line) -> None:
    """Limits, currency and period; unknown stays unknown, never zero."""
    parsed = parse_budget(line.text)

    assert (Line(line.text, *parsed) if parsed else Line(line.text)) == line


@pytest.mark.parametrize("line", LINES, ids=[line.text for line in LINES])
def test_only_what_can_be_compared_becomes_a_budget(line: Line) -> None:
    """A price a day or a piece is no budget; all others are, in the currency of the source."""
    budget = budget_of(RawBudget(text=line.text), default_currency="USD")

    is_comparable = line.period != "other" and (line.lowest or line.highest) is not None
    assert (budget is not None) == is_comparable
    if budget is not None:
        assert budget.currency == (line.currency or "USD")
