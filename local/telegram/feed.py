"""Live events for the chat page over SSE. Owns the connected pages and their backlog.

An event's id is a journal offset, so a page that lost its connection gets what it missed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson

from local.telegram.reading import integer, mapping
from local.telegram.summaries import chat_summary

if TYPE_CHECKING:
    from local.telegram.journal import Event
    from local.telegram.world import World

BACKLOG = 1000  # events a slow page may be behind before it is told to reload
REPLAYED_BYTES = 4 << 20

TOLD_AS_IT_IS = ("answered", "action")
TOLD_OF_A_CHAT = ("message", "message_id", "is_silent")

Frame = bytes


class Feed:
    """Turns world events into SSE frames and hands them to every connected page."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages: set[asyncio.Queue[Frame | None]] = set()
        world.listeners.append(self._publish)

    def connect(self, since: int | None) -> asyncio.Queue[Frame | None]:
        """A queue of frames, beginning with what happened after `since`; None ends it."""
        page: asyncio.Queue[Frame | None] = asyncio.Queue()
        for frame in self._missed(since):
            page.put_nowait(frame)
        self._pages.add(page)
        return page

    def disconnect(self, page: asyncio.Queue[Frame | None]) -> None:
        """Forget a page that went away."""
        self._pages.discard(page)

    def close(self) -> None:
        """Let all pages go."""
        for page in self._pages:
            page.put_nowait(None)

    def _missed(self, since: int | None) -> list[Frame]:
        end = self._world.journal.end
        if since is None or since == end:
            return []
        if not self._world.journal.is_border(since) or end - since > REPLAYED_BYTES:
            return [self._frame({"type": "reset"})]
        events = (self._shown(event) for _, event in self._world.journal.events(since))
        return [self._frame(shown) for shown in events if shown]

    def _publish(self, event: Event) -> None:
        if not self._pages:
            return
        shown = self._shown(event)
        if shown is None:
            return
        frame = self._frame(shown)
        for page in self._pages:
            _offer(page, frame, self._frame({"type": "reset"}))

    def _shown(self, event: Event) -> Event | None:
        kind = str(event["kind"])
        if kind in TOLD_AS_IT_IS:
            return {**event, "type": kind}
        chat_id = _chat_of(event)
        if chat_id is None:
            return None
        chat = {"chat": chat_summary(self._world, self._world.chats[chat_id])}
        told = {name: event[name] for name in TOLD_OF_A_CHAT if name in event}
        return {"type": kind, **chat, **told}

    def _frame(self, shown: Event) -> Frame:
        return b"id: %d\ndata: %s\n\n" % (self._world.journal.end, orjson.dumps(shown))


def _offer(page: asyncio.Queue[Frame | None], frame: Frame, reset: Frame) -> None:
    if page.qsize() < BACKLOG:
        page.put_nowait(frame)
        return
    while not page.empty():
        page.get_nowait()
    page.put_nowait(reset)


def _chat_of(event: Event) -> int | None:
    match event["kind"]:
        case "sent" | "edited" | "said":
            return integer(mapping(mapping(event, "message"), "chat"), "id")
        case "deleted" | "membership" | "read":
            return integer(event, "chat_id")
        case "person" | "group" as kind:
            return integer(mapping(event, "person" if kind == "person" else "chat"), "id")
    return None
