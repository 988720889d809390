"""`gigwire rates publish|show`: the dated tables by which money of all currencies is compared.

Owns the writing to topic `rates`, the audit and the printing. The rules: `domain.rates.publish`.
"""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
from pathlib import Path  # noqa: TC003 - typer reads annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import ConfigurationError, Poison
from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.contracts.rates import RatesPublished
from gigwire.domain.rates import RateBook, book_of, bundled_sheet, day_of
from gigwire.domain.rates.publish import doubts, parse_day, read_sheet
from gigwire.operate.copying import audit_record
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer, wire_topic
from gigwire.runtime.rates import TOPIC, has_topic, read_published
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.domain.rates import RateTable
    from gigwire.domain.rates.publish import Sheet

app = typer.Typer(help="Dated currency rates: publish a day's table, see which one counts.")

COLUMNS: Final = 4
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]


async def read_book(settings: Settings) -> RateBook:
    """The bundled table and all that is published.

    Raises:
        ConfigurationError: the topic does not exist.
    """
    if not await has_topic(settings):
        problem = f"topic {wire_topic(settings, TOPIC)} is missing: run `gigwire topics apply`"
        raise ConfigurationError((problem,))
    found = []
    for offset, value in await read_published(settings):
        try:
            found.append(decode(RatesPublished, value))
        except Poison as error:
            sys.stderr.write(f"gigwire: rates: record {offset} is unreadable: {error}\n")
    return book_of(found)


async def publish_sheet(settings: Settings, sheet: Sheet, now: datetime, *, force: bool) -> bool:
    """Write a table and its audit record; False where that day has this very table already.

    A table without an audit record can exist, after a crash: publishing again with force adds it.

    Raises:
        ConfigurationError: the table needs a second look and there was no `force`.
    """
    book, table = await read_book(settings), sheet.table
    if book.of(table.date) == table and book.is_published(table.date) and not force:
        return False
    if found := [] if force else doubts(table, book):
        lines = [f"rates: {doubt}" for doubt in found]
        raise ConfigurationError((*lines, "rates: nothing was published; --force does it anyway"))
    async with open_producer(settings, "gigwire-operate") as producer:
        record, key = _record(sheet, now), table.date.encode()
        await producer.send_and_wait(wire_topic(settings, TOPIC), encode(record), key=key)
        arguments = {"date": table.date, "force": str(force).lower(), "note": sheet.note}
        audit = audit_record("rates_publish", arguments, 1, now)
        where = wire_topic(settings, "ops.audit")
        await producer.send_and_wait(where, encode(audit), key=audit.action.encode())
    return True


def _record(sheet: Sheet, now: datetime) -> RatesPublished:
    table = sheet.table
    rates = sorted(table.usd_per_unit.items())
    name = digest("rates", table.date, *(f"{code}={rate}" for code, rate in rates))
    return RatesPublished(
        event_id=EventId(name),
        trace_id=TraceId(name),
        event_time=now,
        date=table.date,
        usd_per_unit=dict(rates),
        publisher=getpass.getuser(),
        note=sheet.note,
    )


@app.command()
def publish(
    file: Annotated[
        Path | None, typer.Argument(help="JSON: date, usd_per_unit, note.", exists=True)
    ] = None,
    *,
    bundled: Annotated[bool, typer.Option("--bundled", help="The program's own table.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Whatever speaks against it.")] = False,
) -> None:
    """Publish a day's table; normalise and fanout use it within a second, for its day and later."""
    if (file is None) != bundled:
        raise ConfigurationError(("rates: either a FILE or --bundled",))
    now = SYSTEM_CLOCK.now()
    raw = bundled_sheet() if file is None else file.read_bytes()
    sheet = read_sheet(raw, now.date())
    is_new = asyncio.run(publish_sheet(load_settings(os.environ), sheet, now, force=force))
    done = "published" if is_new else "already published, nothing done"
    typer.echo(f"rates of {sheet.table.date}: {done} ({len(sheet.table.usd_per_unit)} currencies)")


@app.command()
def show(
    *,
    date: Annotated[str | None, typer.Option("--date", help="ISO date; default: today.")] = None,
    json: Json = False,
) -> None:
    """Show the table that counts on a day, and which days have one."""
    try:
        parse_day(date) if date else None
    except ValueError as error:
        raise ConfigurationError((f"rates: {error}",)) from None
    book = asyncio.run(read_book(load_settings(os.environ)))
    day = date or day_of(SYSTEM_CLOCK.now())
    table = book.at(day)
    if json:
        rates = {code: str(rate) for code, rate in sorted(table.usd_per_unit.items())}
        origin = "published" if book.is_published(table.date) else "bundled"
        content = {"day": day, "date": table.date, "origin": origin}
        print_json({**content, "usd_per_unit": rates, "dates": list(book.dates)})
        return
    _print(day, table, book)


def _print(day: str, table: RateTable, book: RateBook) -> None:
    origin = "published" if book.is_published(table.date) else "bundled with the program"
    typer.echo(f"{day} uses the table of {table.date} ({origin}); US dollars for one unit:")
    grid = Table(box=None, show_header=False)
    cells = [f"{code} {rate}" for code, rate in sorted(table.usd_per_unit.items())]
    for start in range(0, len(cells), COLUMNS):
        grid.add_row(*cells[start : start + COLUMNS])
    Console().print(grid)
    typer.echo(f"days with a table: {', '.join(book.dates)}")
