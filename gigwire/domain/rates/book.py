"""All tables we know, by day, and the one bundled with the program. Immutable."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import orjson

from gigwire.contracts.messages import DatedRates
from gigwire.domain.rates.table import RateTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.rates import RatesPublished

BUNDLED: Final = "snapshot_2026_11.json"


class RateBook:
    """Tables by date. A book never changes: `with_tables` gives a new one.

    The bundled table is always in it, unless another of the same date takes its place.
    """

    def __init__(self, tables: Iterable[DatedRates] = ()) -> None:
        given = {table.date: _table_of(table) for table in tables}
        known = {current_rates().date: current_rates(), **given}
        self._published = frozenset(given)
        self._dates = sorted(known)
        self._tables = known

    def at(self, day: str) -> RateTable:
        """The newest table not after `day` (ISO date); before all of them, the oldest."""
        place = bisect_right(self._dates, day)
        return self._tables[self._dates[max(0, place - 1)]]

    def of(self, day: str) -> RateTable | None:
        """The table of exactly that day, where we have it."""
        return self._tables.get(day)

    def with_tables(self, tables: Iterable[DatedRates]) -> RateBook:
        """This book and more tables; a table of a known date replaces the old one."""
        kept = (self._tables[day] for day in self._dates if day in self._published)
        return RateBook((*kept, *tables))

    def is_published(self, day: str) -> bool:
        """Whether that day's table was given rather than bundled."""
        return day in self._published

    @property
    def newest(self) -> RateTable:
        """The last table by date."""
        return self._tables[self._dates[-1]]

    @property
    def dates(self) -> tuple[str, ...]:
        """Days that have a table, in order."""
        return tuple(self._dates)


def _table_of(rates: DatedRates) -> RateTable:
    if isinstance(rates, RateTable):
        return rates
    return RateTable(date=rates.date, usd_per_unit=rates.usd_per_unit)


def book_of(published: Iterable[RatesPublished]) -> RateBook:
    """The book of what was published, oldest first: the last table of a date counts."""
    return RateBook(DatedRates(date=it.date, usd_per_unit=it.usd_per_unit) for it in published)


def day_of(moment: datetime) -> str:
    """The UTC day of a moment, as tables are dated."""
    return moment.astimezone(UTC).date().isoformat()


@cache
def current_rates() -> RateTable:
    """The bundled table; read from the package once, at first use."""
    return RateTable.model_validate(orjson.loads(bundled_sheet()))


def bundled_sheet() -> bytes:
    """The bundled snapshot as its file."""
    return resources.files("gigwire.domain.rates").joinpath(BUNDLED).read_bytes()
