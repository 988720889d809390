"""HTTP for the chat page: its files, the chat list, messages, live events. Owns no state."""

from __future__ import annotations

import asyncio
import heapq
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from local.telegram.answers import checked, json_answer
from local.telegram.people import mark_read
from local.telegram.summaries import chat_summary, commands_for, newest_chats

if TYPE_CHECKING:
    from local.telegram.feed import Feed
    from local.telegram.world import World

STATIC = Path(__file__).parent / "static"
PAGE_CHATS = 200
PAGE_MESSAGES = 50
OF_MESSAGE = ("message", "is_silent")
HEARTBEAT_SECONDS = 15
NO_STORE = {"Cache-Control": "no-store"}
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


class Page:
    """Routes `/`, `/static/...` and `/page/...`."""

    def __init__(self, world: World, feed: Feed) -> None:
        self._world = world
        self._feed = feed

    def routes(self) -> list[web.AbstractRouteDef]:
        """What the server mounts."""
        return [
            web.get("/", self._index),
            web.get("/static/{path:.+}", self._file),
            web.get("/page/chats", self._chats),
            web.get("/page/chats/{chat_id:-?[0-9]+}", checked(self._messages)),
            web.post("/page/chats/{chat_id:-?[0-9]+}/read", self._read),
            web.get("/page/events", self._events),
        ]

    async def _index(self, _request: web.Request) -> web.FileResponse:
        headers = {**NO_STORE, "Content-Security-Policy": POLICY}
        return web.FileResponse(STATIC / "index.html", headers=headers)

    async def _file(self, request: web.Request) -> web.FileResponse:
        path = (STATIC / request.match_info["path"]).resolve()
        if not path.is_relative_to(STATIC) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=NO_STORE)

    async def _chats(self, request: web.Request) -> web.Response:
        search = request.query.get("search", "")
        chats = newest_chats(self._world, search, PAGE_CHATS)
        total = len(self._world.chats)
        bot, cursor = self._world.me, self._world.journal.end
        return json_answer({"chats": chats, "total": total, "bot": bot, "cursor": cursor})

    async def _messages(self, request: web.Request) -> web.Response:
        chat = self._world.chats.get(int(request.match_info["chat_id"]))
        if chat is None:
            return json_answer({"error": "no such chat"}, status=404)
        before = int(request.query.get("before", 1 << 53))
        older = (message_id for message_id in chat.places if message_id < before)
        wanted = heapq.nlargest(PAGE_MESSAGES, older)
        stored = [self._world.stored(chat, message_id) or {} for message_id in reversed(wanted)]
        return json_answer(
            {
                "chat": chat_summary(self._world, chat),
                "messages": [{name: event.get(name) for name in OF_MESSAGE} for event in stored],
                "has_older": bool(wanted) and min(chat.places) < wanted[-1],
                "commands": commands_for(self._world, chat),
            }
        )

    async def _read(self, request: web.Request) -> web.Response:
        mark_read(self._world, int(request.match_info["chat_id"]))
        return json_answer({"ok": True})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        given = request.headers.get("Last-Event-ID") or request.query.get("since", "")
        page = self._feed.connect(int(given) if given.isdigit() else None)
        response = web.StreamResponse(headers={**NO_STORE, "Content-Type": "text/event-stream"})
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while frame := await _next_frame(page):
                await response.write(frame)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._feed.disconnect(page)
        return response


async def _next_frame(page: asyncio.Queue[bytes | None]) -> bytes | None:
    """The next frame, or a comment after a quiet while, so that a dead page is noticed."""
    try:
        return await asyncio.wait_for(page.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return b": still here\n\n"
