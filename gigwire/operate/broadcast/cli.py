"""`gigwire broadcast list|show|pause|resume|cancel`: arguments, printing, exit codes.

Exit codes: 0 done, 3 the step does not follow from the state, 78 no such broadcast.
"""

from __future__ import annotations

import asyncio
import getpass
import os
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from gigwire.domain.broadcast.screens import bar
from gigwire.domain.broadcast.steps import step
from gigwire.operate.broadcast.read import as_row, found, read_board, write
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.settings import load_settings

if TYPE_CHECKING:
    from gigwire.domain.broadcast.steps import Step

app = typer.Typer(help="Messages of admins to many: what they are at, and stopping them.")

EXIT_REFUSED: Final = 3
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
ById = Annotated[str, typer.Argument(metavar="ID", help="As `gigwire broadcast list` names it.")]


@app.command("list")
def list_command(*, json: Json = False) -> None:
    """Show all broadcasts, oldest first."""
    board = asyncio.run(read_board(load_settings(os.environ)))
    rows = [as_row(one, board) for one in board.all()]
    if json:
        print_json({"broadcasts": rows})
        return
    names = ("id", "state", "author", "segment", "audience", "emitted", "sent", "failed", "unknown")
    table = Table(*names)
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names))
    Console().print(table if rows else "no broadcasts")


@app.command("show")
def show_command(name: ById, *, json: Json = False) -> None:
    """Show one broadcast with its text and how far it is."""
    board = asyncio.run(read_board(load_settings(os.environ)))
    broadcast = found(board, name)
    row = {**as_row(broadcast, board), "text": broadcast.text}
    if json:
        print_json(row)
        return
    for key, value in row.items():
        typer.echo(f"{key}: {value}")
    tally = board.tally(broadcast.broadcast_id)
    typer.echo(bar(tally.settled, max(broadcast.audience or 0, tally.emitted)))


@app.command("pause")
def pause_command(name: ById, *, json: Json = False) -> None:
    """Stop for now: at most what is on its way (96 messages) still leaves."""
    _take(name, "pause", is_json=json)


@app.command("resume")
def resume_command(name: ById, *, json: Json = False) -> None:
    """Go on where it was paused."""
    _take(name, "resume", is_json=json)


@app.command("cancel")
def cancel_command(name: ById, *, json: Json = False) -> None:
    """Stop for good: at most what is on its way (96 messages) still leaves."""
    _take(name, "cancel", is_json=json)


def _take(name: str, wanted: Step, *, is_json: bool) -> None:
    settings = load_settings(os.environ)
    board = asyncio.run(read_board(settings))
    known = found(board, name)
    after = step(known, wanted, f"operator:{getpass.getuser()}", SYSTEM_CLOCK.now())
    is_refused = isinstance(after, str)
    if not isinstance(after, str):
        asyncio.run(write(settings, after, wanted))
    state = known.state if isinstance(after, str) else after.state
    if is_json:
        print_json({"id": name, "was": known.state, "state": state, "step": wanted})
    else:
        typer.echo(f"{name}: {known.state} → {state}" if not is_refused else f"{name} is {state}")
    if is_refused:
        raise typer.Exit(EXIT_REFUSED)
