"""A TCP relay that can swallow answers or hold requests back: networks do both."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHUNK = 65_536


class WireTap:
    """Relays connections to one address. `swallow` and `hold` change what passes, at any time."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "", address.port or 0
        self._held: list[bytearray] = []
        self.url = ""
        self.swallow = False  # requests pass, their answers never come
        self.hold = False  # requests wait here until they are released

    @property
    def held_bytes(self) -> int:
        """Bytes that wait."""
        return sum(map(len, self._held))

    async def release(self) -> None:
        """Send what was held, each connection's bytes over a new one; wait for the answers."""
        held, self._held, self.hold = self._held, [], False
        for request in held:
            reader, writer = await asyncio.open_connection(self._host, self._port)
            writer.write(bytes(request))
            await writer.drain()
            await reader.read(CHUNK)
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        there_reader, there_writer = await asyncio.open_connection(self._host, self._port)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            async with asyncio.TaskGroup() as group:
                group.create_task(self._requests(reader, there_writer))
                group.create_task(self._answers(there_reader, writer))
        writer.close()
        there_writer.close()

    async def _requests(self, here: asyncio.StreamReader, there: asyncio.StreamWriter) -> None:
        held = bytearray()
        while chunk := await here.read(CHUNK):
            if self.hold:
                if not held:
                    self._held.append(held)
                held += chunk
            else:
                there.write(chunk)
                await there.drain()
        there.close()

    async def _answers(self, there: asyncio.StreamReader, here: asyncio.StreamWriter) -> None:
        while chunk := await there.read(CHUNK):
            if not self.swallow:
                here.write(chunk)
                await here.drain()
        here.close()


@asynccontextmanager
async def open_tap(url: str) -> AsyncIterator[WireTap]:
    """A relay to `url` on a free port; its own address is `tap.url`."""
    tap = WireTap(url)
    server = await asyncio.start_server(tap.serve, "127.0.0.1", 0)
    tap.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield tap
    finally:
        server.close()
