"""How a board answers over HTTP: faults first, then the page, conditional where the board is."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from gigwire.runtime.clock import SYSTEM_CLOCK
from local.boards.faults import FaultAsked, Faults, refusal, spoilt

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.boards.model import Board
    from local.boards.world import World

REMEMBERED_REQUESTS: Final = 500
_LOGGED: Final = ("User-Agent", "If-None-Match", "If-Modified-Since", "Authorization")


@dataclass
class Answering:
    """Serves pages of all boards and remembers the last requests, for checks of politeness."""

    world: World
    faults: Faults = field(default_factory=Faults)
    slow_now: int = 0  # requests being delayed at this moment
    requests: deque[dict[str, Any]] = field(
        default_factory=lambda: deque(maxlen=REMEMBERED_REQUESTS)
    )

    async def page(
        self,
        request: web.Request,
        board: Board,
        content_type: str,
        make: Callable[[], bytes],
        validators: tuple[str, ...] = (),
    ) -> web.StreamResponse:
        """Answer with what `make` gives. `validators`: which of `etag`, `last_modified` it has."""
        fault = self.faults.take(board, SYSTEM_CLOCK.monotonic())
        response = await self._answer(request, board, fault, make, validators)
        if isinstance(response, web.Response) and response.status == 200:
            response.headers.setdefault("Content-Type", content_type)
        self._remember(request, board, response.status, fault)
        if fault is not None and fault.kind == "reset":
            return await _cut_off(request, response)
        return response

    async def _answer(
        self,
        request: web.Request,
        board: Board,
        fault: FaultAsked | None,
        make: Callable[[], bytes],
        validators: tuple[str, ...],
    ) -> web.StreamResponse:
        if fault is not None:
            if fault.kind == "slow":
                self.slow_now += 1
                await asyncio.sleep(fault.delay)
                self.slow_now -= 1
            refused = refusal(fault)
            if refused is not None:
                return refused
        body = make()
        headers = self._validators(board, body, validators)
        # What a fault spoils is a page: it has to be one, whatever the asker has already.
        is_whole = fault is not None and fault.kind != "slow"
        if not is_whole and _is_unchanged(request, headers):
            return web.Response(status=304, headers=headers)
        return web.Response(body=spoilt(fault, body) if fault else body, headers=headers)

    def _validators(self, board: Board, body: bytes, wanted: tuple[str, ...]) -> dict[str, str]:
        headers = {}
        if "etag" in wanted:
            headers["ETag"] = f'"{hashlib.blake2b(body, digest_size=10).hexdigest()}"'
        if "last_modified" in wanted:
            moments = [it.updated_at for it in self.world.postings[board].values()]
            newest = max(moments, default=datetime.fromtimestamp(0, UTC))
            headers["Last-Modified"] = format_datetime(newest, usegmt=True)
        return headers

    def _remember(
        self, request: web.Request, board: Board, status: int, fault: FaultAsked | None
    ) -> None:
        entry: dict[str, Any] = {
            "at": SYSTEM_CLOCK.now(),
            "board": board,
            "method": request.method,
            "path": request.path_qs,
            "status": status,
            "fault": fault.kind if fault else None,
        }
        entry["headers"] = {
            name: request.headers[name] for name in _LOGGED if name in request.headers
        }
        self.requests.append(entry)


def _is_unchanged(request: web.Request, headers: dict[str, str]) -> bool:
    """RFC 9110 section 13: If-None-Match decides where it is given, else If-Modified-Since."""
    tags = request.headers.get("If-None-Match")
    if tags is not None and "ETag" in headers:
        return headers["ETag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = request.headers.get("If-Modified-Since")
    if since is None or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    except ValueError:
        return False


async def _cut_off(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Send half of the body under its full length, then break the connection."""
    body = response.body if isinstance(response, web.Response) else b""
    assert isinstance(body, bytes)
    half = web.StreamResponse(headers={"Content-Length": str(max(2, len(body)))})
    await half.prepare(request)
    await half.write(body[: len(body) // 2] or b" ")
    if request.transport is not None:
        request.transport.abort()
    return half
