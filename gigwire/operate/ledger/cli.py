"""`gigwire ledger list|show|resolve`: arguments, printing, exit codes.

Exit codes: 0 done, 3 nothing to close (closed before), 78 no such notification.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from gigwire.contracts.delivery import LedgerState  # noqa: TC001 - typer reads annotations
from gigwire.contracts.errors import ConfigurationError
from gigwire.operate.copying import write_copies
from gigwire.operate.ledger.read import Wanted, counting, read_entries, read_request, read_story
from gigwire.operate.ledger.resolve import Verdict, closing, copy_of, once_more
from gigwire.operate.output import print_json
from gigwire.operate.scan import parse_time
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gigwire.contracts.delivery import LedgerEntry, NotificationDue
    from gigwire.domain.replay import Copy

app = typer.Typer(help="What became of each notification; closing those whose end is unknown.")

EXIT_EMPTY: Final = 3
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
ById = Annotated[str, typer.Argument(metavar="ID", help="As `gigwire ledger list` names it.")]


@app.command("list")
def list_command(
    state: Annotated[LedgerState, typer.Option(help="The state that counts.")] = "UNKNOWN",
    user: Annotated[int | None, typer.Option(help="Only of this person.")] = None,
    since: Annotated[str | None, typer.Option(help="-2h, -1d or ISO time with zone.")] = None,
    *,
    json: Json = False,
) -> None:
    """Show notifications in a state, oldest first."""
    settings = load_settings(os.environ)
    moment = parse_time(since, SYSTEM_CLOCK.now()) if since else None
    entries = asyncio.run(read_entries(settings, Wanted(state, user, moment)))
    if json:
        print_json({"entries": [_as_json(entry) for entry in entries]})
        return
    table = Table("id", "kind", "user", "state", "reason", "attempt", "since")
    for entry in entries:
        table.add_row(
            entry.notification_id,
            entry.kind,
            str(entry.user_id),
            entry.state,
            entry.reason or "",
            str(entry.attempt + 1),
            f"{entry.event_time:%Y-%m-%d %H:%M:%S}",
        )
    Console().print(table if entries else f"nothing is {state}")


@app.command("show")
def show_command(name: ById, *, json: Json = False) -> None:
    """Show every state that a notification had, and whether its request is still there."""
    settings = load_settings(os.environ)
    story, request = asyncio.run(_look_up(settings, name))
    if json:
        print_json({"entries": [_as_json(one) for one in story], "has_request": bool(request)})
        return
    for entry in story:
        where = f" message {entry.message_id}" if entry.message_id is not None else ""
        typer.echo(
            f"{entry.event_time:%Y-%m-%d %H:%M:%S} {entry.state} {entry.reason or ''}{where}"
        )
    typer.echo("its request can be sent again" if request else "its request is gone")


@app.command("resolve")
def resolve_command(
    name: ById,
    verdict: Annotated[Verdict, typer.Argument(help="What became of it, or what should.")],
    message_id: Annotated[int | None, typer.Option(help="Of `sent`, where it is known.")] = None,
    *,
    dry_run: Annotated[bool, typer.Option(help="Say what would be done, write nothing.")] = False,
    json: Json = False,
) -> None:
    """Close an UNKNOWN: it was sent, is lost, or goes out once more. Asked twice, done once."""
    if message_id is not None and verdict != "sent":
        raise ConfigurationError(("--message-id goes with `sent` only",))
    settings = load_settings(os.environ)
    story, request = asyncio.run(_look_up(settings, name))
    entry = counting(story)
    assert entry is not None, "a story has an entry that counts"
    is_open = entry.state == "UNKNOWN"
    if is_open:
        due = _due_for(entry, request, verdict, message_id)
        if not dry_run:
            asyncio.run(ask(settings, due, verdict))
    outcome = {"id": name, "was": entry.state, "verdict": verdict, "asked": is_open and not dry_run}
    if json:
        print_json({**outcome, "dry_run": dry_run})
    else:
        typer.echo(_line(entry, verdict, is_dry_run=dry_run))
    if not is_open:
        raise typer.Exit(EXIT_EMPTY)


def _due_for(
    entry: LedgerEntry, request: NotificationDue | None, verdict: Verdict, message: int | None
) -> NotificationDue:
    now = SYSTEM_CLOCK.now()
    if verdict == "resend":
        return once_more(entry, request, now)
    return closing(entry, verdict, message, now)


async def ask(settings: Settings, due: NotificationDue, verdict: Verdict) -> None:
    """Tell notify, acknowledged by Kafka, then audit it."""

    async def copies() -> AsyncIterator[Copy]:
        yield copy_of(due)

    target = getattr(due.content, "target", due.notification_id)
    arguments = {"id": str(target), "verdict": verdict}
    await write_copies(settings, copies(), "ledger_resolve", arguments, SYSTEM_CLOCK)


async def _look_up(
    settings: Settings, name: str
) -> tuple[list[LedgerEntry], NotificationDue | None]:
    story = await read_story(settings, name)
    if not story:
        raise ConfigurationError((f"no notification {name!r} in the ledger",))
    return story, await read_request(settings, name, story[-1].user_id)


def _line(entry: LedgerEntry, verdict: Verdict, *, is_dry_run: bool) -> str:
    if entry.state != "UNKNOWN":
        return f"{entry.notification_id} is {entry.state}: nothing to close"
    done = "would ask" if is_dry_run else "asked"
    return f"{entry.notification_id}: {done} notify to take it as {verdict}"


def _as_json(entry: LedgerEntry) -> dict[str, object]:
    kept = ("notification_id", "kind", "user_id", "state", "reason", "attempt", "message_id")
    row = entry.model_dump(mode="json")
    return {name: row[name] for name in kept} | {"since": row["event_time"]}
