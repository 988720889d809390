"""`gigwire forget USER`: arguments, printing, exit codes.

Exit codes: 0 forgotten, 1 chat did not confirm it in time, 3 nothing is known of them.
"""

from __future__ import annotations

import asyncio
import getpass
import os
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.erase import count, erase
from gigwire.contracts.codec import encode
from gigwire.contracts.errors import Transient
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId, digest
from gigwire.contracts.orders import Order
from gigwire.domain.admin.desk import audit_of, order_record
from gigwire.domain.admin.wishes import About
from gigwire.operate.forget.stores import OFFICE, Held, look
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.forgotten import read_forgotten
from gigwire.runtime.kafka import open_producer, partition_of, wire_topic
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from datetime import datetime

EXIT_UNCONFIRMED: Final = 1
EXIT_EMPTY: Final = 3
PAUSE_SECONDS: Final = 0.5
Counts = dict[str, int]


def forget(
    user: Annotated[int, typer.Argument(metavar="USER", help="Telegram id.")],
    wait: Annotated[float, typer.Option(min=0, help="Seconds that the stages may take.")] = 90.0,
    *,
    dry_run: Annotated[bool, typer.Option(help="Say what is held, change nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Have a person forgotten as by /delete_me, and say what every store held and holds."""
    settings = load_settings(os.environ)
    outcome = asyncio.run(forget_person(settings, UserId(user), wait, is_dry_run=dry_run))
    if json:
        print_json(outcome)
    else:
        _show(outcome)
    if not outcome["is_known"]:
        raise typer.Exit(EXIT_EMPTY)
    if not outcome["is_confirmed"] and not dry_run:
        raise typer.Exit(EXIT_UNCONFIRMED)


async def forget_person(
    settings: Settings, user: UserId, wait: float, *, is_dry_run: bool
) -> dict[str, object]:
    """Order it, wait for the stages, clear ClickHouse; what every store held and holds."""
    before = await look(settings, user)
    rows, is_reached = await _clear(settings, _somebody(user), is_dry_run=True)
    is_known = bool(before or rows)
    is_confirmed = False
    if is_known and not is_dry_run:
        person = await _let_go(settings, user, wait)
        is_confirmed = person is not None
        if person is not None:
            rows, is_reached = await _clear(settings, person, is_dry_run=False)
    after = await _looked(settings, user, wait) if is_confirmed else before
    return {
        "user": user,
        "is_known": is_known,
        "is_confirmed": is_confirmed,
        "is_dry_run": is_dry_run,
        "clickhouse": rows if is_reached else None,
        "topics": _compared(before, after),
    }


def _somebody(user: UserId) -> PersonForgotten:
    """For looking only: whoever has this id, whenever."""
    name = digest("look", user)
    return PersonForgotten(
        event_id=EventId(name),
        trace_id=TraceId(name),
        event_time=SYSTEM_CLOCK.now(),
        user_id=user,
        chat_id=ChatId(user),
    )


async def _clear(
    settings: Settings, person: PersonForgotten, *, is_dry_run: bool
) -> tuple[Counts, bool]:
    """Rows by table, and whether ClickHouse answers: if not, record clears it once it does."""
    act = count if is_dry_run else erase
    try:
        async with open_clickhouse(settings.clickhouse) as client:
            return await act(client, settings.clickhouse.database, person), True
    except Transient:
        return {}, False


async def _let_go(settings: Settings, user: UserId, wait: float) -> PersonForgotten | None:
    """Order it, audited without the person's number; None: chat has not said so in time.

    Somebody who is known no more has left records all the same: then their forgetting of before
    counts, or that there is nothing left to let go.
    """
    now = SYSTEM_CLOCK.now()
    await _order(settings, user, now)
    deadline = SYSTEM_CLOCK.monotonic() + wait
    while True:
        person = await _last(settings, user)
        if person is not None and person.returned_at is None:
            return person
        if SYSTEM_CLOCK.monotonic() >= deadline:
            return None
        await asyncio.sleep(PAUSE_SECONDS)


async def _looked(settings: Settings, user: UserId, wait: float) -> list[Held]:
    """What is left once personalise, match and notify have followed, or once the time is over."""
    deadline = SYSTEM_CLOCK.monotonic() + wait
    while True:
        held = await look(settings, user)
        is_cleared = all(one.until or one.store in OFFICE for one in held)
        if is_cleared or SYSTEM_CLOCK.monotonic() >= deadline:
            return held
        await asyncio.sleep(PAUSE_SECONDS)


async def _last(settings: Settings, user: UserId) -> PersonForgotten | None:
    found = await read_forgotten(settings, [partition_of(user)])
    return next((one for one in reversed(found) if one.user_id == user), None)


async def _order(settings: Settings, user: UserId, now: datetime) -> None:
    actor = f"operator:{getpass.getuser()}"
    name = digest("order", actor, "forget", user, now.isoformat())
    order = Order(kind="forget", by=actor)
    outgoing = order_record(order, About("forget", user), now, name)
    audited = audit_of("forget", actor, {}, now, name)
    async with open_producer(settings, "gigwire-operate") as producer:
        wire = wire_topic(settings, outgoing.topic)
        await producer.send_and_wait(wire, encode(outgoing.event), key=outgoing.key)
        key = audited.action.encode()
        await producer.send_and_wait(wire_topic(settings, "ops.audit"), encode(audited), key=key)


def _compared(before: list[Held], after: list[Held]) -> list[dict[str, object]]:
    """Each topic once: records that named the person, those that do, and until when."""
    was = {one.store: one.records for one in before}
    now = {one.store: one for one in after}
    return [
        {
            "topic": name,
            "before": was.get(name, 0),
            "left": now[name].records if name in now else 0,
            "until": now[name].until if name in now else None,
        }
        for name in sorted({*was, *now})
    ]


def _show(outcome: dict[str, object]) -> None:
    if not outcome["is_known"]:
        typer.echo(f"nothing is held of {outcome['user']}")
        return
    table = Table("store", "held", "left", "gone by itself")
    topics = outcome["topics"]
    assert isinstance(topics, list), "one row a topic"
    for row in topics:
        until = f"{row['until']:%Y-%m-%d %H:%M}" if row["until"] else ""
        table.add_row(row["topic"], str(row["before"]), str(row["left"]), until)
    tables = outcome["clickhouse"]
    done = outcome["is_confirmed"]
    if isinstance(tables, dict):
        for name, rows in tables.items():
            table.add_row(f"clickhouse {name}", str(rows), "0" if done else str(rows), "")
    else:
        typer.echo("ClickHouse does not answer: record clears it once it does")
    Console().print(table)
    if not done and not outcome["is_dry_run"]:
        typer.echo("chat has not confirmed it: is it running? The order stands.")
