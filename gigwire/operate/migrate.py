"""`gigwire migrate`: bring ClickHouse's tables up to date. `record` does the same at its start."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated

import typer

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import migrate as run_migrations
from gigwire.operate.output import print_json
from gigwire.runtime.settings import load_settings

if TYPE_CHECKING:
    from gigwire.runtime.settings import Settings


async def _run(settings: Settings) -> list[str]:
    async with open_clickhouse(settings.clickhouse) as client:
        return await run_migrations(client, settings.clickhouse.database)


def migrate(
    *, json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """Run the migrations that have not run yet; an edited old one is refused (exit code 78)."""
    names = asyncio.run(_run(load_settings(os.environ)))
    if json:
        print_json({"applied": names})
    else:
        typer.echo("\n".join(f"applied {name}" for name in names) or "nothing to do")
