"""A Bot API server of a test's own, or the shared one: real aiogram bots and the admin API."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from local.parts import LOCAL_TOKEN, server_command
from local.ports import PortClaims
from local.process import ChildProcess
from local.telegram.transcript import MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from pydantic import BaseModel

WAIT_SECONDS = 10.0


class TelegramLab:
    """One server's address with everything a test asks of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = aiohttp.ClientSession()
        self._bots: list[Bot] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self._bots:
            await bot.session.close()
        await self.http.close()

    def bot(self, timeout: float = 60.0, token: str = LOCAL_TOKEN) -> Bot:
        """A real aiogram bot that talks to the server; closed with the lab."""
        api = TelegramAPIServer.from_base(self.url)
        bot = Bot(token, session=AiohttpSession(api=api, timeout=timeout))
        self._bots.append(bot)
        return bot

    async def call(self, method: str, **fields: object) -> tuple[int, dict[str, Any]]:
        """A raw Bot API call with a JSON body: status and answer."""
        url = f"{self.url}/bot{LOCAL_TOKEN}/{method}"
        async with self.http.post(url, json=fields) as answer:
            return answer.status, await answer.json()

    async def admin(self, verb: str, path: str, body: object = None) -> Any:
        """An admin call that must succeed."""
        url = f"{self.url}/admin/{path}"
        async with self.http.request(verb, url, json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def person(self, user: int, language: str = "en", **fields: object) -> int:
        """Somebody the bot may write to."""
        wanted = {"id": user, "name": f"Person {user}", "language_code": language, **fields}
        await self.admin("POST", "people", {"has_started": True, **wanted})
        return user

    async def fault(self, **rule: object) -> None:
        """Add one fault."""
        await self.admin("POST", "faults", rule)

    async def limits(self, **config: object) -> None:
        """Replace the limits."""
        await self.admin("PUT", "limits", config)

    async def rows(self, kinds: str = "sent,edited,deleted") -> list[dict[str, Any]]:
        """The whole transcript of some kinds, page by page: an answer has 10,000 rows at most."""
        rows: list[dict[str, Any]] = []
        since, is_more = 0, True
        while is_more:
            page = await self.admin("GET", f"transcript?kinds={kinds}&since={since}")
            rows += page["rows"]
            since, is_more = page["cursor"], len(page["rows"]) >= MAX_ROWS
        return rows


@asynccontextmanager
async def own_server(
    state: Path, tokens: tuple[str, ...] = (LOCAL_TOKEN,)
) -> AsyncIterator[tuple[TelegramLab, ChildProcess]]:
    """A server that a test may kill; the same folder and port are used on restart."""
    claims = PortClaims()
    port = claims.claim()
    child = ChildProcess(server_command("telegram", state, port, seed=1, tokens=tokens))
    try:
        await child.start()
        async with TelegramLab(f"http://127.0.0.1:{port}") as lab:
            yield lab, child
    finally:
        await child.stop()
        claims.release()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Return as soon as the condition holds; TimeoutError after ten seconds."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not await condition():  # noqa: ASYNC110 - a server sends no event
            await asyncio.sleep(0.01)


def keys(*rows: list[str]) -> InlineKeyboardMarkup:
    """A keyboard whose data is the lower-case text."""
    drawn = [[InlineKeyboardButton(text=t, callback_data=t.lower()) for t in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=drawn)


async def fresh(bot: Bot, kind: str, user: int) -> list[Any]:
    """Pending updates of one kind from one person; the queue is shared by the session's tests."""
    found, offset = [], 0
    while updates := await bot.get_updates(offset=offset):
        found += [getattr(update, kind) for update in updates]
        offset = updates[-1].update_id + 1
    return [one for one in found if one and one.from_user.id == user]


def plain(model: BaseModel | None) -> object:
    """What a model says; models of another bot are never equal."""
    return model.model_dump(exclude_none=True) if model else None
