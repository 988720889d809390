"""Puts the parts together and listens on 127.0.0.1. Owns start and stop."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from aiohttp import web

from gigwire.runtime.clock import SYSTEM_CLOCK, Clock
from gigwire.runtime.tasks import background
from local.telegram.account import bot_user
from local.telegram.admin import Admin
from local.telegram.agenda import Agenda
from local.telegram.calls import Calls
from local.telegram.control import Control, Parts
from local.telegram.door import Door
from local.telegram.faults import FaultPlan
from local.telegram.feed import Feed
from local.telegram.journal import Journal
from local.telegram.page import Page
from local.telegram.pusher import Pusher
from local.telegram.world import World

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL = "journal.jsonl"
DEFAULT_TOKEN = "4200000001:local_stack_token_opening_no_door_0"  # noqa: S105 - of no real bot
MAX_BODY_BYTES = 64 << 20
STOP_SECONDS = 1.0


def build_app(world: World, parts: Parts, calls: Calls) -> web.Application:
    """The application: Bot API, admin API, chat page."""
    feed = Feed(world)
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app.add_routes(
        [
            web.get("/ping", _ping),
            web.route("*", "/bot{token:[^/]+}/{method:[^/]*}", calls.handle),
            *Admin(world, parts.faults).routes(),
            *Control(world, parts).routes(),
            *Page(world, feed).routes(),
        ]
    )

    async def let_go(_app: web.Application) -> None:
        world.updates.close()
        feed.close()

    app.on_shutdown.append(let_go)
    return app


async def serve(port: int, state: Path, token: str, clock: Clock = SYSTEM_CLOCK) -> None:
    """Serve until SIGTERM or SIGINT; everything accepted is under `state` before it is answered.

    Raises:
        Fatal: the state is in use by another server, or its record is damaged.
    """
    journal = Journal(state / JOURNAL)
    world = World(journal, clock, bot_user(token))
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    faults, agenda, door = FaultPlan(), Agenda(world.clock), Door(port)
    calls = Calls(world, token, faults)
    app = build_app(world, Parts(faults, agenda, door, token), calls)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    await door.open(runner)
    pusher = Pusher(world, agenda, calls.answer_of_hook)
    try:
        async with background(agenda.run(), pusher.run(), door.run(runner)):
            await stopped.wait()
    finally:
        await runner.cleanup()
        journal.close()


async def _ping(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")
