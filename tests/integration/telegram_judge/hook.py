"""A webhook for the checks: answers as told, remembers what came."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.integration.telegram_judge.desk import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.integration.telegram_judge.desk import Desk


class Hook:
    """A webhook that answers as told, 200 where nothing was; remembers what came."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[web.Response] = []
        self.requests: list[tuple[dict[str, Any], dict[str, str]]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.under_way = self.most_under_way = 0

    async def handle(self, request: web.Request) -> web.Response:
        """One push."""
        self.requests.append((await request.json(), dict(request.headers)))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await self.gate.wait()
        self.under_way -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        """Texts in order of arrival."""
        return [body["message"]["text"] for body, _ in self.requests]

    async def got(self, desk: Desk, count: int) -> None:
        """Wait for so many pushes."""

        async def is_there() -> bool:
            return len(self.requests) >= count

        await desk.until(is_there)


@asynccontextmanager
async def hooked(desk: Desk, **more: Any) -> AsyncIterator[Hook]:
    """A hook that is set and serving."""
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.handle)
    async with served(app) as base:
        hook.url = f"{base}/hook"
        await desk.bot.set_webhook(hook.url, **more)
        yield hook
        hook.gate.set()
        await desk.lab.admin("POST", "reset")


async def say(desk: Desk, *texts: str) -> None:
    """The person types."""
    for text in texts:
        await desk.admin("POST", "say", user=desk.user, text=text)


async def hook_info(desk: Desk) -> dict[str, Any]:
    """What getWebhookInfo tells."""
    return (await desk.bot.get_webhook_info()).model_dump(exclude_none=True)


async def until_failed(desk: Desk) -> None:
    """Wait until getWebhookInfo tells of an error."""

    async def has_failed() -> bool:
        return "last_error_message" in await hook_info(desk)

    await desk.until(has_failed)
