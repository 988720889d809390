"""`gigwire replay`: copy a range of a topic to its end, so that the pipeline sees it again."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.progress import Progress

from gigwire.contracts.ids import user_key
from gigwire.contracts.messages import Origin
from gigwire.domain.forgetting.gone import is_former
from gigwire.domain.replay import Copy, copy_headers, is_copy, replay_id, replayable
from gigwire.operate.copying import write_copies
from gigwire.operate.output import print_json
from gigwire.operate.scan import parse_time, scan
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.forgotten import read_forgotten
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiokafka import ConsumerRecord

    from gigwire.contracts.forgotten import PersonForgotten

EXIT_EMPTY: Final = 3


class Range(NamedTuple):
    """What to copy: a topic's records with since <= broker timestamp < until."""

    topic: str
    since: datetime
    until: datetime


async def copies_of(settings: Settings, wanted: Range, name: str) -> AsyncIterator[Copy]:
    """The copies of a range, in order within each partition; copies of copies are left out."""
    topic = replayable(wanted.topic)
    gone = await _forgotten(settings) if topic.key == "user_id" else {}
    found = scan(settings, wanted.topic, topic.partitions, wanted.since, wanted.until)
    async with aclosing(found) as records:
        async for record in records:
            if is_copy(record.headers) or _is_of(gone, record):
                continue
            origin = Origin(topic=wanted.topic, partition=record.partition, offset=record.offset)
            headers = copy_headers(record.headers, name, origin)
            yield Copy(wanted.topic, record.partition, record.key, record.value, headers)


async def _forgotten(settings: Settings) -> dict[bytes, PersonForgotten]:
    """Who is not to be brought back, by key."""
    return {user_key(one.user_id): one for one in await read_forgotten(settings)}


def _is_of(gone: dict[bytes, PersonForgotten], record: ConsumerRecord) -> bool:
    person = gone.get(record.key or b"")
    moment = datetime.fromtimestamp(record.timestamp / 1000, UTC)
    return person is not None and is_former(person, moment)


async def count_of(settings: Settings, wanted: Range) -> dict[int, int]:
    """How many records a replay would copy, per partition."""
    counts: dict[int, int] = {}
    async for copy in copies_of(settings, wanted, "dry-run"):
        counts[copy.partition] = counts.get(copy.partition, 0) + 1
    return counts


async def run_replay(settings: Settings, wanted: Range, name: str, total: int) -> int:
    """Copy the range with a progress bar on standard error; gives the number of copies."""
    arguments = {
        "id": name,
        "topic": wanted.topic,
        "from": wanted.since.isoformat(),
        "to": wanted.until.isoformat(),
    }
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("copying", total=total)

        async def counted() -> AsyncIterator[Copy]:
            async for copy in copies_of(settings, wanted, name):
                progress.advance(bar)
                yield copy

        return await write_copies(settings, counted(), "replay", arguments, SYSTEM_CLOCK)


def replay(
    topic: Annotated[str, typer.Option(help="Topic to copy from and to.")],
    start: Annotated[str, typer.Option("--from", help="-2h, -1d or ISO time with zone.")],
    end: Annotated[str, typer.Option("--to", help="Same; the default is now.")] = "now",
    *,
    dry_run: Annotated[bool, typer.Option(help="Count only, write nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Copy a range of a topic to its end. Nobody gets anything twice. Exit code 3: empty range."""
    settings, now = load_settings(os.environ), SYSTEM_CLOCK.now()
    replayable(topic)
    wanted = Range(topic, parse_time(start, now), parse_time(end, now))
    name = replay_id(topic, start, end, now.isoformat())
    counts = asyncio.run(count_of(settings, wanted))
    total = sum(counts.values())
    if total and not dry_run:
        asyncio.run(run_replay(settings, wanted, name, total))
    outcome = {
        "id": name,
        "topic": topic,
        "records": total,
        "dry_run": dry_run,
        "per_partition": {str(key): value for key, value in sorted(counts.items())},
    }
    if json:
        print_json(outcome)
    else:
        done = "would copy" if dry_run else "copied"
        typer.echo(f"{name}: {done} {total} records of {topic} in {len(counts)} partitions")
    if total == 0:
        raise typer.Exit(EXIT_EMPTY)
