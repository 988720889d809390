"""Which day's table counts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from pydantic import ValidationError

from gigwire.contracts.messages import DatedRates
from gigwire.domain.rates import RateBook, RateTable, current_rates, day_of

BUNDLED = current_rates()


def rates(date: str, euro: str = "1.1") -> RateTable:
    """A small table."""
    return RateTable(date=date, usd_per_unit={"USD": Decimal(1), "EUR": Decimal(euro)})


def test_the_newest_table_not_after_the_day_counts() -> None:
    """A day has its own table, or that of the last day before it."""
    book = RateBook([rates("2026-11-20"), rates("2026-11-10")])

    days = ("2026-11-09", "2026-11-10", "2026-11-19", "2026-11-20", "2027-01-01")
    assert [book.at(day).date for day in days] == [
        BUNDLED.date,
        "2026-11-10",
        "2026-11-10",
        "2026-11-20",
        "2026-11-20",
    ]


def test_before_all_tables_the_oldest_counts() -> None:
    """A replay of years ago is converted by something rather than nothing."""
    assert RateBook().at("1999-12-31") == BUNDLED
    assert RateBook([rates("2025-01-01")]).at("1999-12-31").date == "2025-01-01"


def test_a_table_of_the_same_day_takes_the_others_place() -> None:
    """Publishing a day again corrects it; the bundled day can be corrected as well."""
    book = RateBook([rates("2026-11-20")])
    corrected = book.with_tables([DatedRates(**rates("2026-11-20", "1.2").model_dump())])

    assert corrected.at("2026-11-20").usd_per_unit["EUR"] == Decimal("1.2")
    assert book.at("2026-11-20").usd_per_unit["EUR"] == Decimal("1.1")
    assert RateBook([rates(BUNDLED.date)]).at(BUNDLED.date) == rates(BUNDLED.date)


def test_a_table_is_found_by_exactly_its_day() -> None:
    """A budget's `rate_date` names one table or none."""
    book = RateBook([rates("2026-11-20")])

    assert book.of("2026-11-20") == rates("2026-11-20")
    assert book.of("2026-11-19") is None
    assert book.newest == rates("2026-11-20")
    assert book.dates == (BUNDLED.date, "2026-11-20")


def test_days_are_those_of_utc() -> None:
    """A board's own zone does not decide which table counts."""
    evening = datetime(2026, 11, 20, 22, tzinfo=timezone(timedelta(hours=-5)))

    assert day_of(evening) == "2026-11-21"


@pytest.mark.parametrize("rate", ["0", "-1", "Infinity", "NaN", "1e12"])
def test_a_rate_that_is_no_price_is_refused(rate: str) -> None:
    """Whoever wrote the record: nothing is ever divided by nothing."""
    with pytest.raises(ValidationError):
        rates("2026-11-20", rate)


@pytest.mark.parametrize("date", ["2026-1-2", "yesterday", "2026-11-20T00:00"])
def test_a_table_without_a_plain_date_is_refused(date: str) -> None:
    """Tables are ordered by their dates as text."""
    with pytest.raises(ValidationError):
        rates(date)
