"""A webhook of ours without processes: the real server, in front of a Kafka that a test turns."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp
import orjson

from bot.ingress.forward import Forwarder
from bot.ingress.pushes import SECRET_HEADER, Pushes, serve_pushes
from bot.ingress.stage import doors_of
from gigwire.contracts.codec import decode
from gigwire.contracts.people import TelegramUpdate
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.door_settings import InboundSettings, WebhookSettings
from gigwire.runtime.health import Health
from gigwire.runtime.logs import get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.process import Runtime
from gigwire.runtime.settings import Settings, TelegramSettings
from gigwire.runtime.tasks import Stop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "4200000001:a_token_of_nobody_at_all_0000000000"
BASE = "https://bot.example.org/telegram"


@dataclass
class Broker:
    """Takes what a producer sends, and acknowledges while it is up."""

    is_up: bool = True
    error: Exception | None = None
    sent: list[tuple[str, bytes]] = field(default_factory=list)

    async def send(self, topic: str, value: bytes, **_: object) -> asyncio.Future[None]:
        """As a producer's: the future is done when the record is kept."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.error is not None:
            kept.set_exception(self.error)
        elif self.is_up:
            self.sent.append((topic, value))
            kept.set_result(None)
        return kept

    def updates(self) -> list[TelegramUpdate]:
        """Updates that are kept."""
        return [decode(TelegramUpdate, value) for name, value in self.sent if "dlq" not in name]

    def buried(self) -> list[bytes]:
        """Dead letters that are kept."""
        return [value for name, value in self.sent if name.endswith(".dlq")]


class Answered(NamedTuple):
    """What the webhook said."""

    status: int
    retry_after: str | None


class Pusher:
    """Telegram's side, and everybody else's."""

    def __init__(self, url: str, http: aiohttp.ClientSession, runtime: Runtime) -> None:
        self.runtime = runtime
        self._url = url
        self._http = http
        self._secret = doors_of(runtime.settings, ["main"])["main"].secret

    async def push(self, body: object, secret: str | None = None, bot: str = "main") -> Answered:
        """One push; without `secret` the right one."""
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        headers = {SECRET_HEADER: self._secret if secret is None else secret}
        async with self._http.post(f"{self._url}/{bot}", data=raw, headers=headers) as answer:
            return Answered(answer.status, answer.headers.get("Retry-After"))

    def counted(self, name: str) -> float:
        """Sum of a metric over its labels."""
        lines = self.runtime.metrics.text().decode().splitlines()
        return sum(float(one.split()[-1]) for one in lines if one.startswith(name))


def text_of(number: int, user: int = 5, date: int = 0, **more: object) -> dict[str, Any]:
    """A message of a person as Telegram pushes it."""
    said = {"from": {"id": user}, "chat": {"id": user, "type": "private"}, "text": "hi", **more}
    return {"update_id": number, "message": said | ({"date": date} if date else {})}


def a_runtime(**webhook: object) -> Runtime:
    """What ingress is given."""
    hook = WebhookSettings(url=BASE, port=0, **webhook)
    inbound = InboundSettings(burst=5, per_second=0.01)
    telegram = TelegramSettings(token=TOKEN, webhook=hook, inbound=inbound)
    log, health = get_logger("ingress"), Health("ingress")
    return Runtime(Settings(telegram=telegram), SYSTEM_CLOCK, Stop(), health, Metrics(), log)


@asynccontextmanager
async def pushing(broker: Broker, patience: float = 10.0) -> AsyncIterator[Pusher]:
    """The server at work; it waits `patience` seconds for Kafka."""
    runtime = a_runtime()
    forward = Forwarder(runtime, broker)
    pushes = Pushes(runtime, forward, doors_of(runtime.settings, ["main"]), patience)
    async with serve_pushes(runtime, pushes) as port, aiohttp.ClientSession() as http:
        working = asyncio.ensure_future(pushes.run())
        yield Pusher(f"http://127.0.0.1:{port}/telegram", http, runtime)
        runtime.stop.set()
        await working
