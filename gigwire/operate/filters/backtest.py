"""`gigwire filters backtest QUERY`: what would have come in the last days. Owns the showing."""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.bar import Bar
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gigwire.domain.filters import filter_of
from gigwire.domain.match.explain import because
from gigwire.operate.filters.check import EXIT_INVALID
from gigwire.operate.filters.drawing import line_of, verdict_json
from gigwire.operate.filters.history import backtest_of
from gigwire.operate.filters.problems import with_caret
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gigwire.operate.filters.history import Backtest

WIDTH: Final = 40  # columns of a bar


def backtest(
    query: Annotated[str, typer.Argument(help="As people type it.")],
    days: Annotated[int, typer.Option(min=1, max=180, help="Today and the days before it.")] = 14,
    currency: Annotated[str, typer.Option(help="What amounts without one mean.")] = "USD",
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Count what would have come, by day, and show the last ten. Exit code 2: not a valid query."""
    parsed = filter_of(query, currency.upper())
    if parsed.filter is None:
        for problem in parsed.problems:
            typer.echo(with_caret(query, problem), err=True)
        raise typer.Exit(EXIT_INVALID)
    settings, now = load_settings(os.environ), SYSTEM_CLOCK.now()
    with _progress(days) as advance:
        found = asyncio.run(backtest_of(settings, parsed.filter.query, days, now, advance))
    if json:
        print_json(backtest_json(found))
    else:
        _print(found)


def backtest_json(found: Backtest) -> dict[str, object]:
    """All of it as JSON."""
    return {
        "query": found.query,
        "days": found.days,
        "total": found.total,
        "read": found.read,
        "last": [
            {
                "at": one.at.isoformat(),
                "title": one.title,
                "url": one.url,
                "because": [verdict_json(leaf) for leaf in because(one.verdict)],
            }
            for one in found.last
        ],
    }


@contextmanager
def _progress(days: int) -> Iterator[Callable[[str], None]]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=days)
        yield lambda day: progress.update(task, advance=1, description=day)


def _print(found: Backtest) -> None:
    console = Console(highlight=False)
    most = max(found.days.values()) or 1
    chart = Table.grid(padding=(0, 2))
    for day, count in found.days.items():
        chart.add_row(day, Bar(most, 0, count, width=WIDTH), str(count))
    console.print(chart)
    typer.echo(f"{found.total} of {found.read} steps would have come")
    for one in found.last:
        typer.echo(f"\n{one.at:%Y-%m-%d %H:%M} {one.title}\n  {one.url}\n  {line_of(one.verdict)}")
