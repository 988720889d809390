"""Health and metrics of one process over HTTP, and the file that tells where they listen.

`/livez`: the event loop turns. `/readyz`: the stage can work (assigned, recovered, connected).
`/metrics`: Prometheus text. Liveness never depends on a neighbour.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from gigwire.runtime.tasks import background

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from gigwire.runtime.metrics import Metrics
    from gigwire.runtime.settings import Settings

BEAT_SECONDS = 0.5


class Health:
    """What a process says of itself."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.mode = ""  # how it works, where there are several ways
        self._waits_for: str | None = "start"

    def ready(self) -> None:
        """The stage can take work from now on."""
        self._waits_for = None

    def waiting(self, reason: str) -> None:
        """The stage cannot take work now, because of `reason`."""
        self._waits_for = reason

    @property
    def waits_for(self) -> str | None:
        """Why the stage is not ready; None when it is."""
        return self._waits_for


def runtime_file(settings: Settings, stage: str) -> Path:
    """Where a process of this stage writes its pid and port."""
    return settings.state_dir / "run" / f"{stage}.json"


@asynccontextmanager
async def serve_health(settings: Settings, health: Health, metrics: Metrics) -> AsyncIterator[int]:
    """Serve health and metrics while the body runs; yields the port."""
    app = web.Application()
    app.add_routes(_routes(health, metrics))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, settings.http.host, settings.http.port)
    await site.start()
    port: int = runner.addresses[0][1]
    _write(runtime_file(settings, health.stage), settings.http.host, port)
    try:
        async with background(_measure_loop(health, metrics)):
            yield port
    finally:
        await runner.cleanup()


def _routes(health: Health, metrics: Metrics) -> list[web.RouteDef]:
    async def livez(_: web.Request) -> web.Response:
        return web.json_response({"stage": health.stage})

    async def readyz(_: web.Request) -> web.Response:
        waits = health.waits_for
        told = {"stage": health.stage, "waits_for": waits}
        mode = {"mode": health.mode} if health.mode else {}
        return web.json_response(told | mode, status=200 if waits is None else 503)

    async def exposition(_: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), content_type="text/plain")

    return [
        web.get("/livez", livez),
        web.get("/readyz", readyz),
        web.get("/metrics", exposition),
    ]


async def _measure_loop(health: Health, metrics: Metrics) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + BEAT_SECONDS
        await asyncio.sleep(BEAT_SECONDS)
        metrics.set("gigwire_loop_lag_seconds", max(0.0, loop.time() - due), stage=health.stage)


def _write(path: Path, host: str, port: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(orjson.dumps({"pid": os.getpid(), "url": f"http://{host}:{port}"}))
    draft.replace(path)
