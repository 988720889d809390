"""What a check works with: a real aiogram bot, a fresh person, the admin API, an inbox."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.integration.telegram_judge.check import OK, USER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from aiogram.methods import TelegramMethod
    from aiogram.types import Message, Update

    from tests.support.telegram_lab import TelegramLab

IDS = itertools.count(5_000_001)
CROWDS = itertools.count(2_000_000_001, 20_000)
SECRET = "judge-secret_1"
HEARD_WITHIN = 10.0
ALL_KINDS = ["message", "channel_post", "callback_query", "my_chat_member"]


class Desk:
    """One check's place at the shared server."""

    def __init__(self, lab: TelegramLab, bot: Bot) -> None:
        self.lab = lab
        self.bot = bot
        self.user = 0
        self.crowd = 0  # id of the first person of this check's crowd

    async def prepare(self) -> None:
        """No limit, no fault, no hook, nothing pending; a person of its own."""
        await self.lab.admin("POST", "reset")
        await self.lab.limits(mode="off")
        self.user = await self.lab.person(next(IDS))
        self.crowd = next(CROWDS)

    async def admin(self, verb: str, path: str, **body: object) -> Any:
        """An admin call that must succeed."""
        return await self.lab.admin(verb, path, body or None)

    async def outcome(self, call: Awaitable[object]) -> str:
        """`ok`, or the exception an aiogram program sees."""
        try:
            await call
        except TelegramRetryAfter as error:
            return f"TelegramRetryAfter({error.retry_after})"
        except TelegramMigrateToChat as error:
            return f"TelegramMigrateToChat({error.migrate_to_chat_id})"
        except TelegramNetworkError as error:
            cause = type(error.__cause__).__name__ if error.__cause__ else error.message
            return f"{type(error).__name__}: {cause}"
        except TelegramAPIError as error:
            return f"{type(error).__name__}: {error.message}"
        except AiogramError as error:
            return type(error).__name__
        return OK

    async def run(self, method: TelegramMethod[Any]) -> str:
        """Call a method of a table; the stand-in is the check's person."""
        is_mine = getattr(method, "chat_id", None) == USER
        update = {"chat_id": self.user} if is_mine else {}
        return await self.outcome(self.bot(method.model_copy(update=update)))

    async def send(self, text: str = "x", chat_id: int | None = None, **more: Any) -> Message:
        """A message that must be accepted."""
        return await self.bot.send_message(chat_id or self.user, text, **more)

    async def try_send(self, text: str = "x", chat_id: int | None = None, **more: Any) -> str:
        """A message that may be refused."""
        return await self.outcome(self.send(text, chat_id, **more))

    async def try_many(self, count: int, **more: Any) -> list[str]:
        """The outcomes of messages sent one after another."""
        return [await self.try_send(f"m{number}", **more) for number in range(count)]

    async def group(self, **about: object) -> int:
        """A new group of the person."""
        chat_id = -1_000_000_000_000 - next(IDS)
        wanted = {"id": chat_id, "title": "Readers", "members": [self.user], **about}
        await self.lab.admin("POST", "groups", wanted)
        return chat_id

    async def raw(self, method: str, **fields: object) -> tuple[int, dict[str, Any]]:
        """The same bot without aiogram: status and answer."""
        return await self.lab.call(method, **fields)

    async def said(self, method: str, **fields: object) -> str:
        """Status and description of a raw call."""
        status, answer = await self.raw(method, **fields)
        return f"{status} {answer.get('description', OK)}"

    async def counters(self) -> dict[str, Any]:
        """The server's counters."""
        found: dict[str, Any] = await self.lab.admin("GET", "counters")
        return found

    async def verdict(self) -> dict[str, Any]:
        """The judge's verdict since the check began."""
        found: dict[str, Any] = await self.lab.admin("GET", "verdict")
        return found

    async def advance(self, seconds: float) -> None:
        """Let the server's time jump."""
        await self.admin("PUT", "clock", advance=seconds)

    async def mine(self, kinds: str = "sent") -> list[dict[str, Any]]:
        """Rows of the transcript of the check's person."""
        return [row for row in await self.lab.rows(kinds) if row.get("chat_id") == self.user]

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Return when the condition holds."""
        async with asyncio.timeout(HEARD_WITHIN):
            while not await condition():  # noqa: ASYNC110 - a server sends no event
                await asyncio.sleep(0.005)

    @asynccontextmanager
    async def hear(self, way: str) -> AsyncIterator[Inbox]:
        """A real dispatcher that gets updates by `long poll` or `webhook`."""
        inbox = Inbox()
        listening = inbox.poll(self) if way == "long poll" else inbox.serve(self)
        async with listening:
            yield inbox


class Inbox:
    """Updates as aiogram's dispatcher got them, in order."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Update] = asyncio.Queue()
        self.dispatcher = Dispatcher()
        self.dispatcher.update.outer_middleware(self.take)

    async def next(self) -> Update:
        """The next update."""
        async with asyncio.timeout(HEARD_WITHIN):
            return await self._queue.get()

    async def texts(self, count: int) -> list[str | None]:
        """Texts of the next messages."""
        updates = [await self.next() for _ in range(count)]
        return [update.message.text if update.message else None for update in updates]

    async def take(self, _handler: object, event: Any, _given: object) -> None:
        """Keep it; no handler sees it."""
        self._queue.put_nowait(event)

    @asynccontextmanager
    async def poll(self, desk: Desk) -> AsyncIterator[None]:
        """Run aiogram's own polling beside the check."""
        poll = self.dispatcher.start_polling(
            desk.bot,
            handle_signals=False,
            close_bot_session=False,
            polling_timeout=5,
            allowed_updates=ALL_KINDS,
        )
        async with asyncio.TaskGroup() as group:
            task = group.create_task(poll)
            yield
            await self.dispatcher.stop_polling()
            await task

    @asynccontextmanager
    async def serve(self, desk: Desk) -> AsyncIterator[None]:
        """Run aiogram's own webhook server and set the hook."""
        app = web.Application()
        handler = SimpleRequestHandler(
            self.dispatcher, desk.bot, handle_in_background=False, secret_token=SECRET
        )
        handler.register(app, "/hook")
        async with served(app) as base:
            url = f"{base}/hook"
            await desk.bot.set_webhook(url, secret_token=SECRET, allowed_updates=ALL_KINDS)
            yield


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """An application on a port of its own; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def keys(*names: str) -> InlineKeyboardMarkup:
    """One row of buttons whose data is their text."""
    row = [InlineKeyboardButton(text=name, callback_data=name) for name in names]
    return InlineKeyboardMarkup(inline_keyboard=[row])
