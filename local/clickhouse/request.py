"""From an HTTP request to a statement: where ClickHouse's interface keeps SQL, settings and names.

Only multipart is a form; every other body, whatever its Content-Type says, is SQL or rows.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final, NamedTuple

from local.clickhouse import wire
from local.clickhouse.engine import Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

# Parameters of the interface itself; all others are settings of the statement.
RESERVED: Final = frozenset({
    "query", "database", "default_format", "user", "password", "query_id", "session_id",
    "session_timeout", "session_check", "client_protocol_version", "wait_end_of_query",
    "buffer_size", "compress", "decompress", "quota_key", "role", "enable_http_compression",
    "send_progress_in_http_headers", "http_headers_progress_interval_ms", "stacktrace",
})  # fmt: skip
_PARAMETER: Final = "param_"


class User(NamedTuple):
    """Who may ask. An empty password lets everybody in under that name."""

    name: str
    password: str = ""
    is_read_only: bool = False


class BadRequestError(ValueError):
    """A request that no statement can be read from; the text says why."""


class ForbiddenError(Exception):
    """Wrong user or password; the text names the user."""


def check_user(request: web.Request, users: Mapping[str, User]) -> User:
    """The user of a request, from headers, basic authentication or the address.

    Raises:
        ForbiddenError: unknown name or wrong password; which of both is not told.
    """
    name, password = _credentials(request)
    user = users.get(name)
    if user is None or (user.password and user.password != password):
        raise ForbiddenError(name)
    return user


def _credentials(request: web.Request) -> tuple[str, str]:
    headers, query = request.headers, request.query
    if "X-ClickHouse-User" in headers:
        return headers["X-ClickHouse-User"], headers.get("X-ClickHouse-Key", "")
    scheme, _, encoded = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, password = base64.b64decode(encoded).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise ForbiddenError("unreadable credentials") from None
        return name or "default", password
    return query.get("user", "default"), query.get("password", "")


async def read_query(request: web.Request, user: User) -> Query:
    """The statement of a request.

    Raises:
        BadRequestError: no SQL, an unknown or broken Content-Encoding, or a body that asks for
            something that the local server does not have.
    """
    fields = dict(request.query)
    if request.content_type == "multipart/form-data":
        fields |= await _form(request)
        body = b""
    else:
        body = _decoded(await request.read(), request.headers.get("Content-Encoding", ""))
    text = fields.get("query", "").encode()
    text = text + b"\n" + body if text and body else text or body
    if not text.strip():
        raise BadRequestError("Empty query")
    headers = request.headers
    return Query(
        text=text,
        database=fields.get("database") or headers.get("X-ClickHouse-Database") or "default",
        settings={
            name: value
            for name, value in fields.items()
            if name not in RESERVED and not name.startswith(_PARAMETER)
        },
        parameters={
            name.removeprefix(_PARAMETER): value
            for name, value in fields.items()
            if name.startswith(_PARAMETER)
        },
        format=fields.get("default_format") or headers.get("X-ClickHouse-Format") or "TabSeparated",
        is_read_only=user.is_read_only or request.method == "GET",
    )


def _decoded(body: bytes, encoding: str) -> bytes:
    try:
        return wire.decode_body(body, encoding.lower())
    except wire.UnknownEncodingError as error:
        raise BadRequestError(f"Unknown compression method {error}") from error
    except ValueError as error:
        raise BadRequestError(str(error)) from error


async def _form(request: web.Request) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in (await request.post()).items():
        if not isinstance(value, str):
            raise BadRequestError(f"external table {name}: not available in the local ClickHouse")
        fields[name] = value
    return fields
