"""The HTTP application: the boards' real paths under one prefix a board, pages, control API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from gigwire.runtime.tasks import background
from local.boards import pages
from local.boards.answering import Answering
from local.boards.control import Control, base_of
from local.boards.generator import Generator
from local.boards.pace import Pace
from local.boards.places import CHANNELS
from local.boards.wires import fl, freelancehunt, freelancer, kwork, telegram
from local.boards.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local.boards.model import Board

JSON: Final = "application/json; charset=utf-8"


class Boards:
    """Handlers of the boards' own paths."""

    def __init__(self, world: World, answering: Answering) -> None:
        self._world = world
        self._answering = answering

    def routes(self) -> list[web.RouteDef]:
        """The real paths of the five boards, and a page for every project."""
        active = "/freelancer/api/projects/0.1/projects/active"
        return [
            web.get(active, self.freelancer),
            web.get(f"{active}/", self.freelancer),
            web.get("/fl/rss/all.xml", self.fl),
            web.post("/kwork/projects", self.kwork),
            web.get("/freelancehunt/v2/projects", self.freelancehunt),
            web.get("/telegram_channel/s/{channel}", self.telegram),
            web.get("/", self.overview),
            web.get("/{board:freelancer}/projects/{section}/{slug}-{number:\\d+}", self.project),
            web.get("/{board:fl}/projects/{number:\\d+}/{slug}.html", self.project),
            web.get("/{board:kwork}/projects/{number:\\d+}", self.project),
            web.get("/{board:freelancehunt}/project/{slug}/{number:\\d+}.html", self.project),
            web.get("/{board:telegram_channel}/{channel}/{number:\\d+}", self.project),
        ]

    async def freelancer(self, request: web.Request) -> web.StreamResponse:
        """Freelancer.com's listing."""
        return await self._answering.page(
            request, "freelancer", JSON, lambda: freelancer.active(self._world, request.query)
        )

    async def fl(self, request: web.Request) -> web.StreamResponse:
        """FL.ru's feed."""
        return await self._answering.page(
            request,
            "fl",
            "application/rss+xml; charset=utf-8",
            lambda: fl.feed(self._world, base_of(request)),
            ("etag", "last_modified"),
        )

    async def kwork(self, request: web.Request) -> web.StreamResponse:
        """Kwork's listing; without the header of its own script it answers a page for people."""
        if "X-Requested-With" not in request.headers:
            return web.Response(text=pages.overview(self._world), content_type="text/html")
        form = await request.post()
        page = _number(str(form.get("page", "")), least=1)
        return await self._answering.page(
            request, "kwork", JSON, lambda: kwork.wants(self._world, page)
        )

    async def freelancehunt(self, request: web.Request) -> web.StreamResponse:
        """Freelancehunt's projects; a Bearer token is required."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            return web.Response(
                status=401, body=freelancehunt.UNAUTHORISED, content_type="application/json"
            )
        page = _number(request.query.get("page[number]", ""), least=1)
        return await self._answering.page(
            request,
            "freelancehunt",
            JSON,
            lambda: freelancehunt.projects(self._world, page, base_of(request)),
            ("etag",),
        )

    async def telegram(self, request: web.Request) -> web.StreamResponse:
        """A channel's preview; an unknown channel leads to its (missing) page, as at t.me."""
        channel = request.match_info["channel"]
        if channel not in CHANNELS.values():
            raise web.HTTPFound(f"/telegram_channel/{channel}")
        before = _number(request.query.get("before", ""), least=0) or None
        return await self._answering.page(
            request,
            "telegram_channel",
            "text/html; charset=utf-8",
            lambda: telegram.preview(self._world, channel, before, base_of(request)),
        )

    async def overview(self, _: web.Request) -> web.Response:
        """The newest projects, for people."""
        return web.Response(text=pages.overview(self._world), content_type="text/html")

    async def project(self, request: web.Request) -> web.Response:
        """One project, for people."""
        found = request.match_info
        board: Board = found["board"]  # type: ignore[assignment]  # the routes name boards only
        channel = f"{found['channel']}/" if board == "telegram_channel" else ""
        posting = self._world.postings[board].get(f"{channel}{found['number']}")
        if posting is None:
            raise web.HTTPNotFound(text="There is no such project.")
        return web.Response(text=pages.project(posting), content_type="text/html")


def build_app(folder: Path, seed: int, rate: float, *, is_paused: bool = False) -> web.Application:
    """The whole server over the state in `folder`; steps run while it is up."""
    world = World(folder)
    generator = Generator(seed, world)
    pace = Pace(world, generator, rate, is_paused=is_paused)
    answering = Answering(world)
    control = Control(world, generator, pace, answering)

    async def ping(_: web.Request) -> web.Response:
        return web.Response(text="pong")

    async def run_pace(_: web.Application) -> AsyncIterator[None]:
        async with background(pace.run()):
            yield
        world.close()

    app = web.Application()
    app.cleanup_ctx.append(run_pace)
    app.add_routes([web.get("/ping", ping), *control.routes()])
    app.add_routes(Boards(world, answering).routes())
    return app


def _number(text: str, *, least: int) -> int:
    return max(least, int(text)) if text.isdecimal() else least
