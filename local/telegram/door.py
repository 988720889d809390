"""The listening socket: opened, and closed for a while so that connections are refused."""

from __future__ import annotations

import asyncio

from aiohttp import web

HOST = "127.0.0.1"
LONGEST_SECONDS = 600.0
ANSWERED_SECONDS = 0.05  # the answer to who asked for it leaves first


class Door:
    """One port. Closing it ends all its connections; it opens again by itself."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._site: web.TCPSite | None = None
        self._shut: asyncio.Future[float] | None = None

    async def open(self, runner: web.AppRunner) -> None:
        """Listen."""
        self._site = web.TCPSite(runner, HOST, self._port)
        await self._site.start()

    def shut_for(self, seconds: float) -> None:
        """Refuse connections for so many real seconds, once the asker has the answer."""
        if self._shut is not None and not self._shut.done():
            self._shut.set_result(seconds)

    async def run(self, runner: web.AppRunner) -> None:
        """Shut and open on request, for ever."""
        while True:
            self._shut = asyncio.get_running_loop().create_future()
            seconds = await self._shut
            await asyncio.sleep(ANSWERED_SECONDS)
            await self._close(runner)
            await asyncio.sleep(seconds)
            await self.open(runner)

    async def _close(self, runner: web.AppRunner) -> None:
        if self._site is not None:
            await self._site.stop()
        for connection in list(runner.server.connections if runner.server else ()):
            if connection.transport is not None:
                connection.transport.abort()
