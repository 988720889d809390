"""One request over real sockets: what is refused, cut and limited on the way."""

from __future__ import annotations

import gzip
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from connectors.polite import MOST_BYTES, Answer, fetch, open_session
from connectors.sources.base import Request
from gigwire.contracts.errors import Poison, Transient
from gigwire.runtime.settings import CollectSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOCAL = CollectSettings(allow_private_addresses=True)


@asynccontextmanager
async def served(handler: object) -> AsyncIterator[str]:
    """A server with one handler for every path; its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)  # type: ignore[arg-type]  # any handler
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def got(url: str, settings: CollectSettings = LOCAL, method: str = "GET") -> Answer:
    """One request with fresh connections."""
    async with open_session(settings) as session:
        wanted = Request(url, "POST" if method == "POST" else "GET", {"Accept": "x/y"})
        return await fetch(session, wanted, {"If-None-Match": '"e"'})


async def test_a_request_says_who_we_are_and_carries_its_conditions() -> None:
    """An honest User-Agent with an address; headers of source and cursor together."""
    seen: dict[str, str] = {}

    async def handler(request: web.Request) -> web.Response:
        seen.update(request.headers)
        return web.Response(text="ok", headers={"ETag": '"f"', "X-Other": "1"})

    async with served(handler) as url:
        answer = await got(url)
    assert answer == Answer(200, b"ok", answer.headers, "utf-8")
    assert answer.headers["etag"] == '"f"'
    assert "x-other" not in answer.headers
    assert seen["User-Agent"].startswith("gigwire/")
    assert LOCAL.contact in seen["User-Agent"]
    assert (seen["Accept"], seen["If-None-Match"]) == ("x/y", '"e"')


async def test_private_addresses_are_refused_unless_allowed() -> None:
    """By number or by name, the connection is never made."""

    async def handler(_: web.Request) -> web.Response:
        raise AssertionError("never reached")

    async with served(handler) as url:
        for address in (url, url.replace("127.0.0.1", "localhost")):
            with pytest.raises(Transient, match="address_refused"):
                await got(address, CollectSettings())


async def test_a_small_bomb_stays_small() -> None:
    """The limit counts decompressed bytes."""
    bomb = gzip.compress(b" " * (MOST_BYTES * 4))

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    async with served(handler) as url:
        with pytest.raises(Poison, match="too_large"):
            await got(url)


async def test_redirects_end() -> None:
    """A few are followed for a GET, none for a POST, and a circle is left."""

    async def circle(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.path)

    async with served(circle) as url:
        with pytest.raises(Transient, match="too_many_redirects"):
            await got(url)
        assert (await got(url, method="POST")).status == 302


async def test_a_body_shorter_than_promised_is_no_answer() -> None:
    """A connection that ends early is told from a short page."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.abort()
        return response

    async with served(handler) as url:
        with pytest.raises(Transient, match="cut_off"):
            await got(url)


async def test_broken_compression_is_no_answer() -> None:
    """Bytes that are not what Content-Encoding says."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=b"not gzip", headers={"Content-Encoding": "gzip"})

    async with served(handler) as url:
        with pytest.raises(Transient, match=r"cut_off|bad_answer"):
            await got(url)


async def test_nobody_there_is_told() -> None:
    """A closed port is a reason of its own."""
    with pytest.raises(Transient, match="no_connection"):
        await got("http://127.0.0.1:9")
