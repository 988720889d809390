"""Puts the parts together, once a token, and listens on 127.0.0.1. Owns start and stop."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
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
from local.telegram.file_store import path_of
from local.telegram.group_admin import GroupAdmin
from local.telegram.journal import Journal
from local.telegram.page import Page
from local.telegram.pusher import Pusher
from local.telegram.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

JOURNAL = "journal.jsonl"
DEFAULT_TOKEN = "4200000001:local_stack_token_opening_no_door_0"  # noqa: S105 - of no real bot
MAX_BODY_BYTES = 64 << 20
STOP_SECONDS = 1.0


class Tenant:
    """One bot: its token, and a world of its own. Nothing is shared with the server's others."""

    def __init__(self, token: str, journal: Journal, clock: Clock, door: Door) -> None:
        self.token = token
        self.journal = journal
        self.world = world = World(journal, clock, bot_user(token))
        faults, self.agenda = FaultPlan(), Agenda(world.clock)
        self.calls = Calls(world, token, faults)
        self._parts = Parts(faults, self.agenda, door, token)
        self.pusher = Pusher(world, self.agenda, self.calls.answer_of_hook)

    def routes(self, feed: Feed) -> list[web.AbstractRouteDef]:
        """Admin API and chat page."""
        admin = Admin(self.world, self._parts.faults).routes()
        return [
            *admin,
            *Control(self.world, self._parts).routes(),
            *GroupAdmin(self.world).routes(),
            *Page(self.world, feed).routes(),
        ]


def build_app(tenants: Sequence[Tenant]) -> web.Application:
    """The application: Bot API by token, admin API and chat page of the first bot.

    Those of another bot are under `/of/<its number>`.
    """
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    calls = {one.token: one.calls for one in tenants}

    async def call(request: web.Request) -> web.StreamResponse:
        found = calls.get(request.match_info["token"], tenants[0].calls)
        return await found.handle(request)

    async def fetch(request: web.Request) -> web.Response:
        tenant = next((one for one in tenants if one.token == request.match_info["token"]), None)
        path = request.match_info["path"]
        files = tenant.world.files.values() if tenant else ()
        file = next((one for one in files if path_of(one) == path and "text" in one), None)
        if file is None:
            raise web.HTTPNotFound
        return web.Response(text=str(file["text"]))

    app.add_routes(
        [
            web.get("/ping", _ping),
            web.get("/file/bot{token:[^/]+}/{path:.+}", fetch),
            web.route("*", "/bot{token:[^/]+}/{method:[^/]*}", call),
        ]
    )
    for number, tenant in enumerate(tenants):
        place = web.Application(client_max_size=MAX_BODY_BYTES) if number else app
        feed = Feed(tenant.world)
        place.add_routes(tenant.routes(feed))
        place.on_shutdown.append(partial(_let_go, tenant, feed))
        if number:
            app.add_subapp(f"/of/{number_of(tenant.token)}", place)
    return app


async def _let_go(tenant: Tenant, feed: Feed, _app: web.Application) -> None:
    tenant.world.updates.close()
    feed.close()


def number_of(token: str) -> str:
    """A bot's number, its token's first part."""
    return token.partition(":")[0]


async def serve(port: int, state: Path, tokens: Sequence[str], clock: Clock = SYSTEM_CLOCK) -> None:
    """Serve until SIGTERM or SIGINT; everything accepted is under `state` before it is answered.

    Raises:
        Fatal: the state is in use by another server, or its record is damaged.
    """
    door = Door(port)
    tenants = [Tenant(one, Journal(_journal(state, one, tokens[0])), clock, door) for one in tokens]
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    runner = web.AppRunner(build_app(tenants), access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    await door.open(runner)
    chores = [chore for one in tenants for chore in (one.agenda.run(), one.pusher.run())]
    try:
        async with background(*chores, door.run(runner)):
            await stopped.wait()
    finally:
        await runner.cleanup()
        for one in tenants:
            one.journal.close()


def _journal(state: Path, token: str, first: str) -> Path:
    return state / (JOURNAL if token == first else f"journal-{number_of(token)}.jsonl")


async def _ping(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")
