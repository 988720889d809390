"""The HTTP side: routes, headers and error answers exactly as a ClickHouse server gives them."""

from __future__ import annotations

import uuid
from time import perf_counter_ns
from typing import TYPE_CHECKING, Final

import orjson
from aiohttp import web

from local.clickhouse import wire
from local.clickhouse.engine import Answer, Engine, EngineError
from local.clickhouse.request import (
    BadRequestError,
    ForbiddenError,
    User,
    check_user,
    read_query,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BODY_BYTES: Final = 256 * 1024 * 1024
# ClickHouse's own mapping (src/Server/HTTP/exceptionCodeToHTTPStatus.cpp); everything else is 500.
_STATUS_BY_NAME: Final[dict[str, int]] = {
    **dict.fromkeys(
        ("UNKNOWN_USER", "WRONG_PASSWORD", "AUTHENTICATION_FAILED", "ACCESS_DENIED"), 403
    ),
    **dict.fromkeys(
        (
            "BAD_ARGUMENTS", "CANNOT_COMPILE_REGEXP", "CANNOT_PARSE_TEXT",
            "CANNOT_PARSE_ESCAPE_SEQUENCE", "CANNOT_PARSE_QUOTED_STRING", "CANNOT_PARSE_DATE",
            "CANNOT_PARSE_DATETIME", "CANNOT_PARSE_NUMBER", "CANNOT_PARSE_IPV4",
            "CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING", "CANNOT_PARSE_IPV6", "CANNOT_PARSE_UUID",
            "CANNOT_PARSE_INPUT_ASSERTION_FAILED", "DUPLICATE_COLUMN", "ILLEGAL_COLUMN",
            "THERE_IS_NO_COLUMN", "TOO_DEEP_AST", "TOO_BIG_AST", "UNEXPECTED_AST_STRUCTURE",
            "SYNTAX_ERROR", "INCORRECT_DATA", "TYPE_MISMATCH",
            "VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE",
        ),
        400,
    ),
    **dict.fromkeys(
        (
            "UNKNOWN_TABLE", "UNKNOWN_FUNCTION", "UNKNOWN_IDENTIFIER", "UNKNOWN_TYPE",
            "UNKNOWN_STORAGE", "UNKNOWN_DATABASE", "UNKNOWN_SETTING", "UNKNOWN_FORMAT",
            "UNKNOWN_AGGREGATE_FUNCTION", "UNKNOWN_DATABASE_ENGINE", "UNKNOWN_TYPE_OF_QUERY",
        ),
        404,
    ),
    "NOT_IMPLEMENTED": 501,
    "SOCKET_TIMEOUT": 503,
    "TIMEOUT_EXCEEDED": 408,
}  # fmt: skip
_CONTENT_TYPES: Final[dict[str, str]] = {
    "TabSeparated": "text/tab-separated-values; charset=UTF-8",
    "CSV": "text/csv; charset=UTF-8; header=absent",
    "JSON": "application/json; charset=UTF-8",
    "JSONCompact": "application/json; charset=UTF-8",
    "JSONEachRow": "application/x-ndjson; charset=UTF-8",
    "Native": "application/octet-stream",
}


def build_app(engine: Engine, users: Mapping[str, User]) -> web.Application:
    """The application: `/ping`, and `/` for everything else, as the real interface has it."""

    async def ping(_: web.Request) -> web.Response:
        return web.Response(text="Ok.\n")

    async def statement(request: web.Request) -> web.Response:
        began, query_id = perf_counter_ns(), request.query.get("query_id") or str(uuid.uuid4())
        headers = {
            "X-ClickHouse-Server-Display-Name": "gigwire-local",
            "X-ClickHouse-Query-Id": query_id,
            "X-ClickHouse-Timezone": engine.timezone,
        }
        try:
            user = check_user(request, users)
            answer = await engine.run(await read_query(request, user))
        except EngineError as error:
            return _refusal(error, headers, engine.version)
        except BadRequestError as error:
            text = f"Code: 62. DB::Exception: {error} (SYNTAX_ERROR)"
            return _refusal(EngineError(text), headers, engine.version)
        except ForbiddenError as error:
            return _refusal(_authentication_failed(error), headers, engine.version)
        headers["X-ClickHouse-Summary"] = _summary(answer, perf_counter_ns() - began)
        return _success(answer, headers, request)

    # Bodies are decoded by us: the server's own decoding knows neither lz4 nor zstd.
    app = web.Application(client_max_size=MAX_BODY_BYTES, handler_args={"auto_decompress": False})
    app.add_routes([
        web.get("/ping", ping), web.get("/", statement), web.post("/", statement),
    ])  # fmt: skip
    return app


def _authentication_failed(error: ForbiddenError) -> EngineError:
    return EngineError(
        f"Code: 516. DB::Exception: {error}: Authentication failed: password is incorrect, or "
        "there is no user with such name. (AUTHENTICATION_FAILED)"
    )


def _success(answer: Answer, headers: dict[str, str], request: web.Request) -> web.Response:
    headers["X-ClickHouse-Format"] = answer.format
    headers["Content-Type"] = _CONTENT_TYPES.get(answer.format, "text/plain; charset=UTF-8")
    body = answer.body
    encoding = wire.choose_encoding(request.headers.get("Accept-Encoding", ""))
    is_asked = request.query.get("enable_http_compression") == "1"
    if is_asked and encoding and len(body) >= wire.MIN_COMPRESSED_BYTES:
        headers["Content-Encoding"] = encoding
        body = wire.encode_body(body, encoding)
    return web.Response(body=body, headers=headers)


def _refusal(error: EngineError, headers: dict[str, str], version: str) -> web.Response:
    text = str(error)
    if "(version " not in text:
        text += f" (version {version})"
    headers["X-ClickHouse-Exception-Code"] = str(error.code)
    headers["Content-Type"] = "text/plain; charset=UTF-8"
    status = _STATUS_BY_NAME.get(error.name, 500)
    return web.Response(status=status, body=f"{text}\n".encode(), headers=headers)


def _summary(answer: Answer, elapsed_ns: int) -> str:
    numbers = {
        "read_rows": answer.rows_read,
        "read_bytes": answer.bytes_read,
        "written_rows": answer.rows_written,
        "written_bytes": answer.bytes_written,
        "total_rows_to_read": 0,
        "result_rows": answer.rows_written,
        "result_bytes": len(answer.body),
        "elapsed_ns": elapsed_ns,
    }
    return orjson.dumps({name: str(value) for name, value in numbers.items()}).decode()
