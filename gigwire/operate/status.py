"""`gigwire status`: rate, lag and age of the oldest waiting record, a row a stage."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import orjson
import psutil
import typer
from rich.console import Console
from rich.table import Table

from gigwire.contracts.stages import STAGES
from gigwire.contracts.topics import TOPICS
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import runtime_file
from gigwire.runtime.lag import NO_GROUP, LagReader, StageLag, open_lag_reader, stage_lags
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from gigwire.contracts.stages import Stage

EXIT_BEHIND: Final = 1
OUTPUTS: Final = {"collect": "projects.raw", "ingress": "telegram.updates"}


class StageStatus(NamedTuple):
    """One row. `rate` is records a second over the sampling interval; lag None: reads no topic."""

    stage: str
    pid: int | None
    rate: float
    lag: int | None
    oldest_seconds: float | None
    done: int


def running_pid(settings: Settings, stage: str) -> int | None:
    """Process id of a stage on this machine, if it is alive."""
    try:
        pid: int = orjson.loads(runtime_file(settings, stage).read_bytes())["pid"]
    except (OSError, orjson.JSONDecodeError, KeyError):
        return None
    return pid if psutil.pid_exists(pid) else None


async def read_status(settings: Settings, reader: LagReader, seconds: float) -> list[StageStatus]:
    """Sample twice, `seconds` apart, and tell each stage's rate and lag."""
    before = await _counts(reader)
    await asyncio.sleep(seconds)
    lags = {row.stage: row for row in await stage_lags(reader, SYSTEM_CLOCK.now())}
    after = await _counts(reader)
    return [
        _row(settings, stage, (after[stage] - before[stage]) / seconds, lags.get(stage), after)
        for stage in STAGES
    ]


def _row(
    settings: Settings, stage: Stage, rate: float, lag: StageLag | None, done: dict[str, int]
) -> StageStatus:
    return StageStatus(
        stage=stage,
        pid=running_pid(settings, stage),
        rate=round(rate, 1),
        lag=lag.lag if lag else None,
        oldest_seconds=lag.oldest_seconds if lag else None,
        done=done[stage],
    )


async def _counts(reader: LagReader) -> dict[str, int]:
    """Records done so far by each stage; what it wrote, for those that read no topic."""
    rows = await reader.sample()
    ends = await reader.ends()
    written = {
        stage: sum(ends[topic, number] for number in range(TOPICS[topic].partitions))
        for stage, topic in OUTPUTS.items()
    }
    grouped: dict[str, int] = {
        stage: sum(row.committed for row in rows if row.stage == stage)
        for stage in STAGES
        if stage not in NO_GROUP
    }
    return {**grouped, **written}


def status_table(rows: list[StageStatus]) -> Table:
    """The rows as people read them."""
    table = Table("stage", "state", "rate/s", "lag", "oldest", "records")
    for row in rows:
        state = "[green]up[/]" if row.pid else "[dim]not here[/]"
        oldest = "-" if row.oldest_seconds is None else f"{row.oldest_seconds:.1f} s"
        lag = "-" if row.lag is None else str(row.lag)
        table.add_row(row.stage, state, f"{row.rate:.1f}", lag, oldest, str(row.done))
    return table


async def _read(settings: Settings, seconds: float) -> list[StageStatus]:
    async with open_lag_reader(settings) as reader:
        return await read_status(settings, reader, seconds)


def status(
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    seconds: Annotated[float, typer.Option(min=0.2, help="Sampling interval.")] = 1.0,
    max_age: Annotated[
        float, typer.Option(help="Exit with 1 if a record waits longer than this, in seconds.")
    ] = 60.0,
) -> None:
    """Show rate, lag and the age of the oldest waiting record of each stage."""
    rows = asyncio.run(_read(load_settings(os.environ), seconds))
    if json:
        print_json({"stages": [row._asdict() for row in rows]})
    else:
        Console().print(status_table(rows))
    if any((row.oldest_seconds or 0) > max_age for row in rows):
        raise typer.Exit(EXIT_BEHIND)
