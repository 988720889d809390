"""What may be published as a day's rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest

from gigwire.contracts.errors import ConfigurationError
from gigwire.domain.rates import RateBook, RateTable, bundled_sheet, current_rates
from gigwire.domain.rates.publish import doubts, read_sheet

TODAY = date(2026, 11, 21)


def sheet(**changes: Any) -> bytes:
    """A good file with something changed; None leaves a field out."""
    content = {"date": "2026-11-20", "usd_per_unit": {"USD": 1, "EUR": "1.09"}, **changes}
    return orjson.dumps({name: it for name, it in content.items() if it is not None})


def test_a_good_file_is_read_exactly() -> None:
    """Numbers and texts alike become exact decimals; the note is kept."""
    found = read_sheet(sheet(usd_per_unit={"USD": 1, "EUR": 1.09}, note="central bank"), TODAY)

    assert found.table.usd_per_unit == {"USD": Decimal(1), "EUR": Decimal("1.09")}
    assert found.note == "central bank"


def test_the_bundled_table_can_be_published() -> None:
    """It keeps its own rules."""
    assert read_sheet(bundled_sheet(), TODAY).table == current_rates()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"{", "not JSON"),
        (b"[]", "must look like"),
        (sheet(usd_per_unit=None), "must look like"),
        (sheet(date=None), "date: expected as 2026-11-20, found None"),
        (sheet(date="20.11.2026"), "date: expected"),
        (sheet(date="2026-02-30"), "date: expected"),
        (sheet(date="2026-11-22"), "in the future"),
        (sheet(usd_per_unit={"EUR": 1}), "USD: missing"),
        (sheet(usd_per_unit={"USD": 2}), "USD: must be 1"),
        (sheet(usd_per_unit={"USD": 1, "eur": 1}), "eur: no currency"),
        (sheet(usd_per_unit={"USD": 1, "EURO": 1}), "EURO: no currency"),
        (sheet(usd_per_unit={"USD": 1, "EUR": 0}), "EUR: US dollars for one unit"),
        (sheet(usd_per_unit={"USD": 1, "EUR": "-1"}), "EUR: US dollars"),
        (sheet(usd_per_unit={"USD": 1, "EUR": "NaN"}), "EUR: US dollars"),
        (sheet(usd_per_unit={"USD": 1, "EUR": True}), "EUR: US dollars"),
        (sheet(usd_per_unit={"USD": 1, "EUR": "1,09"}), "EUR: US dollars"),
        (sheet(usd_per_unit={"USD": 1, "EUR": "1e20"}), "EUR: Input should be less than"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(raw: bytes, problem: str) -> None:
    """The line names the field and what stood there."""
    with pytest.raises(ConfigurationError, match=problem):
        read_sheet(raw, TODAY)


def test_all_problems_are_told_at_once() -> None:
    """Nobody mends a file line by line."""
    with pytest.raises(ConfigurationError) as caught:
        read_sheet(sheet(date="x", usd_per_unit={"EUR": 0, "ABCD": 1}), TODAY)

    assert len(caught.value.problems) == 4


def changed(day: str = "2026-11-20", **rates: str | None) -> RateTable:
    """The bundled rates on another day with some changed; None takes one away."""
    mixed = {**current_rates().usd_per_unit, **rates}
    kept = {code: Decimal(rate) for code, rate in mixed.items() if rate is not None}
    return RateTable(date=day, usd_per_unit=kept)


def test_a_usual_move_raises_no_doubt() -> None:
    """Half as much again is the last that passes; a new currency is welcome."""
    assert doubts(changed(RUB="0.0187", XAF="0.0016"), RateBook()) == ()


@pytest.mark.parametrize("rate", ["0.0188", "0.0083", "1.25"])
def test_a_wild_move_is_doubted_either_way(rate: str) -> None:
    """More than 1.5 times up or down is rather a slip of the pen."""
    (doubt,) = doubts(changed(RUB=rate), RateBook())

    assert doubt.startswith("RUB: ")


def test_a_currency_that_vanishes_is_doubted() -> None:
    """Its projects' budgets would become unknown."""
    assert doubts(changed(RUB=None), RateBook())[0].startswith("RUB: missing")


def test_another_table_for_a_known_day_is_doubted() -> None:
    """What was computed by the first would be computed otherwise by a replay."""
    book = RateBook([changed()])

    assert doubts(changed(), book) == ()
    assert "replay" in doubts(changed(EUR="1.1"), book)[0]


def test_a_move_is_measured_against_the_table_in_force_then() -> None:
    """A missed day is compared with the days around it, not with today's."""
    book = RateBook([changed("2026-11-10", RUB="0.0160"), changed("2026-11-20", RUB="0.0200")])

    assert doubts(changed("2026-11-15", RUB="0.0190"), book) == ()
