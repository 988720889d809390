"""`gigwire dlq list|show|retry`: what could not be used, why, and putting it back."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from gigwire.contracts.codec import decode
from gigwire.contracts.dead_letters import DeadLetter, from_headers
from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.errors import ConfigurationError, Poison
from gigwire.contracts.messages import Origin
from gigwire.contracts.topics import DLQ_PARTITIONS, TOPICS
from gigwire.domain.replay import MAX_ATTEMPTS, replay_id, retry_copy
from gigwire.operate.copying import write_copies
from gigwire.operate.output import print_json
from gigwire.operate.scan import scan
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import read_to_end
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from aiokafka import ConsumerRecord

    from gigwire.domain.replay import Copy

app = typer.Typer(help="Records that no stage could use: see them, and put them back.")

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EXIT_EMPTY: Final = 3
SHOWN_BYTES: Final = 2000
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
ById = Annotated[str, typer.Argument(help="TOPIC:OFFSET as `gigwire dlq list` names it.")]


class Buried(NamedTuple):
    """One dead letter. `name` is how operators call it; `is_retried`: already put back."""

    name: str
    letter: DeadLetter
    key: bytes | None
    value: bytes | None
    is_retried: bool


async def read_buried(settings: Settings) -> list[Buried]:
    """Every dead letter that Kafka still holds, oldest first within each topic."""
    retried = await _retried(settings)
    found = []
    for topic in TOPICS.values():
        if not topic.has_dlq:
            continue
        letters = scan(settings, topic.dlq, DLQ_PARTITIONS, EPOCH, SYSTEM_CLOCK.now())
        async with aclosing(letters) as records:
            async for record in records:
                name = f"{topic.dlq}:{record.offset}"
                letter = _letter_of(record)
                found.append(Buried(name, letter, record.key, record.value, name in retried))
    return found


def _letter_of(record: ConsumerRecord) -> DeadLetter:
    """What is known of a record; something else that lies in a DLQ is shown as such."""
    try:
        return from_headers(record.headers)
    except Poison as error:
        where = Origin(topic=record.topic, partition=record.partition, offset=record.offset)
        written = datetime.fromtimestamp(record.timestamp / 1000, UTC)
        # Never put back by a retry: nobody knows where it came from.
        return DeadLetter(
            stage="unknown",
            error=type(error).__name__,
            reason=error.reason,
            detail=error.detail,
            origin=where,
            failed_at=written,
            attempt=MAX_ATTEMPTS,
        )


async def _retried(settings: Settings) -> set[str]:
    rows = await read_to_end(settings, "ops.audit", [0])
    audits = [decode(AuditRecord, value) for _, _, _, value in rows]
    return {
        name
        for audit in audits
        if audit.action == "dlq_retry"
        for name in audit.arguments["letters"].split()
    }


@app.command("list")
def list_command(
    *, every: Annotated[bool, typer.Option("--all")] = False, json: Json = False
) -> None:
    """Show dead letters, grouped by topic, stage and reason. --all: those put back, too."""
    buried = asyncio.run(read_buried(load_settings(os.environ)))
    waiting = [one for one in buried if every or not one.is_retried]
    if json:
        print_json({"letters": [_as_json(one) for one in waiting]})
        return
    groups: dict[tuple[str, str, str], list[Buried]] = {}
    for one in waiting:
        known = one.letter
        groups.setdefault((known.origin.topic, known.stage, known.reason), []).append(one)
    table = Table("count", "topic", "stage", "reason", "newest", "one of them")
    for names, members in sorted(groups.items(), key=lambda item: -len(item[1])):
        newest = members[-1]
        failed = f"{newest.letter.failed_at:%Y-%m-%d %H:%M:%S}"
        table.add_row(str(len(members)), *names, failed, newest.name)
    Console().print(table if waiting else "no dead letters")


@app.command("show")
def show_command(name: ById, *, json: Json = False) -> None:
    """Show one dead letter: why it failed, where it came from, its first 2,000 bytes."""
    one = _find(asyncio.run(read_buried(load_settings(os.environ))), name)
    body = (one.value or b"")[:SHOWN_BYTES].decode(errors="backslashreplace")
    if json:
        print_json({**_as_json(one), "value": body})
        return
    for field, value in _as_json(one).items():
        typer.echo(f"{field:12} {value}")
    typer.echo(body)


@app.command("retry")
def retry_command(
    name: Annotated[str | None, typer.Argument(help="TOPIC:OFFSET; or use --reason.")] = None,
    reason: Annotated[str | None, typer.Option(help="All waiting letters of this reason.")] = None,
    *,
    dry_run: Annotated[bool, typer.Option(help="Count only, write nothing.")] = False,
    json: Json = False,
) -> None:
    """Put letters back where they came from. Those that failed 3 times are left to a person."""
    settings = load_settings(os.environ)
    chosen = choose(asyncio.run(read_buried(settings)), name, reason)
    ready = [one for one in chosen if one.letter.attempt < MAX_ATTEMPTS]
    if ready and not dry_run:
        asyncio.run(retry_letters(settings, ready))
    outcome = {"retried": len(ready), "left": len(chosen) - len(ready), "dry_run": dry_run}
    if json:
        print_json(outcome)
    else:
        typer.echo(", ".join(f"{key} {value}" for key, value in outcome.items()))
    if not ready:
        raise typer.Exit(EXIT_EMPTY)


def choose(buried: Sequence[Buried], name: str | None, reason: str | None) -> list[Buried]:
    """The letters that a retry means: one by name, or all waiting ones of a reason.

    Raises:
        ConfigurationError: neither or both given, or no letter of that name.
    """
    if (name is None) == (reason is None):
        raise ConfigurationError(("give either TOPIC:OFFSET or --reason, not both",))
    if name is not None:
        return [_find(buried, name)]
    return [one for one in buried if one.letter.reason == reason and not one.is_retried]


async def retry_letters(settings: Settings, ready: list[Buried]) -> None:
    """Put letters back where they came from, each acknowledged, then audit it."""
    now = SYSTEM_CLOCK.now().isoformat()
    label = replay_id("dlq", ready[0].name, ready[-1].name, now)

    async def copies() -> AsyncIterator[Copy]:
        for one in ready:
            yield retry_copy(one.letter, one.key, one.value, label)

    arguments = {"id": label, "letters": " ".join(one.name for one in ready)}
    await write_copies(settings, copies(), "dlq_retry", arguments, SYSTEM_CLOCK)


def _find(buried: Sequence[Buried], name: str) -> Buried:
    found = next((one for one in buried if one.name == name), None)
    if found is None:
        raise ConfigurationError((f"no dead letter {name!r}; see `gigwire dlq list --json`",))
    return found


def _as_json(one: Buried) -> dict[str, object]:
    letter = one.letter.model_dump(mode="json")
    origin = letter.pop("origin")
    where = f"{origin['topic']}/{origin['partition']}/{origin['offset']}"
    return {"name": one.name, **letter, "origin": where, "is_retried": one.is_retried}
