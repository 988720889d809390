"""The accepted record over HTTP, read from the journal in order. Owns the row's shape.

`GET /admin/transcript?since=CURSOR&limit=N&kinds=sent,edited[&format=ndjson]`: rows after a cursor
(0 is the beginning) and the cursor to go on from. NDJSON streams everything up to now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from local.telegram.answers import json_answer
from local.telegram.reading import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.telegram.journal import Event, Place
    from local.telegram.world import World

ACCEPTED = "sent,edited,deleted"
MAX_ROWS = 10_000
CHUNK_ROWS = 500
OF_MESSAGE = (
    "message_id",
    "date",
    "text",
    "entities",
    "reply_markup",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "media_group_id",
    "reply_to_message",
    "message_thread_id",
)


class Transcript:
    """Serves rows; keeps nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Rows as one JSON object, or streamed one a line."""
        since = int(request.query.get("since", "0"))
        limit = min(int(request.query.get("limit", MAX_ROWS)), MAX_ROWS)
        kinds = frozenset(request.query.get("kinds", ACCEPTED).split(","))
        if request.query.get("format") == "ndjson":
            return await self._stream(request, since, kinds)
        rows: list[Event] = []
        cursor = since
        for place, event in self._world.journal.events(since):
            if event["kind"] in kinds:
                if len(rows) == limit:
                    break
                rows.append(transcript_row(place, event))
            cursor = place.after
        return json_answer({"cursor": cursor, "rows": rows})

    async def _stream(
        self, request: web.Request, since: int, kinds: frozenset[str]
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await response.prepare(request)
        for chunk in self._chunks(since, kinds):
            await response.write(chunk)
        return response

    def _chunks(self, since: int, kinds: frozenset[str]) -> Iterator[bytes]:
        lines: list[bytes] = []
        for place, event in self._world.journal.events(since):
            if event["kind"] in kinds:
                row = transcript_row(place, event)
                lines.append(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
            if len(lines) == CHUNK_ROWS:
                yield b"".join(lines)
                lines.clear()
        yield b"".join(lines)


def transcript_row(place: Place, event: Event) -> Event:
    """One accepted thing: kind, `at` (Unix seconds), method, chat and message id, content."""
    rest = {name: value for name, value in event.items() if name not in ("message", "query")}
    row: Event = {"cursor": place.after, **rest}
    if "message" in event:
        message = mapping(event, "message")
        row["chat_id"] = mapping(message, "chat")["id"]
        row.update({name: message[name] for name in OF_MESSAGE if name in message})
    if "query" in event:
        query = mapping(event, "query")
        pressed = mapping(query, "message")
        row["query_id"], row["data"] = query["id"], query["data"]
        row["chat_id"] = mapping(pressed, "chat")["id"]
        row["message_id"] = pressed["message_id"]
    return row
