"""Puts the parts together and listens on 127.0.0.1. Owns start and stop."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from aiohttp import web

from gigwire.runtime.clock import SYSTEM_CLOCK, Clock
from local.telegram.account import bot_user
from local.telegram.admin import Admin
from local.telegram.calls import Calls
from local.telegram.faults import FaultPlan
from local.telegram.feed import Feed
from local.telegram.journal import Journal
from local.telegram.page import Page
from local.telegram.world import World

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL = "journal.jsonl"
DEFAULT_TOKEN = "4200000001:local_stack_token_opening_no_door_0"  # noqa: S105 - of no real bot
MAX_BODY_BYTES = 64 << 20
STOP_SECONDS = 1.0


def build_app(world: World, token: str) -> web.Application:
    """The application: Bot API, admin API, chat page."""
    faults, feed = FaultPlan(), Feed(world)
    calls = Calls(world, token, faults)
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app.add_routes(
        [
            web.get("/ping", _ping),
            web.route("*", "/bot{token:[^/]+}/{method:[^/]*}", calls.handle),
            *Admin(world, faults).routes(),
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
    runner = web.AppRunner(build_app(world, token), access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        await stopped.wait()
    finally:
        await runner.cleanup()
        journal.close()


async def _ping(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")
