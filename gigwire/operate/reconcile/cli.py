"""The command `gigwire reconcile`: arguments, output, exit code. Owns no comparison."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from gigwire.operate.output import print_json
from gigwire.operate.reconcile.account import Report, settle
from gigwire.operate.reconcile.expect import Patience, expected_of
from gigwire.operate.reconcile.read import Witnesses, read_books
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from gigwire.operate.reconcile.facts import Pair

EXIT_BROKEN: Final = 1
SHOWN: Final = 20


async def read_report(settings: Settings, witnesses: Witnesses, patience: Patience) -> Report:
    """Read the world and settle it."""
    books = await read_books(settings, witnesses)
    return settle(expected_of(books, patience), books)


def reconcile(
    boards: Annotated[
        str | None, typer.Option(help="Board server of the local stack: its truth counts.")
    ] = None,
    telegram: Annotated[
        str | None, typer.Option(help="Bot API server of the local stack: its record counts.")
    ] = None,
    delay: Annotated[
        float, typer.Option(help="A project may be matched this many seconds after its board.")
    ] = 15.0,
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check that everyone was told exactly what they asked for, once. Exit code 1: not so."""
    patience = Patience(delay=timedelta(seconds=delay))
    settings = load_settings(os.environ)
    report = asyncio.run(read_report(settings, Witnesses(boards, telegram), patience))
    if json:
        print_json(report_json(report))
    else:
        _print(report)
    if not report.is_clean:
        raise typer.Exit(EXIT_BROKEN)


def report_json(report: Report) -> dict[str, object]:
    """The report with its lists whole, and the counts people look for first."""
    lists = ("lost", "duplicate", "phantom", "unknown", "unaccounted")
    counts = {f"{name}_count": len(getattr(report, name)) for name in lists}
    return {"is_clean": report.is_clean, **counts, **report._asdict()}


def _print(report: Report) -> None:
    table = Table("what", "count", "of")
    table.add_row("expected", str(report.expected), "pairs of user and cluster")
    table.add_row("delivered", str(report.delivered), "")
    table.add_row("explained", str(report.explained), "held, muted, refused or unknown")
    table.add_row("indeterminate", str(report.indeterminate), "races: either answer is right")
    for name in ("lost", "duplicate", "phantom", "unknown", "unaccounted"):
        found = getattr(report, name)
        colour = "red" if found and name != "unknown" else "green"
        table.add_row(name, f"[{colour}]{len(found)}[/]", _some(found))
    Console().print(table)


def _some(found: list[Pair] | list[str]) -> str:
    shown = ", ".join(
        one if isinstance(one, str) else f"{one.user_id}/{one.cluster}" for one in found[:SHOWN]
    )
    return shown + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else "")
