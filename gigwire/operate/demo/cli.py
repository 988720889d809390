"""The command `gigwire demo`: runs the city, shows it, ends it, and judges it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.live import Live

from gigwire.operate.demo.city import City, open_city
from gigwire.operate.demo.drain import until_drained
from gigwire.operate.demo.people import residents
from gigwire.operate.demo.summary import (
    Summary,
    as_table,
    memory_megabytes,
    summarise,
    write_json,
)
from gigwire.operate.demo.town import Town, open_town
from gigwire.operate.demo.view import Moment, line, picture
from gigwire.operate.demo.watch import Watch, follow
from gigwire.operate.reconcile.expect import Patience
from gigwire.operate.reconcile.read import Witnesses
from gigwire.operate.status import read_status
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.lag import LagReader, open_lag_reader
from gigwire.runtime.logs import configure_logging
from gigwire.runtime.settings import LogSettings, load_settings
from gigwire.runtime.tasks import background

if TYPE_CHECKING:
    from pathlib import Path

PROJECTS_PER_SECOND: Final = 3.0
DRAIN_SECONDS: Final = 60.0
LINE_SECONDS: Final = 5.0
EXIT_BROKEN: Final = 1


class Wish(NamedTuple):
    """What the caller asked for. `seconds` None: until Ctrl-C."""

    seconds: float | None
    scale: int
    state_dir: Path


async def run_demo(wish: Wish, console: Console) -> Summary:
    """The whole demo; ends when the time is over or on Ctrl-C, drained in both cases."""
    async with open_city(wish.state_dir, lambda text: console.print(f"[dim]{text}[/]")) as city:
        addresses = city.stack.addresses
        async with (
            open_town(addresses["telegram"], addresses["boards"]) as town,
            open_lag_reader(city.settings) as reader,
        ):
            names = await _settle_in(town, reader, wish.scale, console)
            await town.open_boards(PROJECTS_PER_SECOND * wish.scale)
            seconds = await _live(city, reader, wish, names, console)
            console.print("[dim]closing the boards and draining[/]")
            await town.close_boards()
            await until_drained(reader, DRAIN_SECONDS * wish.scale)
            return await _judge(city, town, wish, seconds)


async def _settle_in(town: Town, reader: LagReader, scale: int, console: Console) -> dict[int, str]:
    """People join and type their filters; returns names by id when everybody is known."""
    crowd = residents(scale)
    console.print(f"[dim]{len(crowd)} people join and type their filters[/]")
    for user_id, resident in crowd:
        await town.join(user_id, resident)
        for text in resident.says:
            await town.say(user_id, text)
    # Their filters must be known; answers may still be on their way, at one a second in a chat.
    await until_drained(reader, DRAIN_SECONDS * scale, unasked=("record", "notify"))
    return {user_id: resident.name for user_id, resident in crowd}


async def _live(
    city: City, reader: LagReader, wish: Wish, names: dict[int, str], console: Console
) -> float:
    """Show what happens until the time is over or Ctrl-C; returns how long it was."""
    watch, began = Watch(), SYSTEM_CLOCK.monotonic()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    page, printed = city.stack.addresses["telegram"], 0.0
    console.print(f"chats: [bold underline cyan]{page}[/]")
    with Live(console=console, auto_refresh=False, transient=True) as live:
        async with background(follow(city.settings, watch)):
            while not ended.is_set():
                stages = await read_status(city.settings, reader, 1.0)
                seconds = SYSTEM_CLOCK.monotonic() - began
                restarts = sum(child.restarts for child in city.children)
                moment = Moment(seconds, wish.seconds, page, stages, restarts)
                if console.is_terminal:
                    live.update(picture(moment, watch, names), refresh=True)
                elif seconds - printed >= LINE_SECONDS:
                    printed = seconds
                    console.print(line(moment, watch))
                if wish.seconds is not None and seconds >= wish.seconds:
                    break
    return SYSTEM_CLOCK.monotonic() - began


async def _judge(city: City, town: Town, wish: Wish, seconds: float) -> Summary:
    witnesses = Witnesses(town.boards, town.telegram)
    counts, sent, latency, report = await summarise(city.settings, witnesses, Patience())
    return Summary(
        seconds=seconds,
        people=len(residents(wish.scale)),
        counts=counts,
        sent=sent,
        latency=latency,
        report=report,
        restarts=sum(child.restarts for child in city.children),
        memory_megabytes=memory_megabytes(),
    )


def demo(
    seconds: Annotated[
        float | None, typer.Option(min=1, help="End after this long; without it: Ctrl-C.")
    ] = None,
    scale: Annotated[int, typer.Option(min=1, help="Times the people and projects.")] = 1,
    *,
    json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Run Gigwire whole on this machine. Exit code 1: something was lost, repeated or made up."""
    settings = load_settings(os.environ)
    configure_logging(LogSettings(level="error"))
    console = Console(stderr=json)
    home = settings.state_dir
    wish = Wish(seconds, scale, home / "demo")
    summary = asyncio.run(run_demo(wish, console))
    path = home / "demo-summary.json"
    write_json(summary, path)
    if json:
        sys.stdout.write(path.read_text(encoding="utf-8") + "\n")
    else:
        console.print(as_table(summary))
        with suppress(ValueError):
            path = path.resolve().relative_to(path.cwd())
        console.print(f"written to {path}")
    if not summary.report.is_clean:
        raise typer.Exit(EXIT_BROKEN)
