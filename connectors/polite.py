"""One request to a board, politely and safely: limits of size and time, and no private addresses.

Owns the HTTP session. When to ask is decided in gigwire.domain.collect, what an answer means in
connectors.sources.
"""

from __future__ import annotations

import ipaddress
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import aiohttp

from gigwire import __version__
from gigwire.contracts.errors import Poison, Transient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from aiohappyeyeballs import AddrInfoType

    from connectors.sources.base import Request
    from gigwire.runtime.settings import CollectSettings

MOST_BYTES: Final = 5 * 1024 * 1024  # of a body, decompressed; real pages have under 1 MB
CHUNK_BYTES: Final = 65_536
MOST_REDIRECTS: Final = 3
# Together below the supervisor's patience, so that a running poll can end on SIGTERM.
TOTAL_SECONDS: Final = 12.0
CONNECT_SECONDS: Final = 5.0
AT_ONCE: Final = 50
KEPT_HEADERS: Final = ("etag", "last-modified", "date", "retry-after", "content-type")


class Answer(NamedTuple):
    """What a board answered. `headers`: those of `KEPT_HEADERS` that came, lower case."""

    status: int
    body: bytes
    headers: dict[str, str]
    charset: str | None


class AddressRefusedError(OSError):
    """The name leads to an address that is not on the public Internet."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet (a mapped IPv4 counts as that)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    final = mapped or ip
    return final.is_global and not final.is_multicast


def public_socket(info: AddrInfoType) -> socket.socket:
    """A socket for a resolved address: the check holds for what is connected to, not for a name.

    Raises:
        AddressRefusedError: loopback, private, link-local and other addresses that are not public.
    """
    family, kind, protocol, _, place = info
    if not is_public(str(place[0])):
        raise AddressRefusedError(f"{place[0]} is not a public address")
    return socket.socket(family, kind, protocol)


@asynccontextmanager
async def open_session(settings: CollectSettings) -> AsyncIterator[aiohttp.ClientSession]:
    """The session that all polls share; it names us and keeps no cookies."""
    factory = None if settings.allow_private_addresses else public_socket
    connector = aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=2, socket_factory=factory)
    async with aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=TOTAL_SECONDS, sock_connect=CONNECT_SECONDS),
        headers={"User-Agent": f"gigwire/{__version__} (+{settings.contact})"},
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as session:
        yield session


async def fetch(
    session: aiohttp.ClientSession, request: Request, conditions: Mapping[str, str]
) -> Answer:
    """Send one request; `conditions` are headers of a conditional GET.

    Raises:
        Transient: no whole answer came; the reason is a short code.
        Poison: `too_large`.
    """
    try:
        async with session.request(
            request.method,
            request.url,
            headers={**request.headers, **conditions},
            data=request.form,
            allow_redirects=request.method == "GET",
            max_redirects=MOST_REDIRECTS,
        ) as response:
            body = await _limited(response)
            kept = {it: response.headers[it] for it in KEPT_HEADERS if it in response.headers}
            return Answer(response.status, body, kept, response.charset)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise Transient(_reason(error)) from error


async def _limited(response: aiohttp.ClientResponse) -> bytes:
    """The body, counted after decompression: a small bomb stays small."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            raise Poison("too_large", f"more than {MOST_BYTES} bytes")
    return bytes(body)


def _reason(error: Exception) -> str:
    """A short stable code for what went wrong on the way."""
    causes: list[BaseException | None] = [error, error.__cause__, getattr(error, "os_error", None)]
    if any(isinstance(cause, AddressRefusedError) for cause in causes):
        return "address_refused"
    for kind, code in _CODES.items():
        if isinstance(error, kind):
            return code
    return "no_connection"


_CODES: Final[dict[type[Exception], str]] = {
    TimeoutError: "timeout",
    aiohttp.TooManyRedirects: "too_many_redirects",
    aiohttp.ClientPayloadError: "cut_off",
    aiohttp.ServerDisconnectedError: "cut_off",
    aiohttp.ClientConnectorCertificateError: "bad_certificate",
    aiohttp.ClientConnectorDNSError: "unknown_host",
    ConnectionResetError: "cut_off",
    aiohttp.ClientResponseError: "bad_answer",
    aiohttp.ClientConnectorError: "no_connection",
    ValueError: "bad_request",
}
