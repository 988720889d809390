"""What may be published as a day's rates: reading a file of them, and the guards against slips.

Owns the rules and their wording. Writing to the topic: `gigwire.operate.rates`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson
from babel.core import get_global
from pydantic import ValidationError

from gigwire.contracts.errors import ConfigurationError
from gigwire.domain.rates.table import RateTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.rates.book import RateBook

MOST_CHANGE: Final = Decimal("1.5")  # a day's move beyond it is rather a misplaced point
MAX_NOTE: Final = 200  # characters
BASE: Final = "USD"


class Sheet(NamedTuple):
    """A file of rates that can be read: the table, and where its figures are from."""

    table: RateTable
    note: str


def read_sheet(raw: bytes, today: date) -> Sheet:
    """Read `{"date": "2026-11-20", "usd_per_unit": {"USD": "1", "EUR": "1.09"}, "note": ""}`.

    Raises:
        ConfigurationError: one line for each thing wrong with the file.
    """
    try:
        content = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ConfigurationError((f"rates: the file is not JSON: {error}",)) from None
    if not isinstance(content, dict) or not isinstance(content.get("usd_per_unit"), dict):
        example = '{"date": "2026-11-20", "usd_per_unit": {"USD": "1", "EUR": "1.09"}}'
        raise ConfigurationError((f"rates: the file must look like {example}",))
    rates = content["usd_per_unit"]
    problems = (*_of_date(content.get("date"), today), *_of_rates(rates))
    if problems:
        raise ConfigurationError(tuple(f"rates: {problem}" for problem in problems))
    try:
        exact = {code: Decimal(str(rate)) for code, rate in rates.items()}
        table = RateTable(date=content["date"], usd_per_unit=exact)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError((f"rates: {where}: {first['msg']}",)) from None
    return Sheet(table, str(content.get("note") or "")[:MAX_NOTE])


def doubts(table: RateTable, book: RateBook) -> tuple[str, ...]:
    """Why publishing a table needs a second look, one line each; empty: nothing speaks against it.

    Compared with the table that counts on its day until now.
    """
    last = book.at(table.date)
    found = list(_of_change(table, last))
    if last.date == table.date and last != table:
        found.append(f"{table.date} has a table with other rates; a replay would give other cents")
    return tuple(found)


def parse_day(written: object) -> date:
    """Read an ISO date.

    Raises:
        ValueError: it is none; the message says how one looks.
    """
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise ValueError(f"date: expected as 2026-11-20, found {written!r}")
    return day


def _of_date(written: object, today: date) -> Iterator[str]:
    try:
        day = parse_day(written)
    except ValueError as error:
        yield str(error)
        return
    if day > today:
        yield f"date: {day} is in the future, today is {today} (UTC)"


def _of_rates(rates: dict[str, object]) -> Iterator[str]:
    known = get_global("all_currencies")
    for code, rate in rates.items():
        if code not in known:
            yield f"{code}: no currency of ISO 4217 (three capital letters)"
        elif not _is_price(rate):
            yield f"{code}: US dollars for one unit are expected, above 0; found {rate!r}"
    if BASE not in rates:
        yield f'{BASE}: missing; it must be there as "1"'
    elif _is_price(rates[BASE]) and Decimal(str(rates[BASE])) != 1:
        yield f"{BASE}: must be 1, found {rates[BASE]}; rates are US dollars for one unit"


def _is_price(rate: object) -> bool:
    if isinstance(rate, bool) or not isinstance(rate, str | int | float):
        return False
    try:
        return 0 < Decimal(str(rate)) < Decimal("Infinity")
    except InvalidOperation:
        return False


def _of_change(table: RateTable, last: RateTable) -> Iterator[str]:
    for code, before in last.usd_per_unit.items():
        now = table.usd_per_unit.get(code)
        if now is None:
            yield f"{code}: missing, but listed on {last.date}; its budgets would be unknown"
        elif max(now / before, before / now) > MOST_CHANGE:
            yield f"{code}: {now} is more than {MOST_CHANGE} times off {before} of {last.date}"
