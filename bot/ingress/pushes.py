"""The server that Telegram pushes to: the right secret, then Kafka, only then 200.

Without the secret nothing is read: 403, and 429 for an address that goes on. Kafka away: 503 with
Retry-After, which Telegram heeds. What no stage could read is a dead letter and 200, or Telegram
would bring it for a day and hold back all that follows in that chat.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

import orjson
from aiohttp import web
from aiokafka.errors import KafkaError, KafkaTimeoutError

from gigwire.contracts.errors import Fatal, Poison
from gigwire.domain.ingress.addresses import caller_of
from gigwire.domain.ingress.buckets import Buckets, Rate
from gigwire.domain.ingress.hooks import is_secret

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.ingress.forward import Forwarder, Handed
    from bot.ingress.hook import Door
    from gigwire.runtime.process import Runtime

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
MAX_BODY: Final = 512 * 1024  # half of a record; the longest messages of Telegram are near 200 kB
KEPT_OF_TOO_LARGE: Final = 64 * 1024
ACK_SECONDS: Final = 10.0  # Telegram waits a minute; a sender that waits holds one of its pushes
RETRY_AFTER: Final = "2"
STRANGERS: Final = Rate(burst=10, per_second=1)  # requests of one address without the secret


class Pushes:
    """Handles pushes for all bots; `doors` by the name of the bot."""

    def __init__(
        self,
        runtime: Runtime,
        forward: Forwarder,
        doors: Mapping[str, Door],
        patience: float = ACK_SECONDS,
    ) -> None:
        self._runtime = runtime
        self._forward = forward
        self._doors = doors
        self._patience = patience
        self._strangers: Buckets[str] = Buckets(STRANGERS)
        self._proxies = [ip_network(one) for one in runtime.settings.telegram.webhook.proxies]
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Until told to stop.

        Raises:
            Fatal: the connection to Kafka is beyond repair; a new process makes a new one.
        """
        async with asyncio.TaskGroup() as group:
            stopping = group.create_task(self._runtime.stop.wait())
            await asyncio.wait((stopping, self._broken), return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
        if self._broken.done():
            self._broken.result()

    async def answer(self, request: web.Request) -> web.Response:
        """One push."""
        name = request.match_info["bot"]
        door = self._doors.get(name)
        if door is None or not is_secret(request.headers.get(SECRET_HEADER, ""), door.secret):
            return self._refused(request)
        body = await _read(request)
        try:
            async with asyncio.timeout(self._patience):
                await self._keep(body, name)
        except (TimeoutError, KafkaError) as error:
            return self._not_kept(error)
        return web.Response()

    async def _keep(self, body: bytes, bot: str) -> None:
        handed, is_kept = await self._handed(body, bot), False
        try:
            await handed.acknowledged
            is_kept = True
        finally:
            if not is_kept:  # failed, or out of time
                self._forward.take_back(handed)
        self._forward.kept(handed)

    async def _handed(self, body: bytes, bot: str) -> Handed:
        if len(body) > MAX_BODY:
            return await self._forward.bury(body[:KEPT_OF_TOO_LARGE], Poison("too_large"), bot)
        try:
            payload: object = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            return await self._forward.bury(body, Poison("not_json", str(error)), bot)
        return await self._forward.hand_on(payload, bot)

    def _not_kept(self, error: Exception) -> web.Response:
        is_away = isinstance(error, TimeoutError | KafkaTimeoutError)
        is_passing = is_away or bool(getattr(error, "retriable", False))
        self._runtime.metrics.add("gigwire_retries_total", stage="ingress")
        self._runtime.log.warning("ingress.not_kept", reason=type(error).__name__)
        if not is_passing and not self._broken.done():
            self._broken.set_exception(Fatal(f"Kafka refuses: {type(error).__name__}"))
        return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})

    def _refused(self, request: web.Request) -> web.Response:
        """Cheap: nothing is read, the socket is closed, nothing is logged."""
        forwarded = request.headers.getall("X-Forwarded-For", [])
        caller = caller_of(request.remote or "", forwarded, self._proxies)
        is_let = self._strangers.take(caller, self._runtime.clock.monotonic())
        reason = "no_secret" if is_let else "flood"
        self._runtime.metrics.add("gigwire_ingress_refused_total", reason=reason)
        answer = web.Response(status=403 if is_let else 429)
        answer.force_close()
        return answer


async def _read(request: web.Request) -> bytes:
    """The body, or a little more than is allowed of it."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MAX_BODY:
            break
    return bytes(body)


@asynccontextmanager
async def serve_pushes(runtime: Runtime, pushes: Pushes) -> AsyncIterator[int]:
    """Listen while the body runs; yields the port. Leaving answers what is under way."""
    app = web.Application()
    app.add_routes([web.post("/{before:(?:.*/)?}{bot:[^/]+}", pushes.answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    wanted = runtime.settings.telegram.webhook
    try:
        await web.TCPSite(runner, wanted.host, wanted.port).start()
        port: int = runner.addresses[0][1]
        yield port
    finally:
        await runner.cleanup()
