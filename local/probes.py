"""Questions that only a ready server answers: HTTP `GET /ping`, Kafka's metadata.

Owns single questions with a short time-out; who asks again and for how long: `local.process`.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Awaitable, Callable
from typing import Final

from local.ports import HOST

Probe = Callable[[], Awaitable[bool]]
ANSWER_SECONDS: Final = 2.0
# Kafka protocol: Metadata (key 3) version 1, correlation 1, client "gigwire", no topics.
_METADATA: Final = struct.pack(">hhih7si", 3, 1, 1, 7, b"gigwire", 0)


def http_ping(port: int) -> Probe:
    """Ready when `GET /ping` is answered with 200."""

    async def ask() -> bool:
        request = b"GET /ping HTTP/1.0\r\nHost: " + HOST.encode() + b"\r\n\r\n"
        return (await _exchange(port, request, 12)).endswith(b" 200")

    return ask


def kafka_metadata(port: int) -> Probe:
    """Ready when the broker lists a live broker: listening alone comes before it can serve."""

    async def ask() -> bool:
        answer = await _exchange(port, struct.pack(">i", len(_METADATA)) + _METADATA, 12)
        if len(answer) < 12:
            return False
        _size, _correlation, brokers = struct.unpack(">iii", answer)
        return bool(brokers >= 1)

    return ask


async def _exchange(port: int, request: bytes, wanted: int) -> bytes:
    """Send `request`, return the first `wanted` bytes of the answer; empty when there is none."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(request)
                return await reader.readexactly(wanted)
            finally:
                writer.close()
    except (OSError, EOFError):  # refused, reset, closed early, timed out
        return b""
