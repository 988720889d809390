"""`gigwire admin show|ban|unban|limits|note`: what `/admin` does in a chat, for a terminal.

Orders are carried out by the chat stage, once it runs. Exit codes: 0 done, 78 wrong words.
"""

from __future__ import annotations

import asyncio
import getpass
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gigwire.contracts.codec import encode
from gigwire.contracts.errors import ConfigurationError
from gigwire.contracts.ids import UserId, digest
from gigwire.contracts.orders import MOST_NOTE, Ceilings, Order
from gigwire.domain.admin.desk import (
    arguments_of,
    audit_of,
    note_of,
    order_record,
    published,
)
from gigwire.domain.admin.wishes import About
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.figures import FiguresReader
from gigwire.runtime.kafka import open_producer, wire_topic
from gigwire.runtime.settings import load_settings

if TYPE_CHECKING:
    from gigwire.contracts.delivery import AuditRecord
    from gigwire.domain.admin.figures import Figures, Stored
    from gigwire.domain.chat.turn import Outgoing
    from gigwire.runtime.settings import Settings

app = typer.Typer(
    no_args_is_help=True, help="How things stand, bans, limits of a person, the incident note."
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
ByUser = Annotated[int, typer.Argument(metavar="USER", help="Telegram id.")]
Most = Annotated[int | None, typer.Option(min=0, max=1_000)]


@app.command()
def show(*, json: Json = False) -> None:
    """Show people, boards, outcomes of the last hour, and what waits for each stage."""
    figures = asyncio.run(_read(load_settings(os.environ)))
    if json:
        print_json(asdict(figures))
        return
    if figures.stored is None:
        typer.echo("ClickHouse does not answer: people, boards and outcomes are not known")
    else:
        _show_stored(figures.stored)
    if figures.waiting is None:
        typer.echo("Kafka does not answer: what waits is not known")
    for one in figures.waiting or ():
        age = "" if one.oldest_seconds is None else f", oldest {one.oldest_seconds:.1f} s"
        typer.echo(f"waiting for {one.stage}: {one.records}{age}")


def _show_stored(stored: Stored) -> None:
    for key, value in stored.people._asdict().items():
        typer.echo(f"{key}: {value}")
    for board in stored.boards:
        told = f"{board.polls} polls, {board.bad} failed, {board.projects} new"
        typer.echo(f"{board.name}: {told}, last {board.polled:%H:%M:%S} UTC")
    for state, count in sorted(stored.outcomes.items()):
        typer.echo(f"{state}: {count}")
    if (latency := stored.latency) is not None:
        told = f"half within {latency.half:.2f} s, 99 % within {latency.most:.2f} s"
        typer.echo(f"board to chat: {told}")
    typer.echo(f"dead letters: {stored.letters}")


@app.command()
def ban(user: ByUser, *, json: Json = False) -> None:
    """Send nothing more to a person, whose settings stay."""
    _give(About("ban", UserId(user)), json=json)


@app.command()
def unban(user: ByUser, *, json: Json = False) -> None:
    """Let a person in again, as they were."""
    _give(About("unban", UserId(user)), json=json)


@app.command()
def limits(user: ByUser, *, filters: Most = None, cards: Most = None, json: Json = False) -> None:
    """Set what one person may have at most: filters, cards a day. Neither: lift the limits."""
    _give(About("limits", UserId(user), Ceilings(filters=filters, cards=cards)), json=json)


@app.command()
def note(
    text: Annotated[str, typer.Argument(help="What everybody is told; `off` ends it.")],
    *,
    json: Json = False,
) -> None:
    """Tell everybody of a problem, until it is taken back.

    Raises:
        ConfigurationError: the text is empty or too long.
    """
    text = " ".join(text.split())
    if not 0 < len(text) <= MOST_NOTE:
        raise ConfigurationError((f"a note has 1 to {MOST_NOTE} characters",))
    text = "" if text.lower() == "off" else text
    now = SYSTEM_CLOCK.now()
    name = digest("note", _actor(), now.isoformat())
    audited = audit_of("note", _actor(), {"text": text}, now, name)
    asyncio.run(_write(published(note_of(text, _actor(), now, name)), audited))
    _told({"note": text, "by": _actor()}, json=json)


def _give(wish: About, *, json: bool) -> None:
    now = SYSTEM_CLOCK.now()
    name = digest("order", _actor(), wish.kind, wish.user, now.isoformat())
    order = Order(kind=wish.kind, by=_actor(), ceilings=wish.ceilings)
    audited = audit_of("order", _actor(), arguments_of(wish), now, name)
    asyncio.run(_write(order_record(order, wish, now, name), audited))
    _told({**arguments_of(wish), "by": _actor()}, json=json)


def _actor() -> str:
    return f"operator:{getpass.getuser()}"


async def _read(settings: Settings) -> Figures:
    async with FiguresReader(settings, SYSTEM_CLOCK) as reader:
        return await reader.read()


async def _write(outgoing: Outgoing, audited: AuditRecord) -> None:
    """Both acknowledged; an order without its audit can exist after a crash, never the reverse."""
    settings = load_settings(os.environ)
    async with open_producer(settings, "gigwire-operate") as producer:
        wire = wire_topic(settings, outgoing.topic)
        await producer.send_and_wait(wire, encode(outgoing.event), key=outgoing.key)
        key = audited.action.encode()
        await producer.send_and_wait(wire_topic(settings, "ops.audit"), encode(audited), key=key)


def _told(row: dict[str, str], *, json: bool) -> None:
    if json:
        print_json(row)
    else:
        typer.echo(", ".join(f"{key}: {value}" for key, value in row.items()))
