"""Answers as bytes, and the ways in which an answer can fail to arrive. Decides nothing."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, NamedTuple

import orjson
from aiohttp import web

from local.telegram.errors import BotApiError

if TYPE_CHECKING:
    from local.telegram.faults import Fault, Outcome
    from local.telegram.lab_clock import LabClock

GARBAGE = (
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
)
STATUS_TEXTS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
HANG_SECONDS = 3600.0
JSON = "application/json"
NO_LINGER = struct.pack("ii", 1, 0)


class Told(NamedTuple):
    """A result with the words Telegram sets beside it."""

    result: object
    description: str


def success(result: object) -> web.Response:
    """A result."""
    if isinstance(result, Told):
        answer = {"ok": True, "result": result.result, "description": result.description}
        return web.Response(body=orjson.dumps(answer), content_type=JSON)
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type=JSON)


def refusal(error: BotApiError) -> web.Response:
    """A refused call; 429 names its wait in a header, too."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
    body = orjson.dumps(error.body())
    return web.Response(body=body, status=error.code, headers=headers, content_type=JSON)


def planned_error(fault: Fault) -> BotApiError:
    """The error a fault asks for."""
    if fault.status == 429:
        seconds = max(fault.retry_after, 1)
        text = f"Too Many Requests: retry after {seconds}"
        return BotApiError(429, fault.description or text, retry_after=seconds)
    text = STATUS_TEXTS.get(fault.status, "Internal Server Error")
    return BotApiError(fault.status, fault.description or text)


async def spoil(
    outcome: Outcome, request: web.Request, answer: web.Response, clock: LabClock
) -> web.StreamResponse:
    """The answer as the outcome leaves it: lost, cut, unreadable or never sent."""
    way = outcome.partition("_")[0]
    if way == "hang":
        await _until_gone(request, clock)
    if way in ("hang", "drop"):
        return _hang_up(request)
    if way == "cut":
        return await _cut(request, answer)
    if way == "reset":
        return _reset(request)
    if way == "garbage":
        return web.Response(text=GARBAGE, status=502, content_type="text/html")
    return answer if way == "answer" else web.Response(body=_body(answer)[:-2], content_type=JSON)


def _body(answer: web.Response) -> bytes:
    assert isinstance(answer.body, bytes)
    return answer.body


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection without a byte; the answer returned here never leaves."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


def _reset(request: web.Request) -> web.Response:
    """Close it with RST in place of FIN."""
    if request.transport is not None:
        connection = request.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        request.transport.abort()
    return web.Response(status=500)


async def _cut(request: web.Request, answer: web.Response) -> web.StreamResponse:
    """Promise the whole answer, send half of it."""
    body = _body(answer)
    response = web.StreamResponse(headers={"Content-Type": JSON, "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def _until_gone(request: web.Request, clock: LabClock) -> None:
    """Wait until the caller gives up (or an hour of the server's time)."""
    gives_up = clock.monotonic() + HANG_SECONDS
    while clock.monotonic() < gives_up:
        if request.transport is None or request.transport.is_closing():
            return
        await asyncio.sleep(0.05)
