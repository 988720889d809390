"""The one door to aiogram's client: a bot on a session of our own, errors in neutral words.

Owns time-outs and the naming of failures; what a failure means is decided in
gigwire.domain.notify.outcomes. No call is ever repeated here.
"""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError

from gigwire.contracts.errors import ConfigurationError
from gigwire.contracts.ids import MAIN_BOT
from gigwire.domain.notify.outcomes import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gigwire.runtime.settings import Settings

CONNECT_SECONDS: Final = 5.0
KEEP_ALIVE_SECONDS: Final = 15.0  # below the server's: a socket it closed would cost an UNKNOWN
DEFAULT_WAIT: Final = 5.0  # of a 429 that names no time

# What a call can raise: aiogram's tree, its decoder, and what slips past both
# (`"restart" in None` on a 5xx without description, undecodable text).
CALL_ERRORS: Final = (TelegramAPIError, ClientDecodeError, TypeError, ValueError, OSError)

# TelegramEntityTooLarge is a TelegramNetworkError in aiogram's tree: it must be asked for first.
_KINDS: Final[tuple[tuple[FailureKind, type[Exception] | tuple[type[Exception], ...]], ...]] = (
    ("throttled", TelegramRetryAfter),
    ("migrated", TelegramMigrateToChat),
    ("unauthorised", (TelegramUnauthorizedError, TelegramNotFound)),
    ("forbidden", TelegramForbiddenError),
    ("too_large", TelegramEntityTooLarge),
    ("bad_request", (TelegramBadRequest, TelegramConflictError)),
)


def _dumps(value: object) -> str:
    # orjson gives bytes, and aiogram would send bytes as a file part
    return orjson.dumps(value).decode()


class Session(AiohttpSession):
    """aiogram's session with connect and read time-outs apart, so that they can be told apart."""

    def __init__(self, url: str, seconds: float, connections: int) -> None:
        super().__init__(
            api=TelegramAPIServer.from_base(url),
            limit=connections,
            json_loads=orjson.loads,
            json_dumps=_dumps,
        )
        limits = ClientTimeout(total=seconds, sock_connect=min(CONNECT_SECONDS, seconds))
        self.timeout = cast("float", limits)  # handed through to aiohttp as it is
        self._connector_init["keepalive_timeout"] = KEEP_ALIVE_SECONDS


@asynccontextmanager
async def open_bots(
    settings: Settings, seconds: float, connections: int = 2
) -> AsyncIterator[dict[str, Bot]]:
    """All bots by name, each on connections of its own; calls take at most `seconds`.

    Bots that were given up (no token) are left out. Leaving closes all connections.

    Raises:
        ConfigurationError: a token has not the form of one; all such tokens are named.
    """
    problems: list[str] = []
    bots: dict[str, Bot] = {}
    async with AsyncExitStack() as exits:
        for name, token in settings.telegram.tokens.items():
            if name != MAIN_BOT and not token.get_secret_value():
                continue
            session = Session(settings.telegram.api_url, seconds, connections)
            exits.push_async_callback(session.close)
            try:
                bots[name] = Bot(token.get_secret_value(), session=session)
            except TokenValidationError:
                problems.append(_no_token(name))
        if problems:
            raise ConfigurationError(tuple(problems))
        yield bots


def variable_of(name: str) -> str:
    """The setting that holds a bot's token."""
    suffix = "TOKEN" if name == MAIN_BOT else f"BOTS__{name.upper()}"
    return f"GIGWIRE_TELEGRAM__{suffix}"


def _no_token(name: str) -> str:
    return f"{variable_of(name)}: no bot token; @BotFather gives one (123456:AbC...)"


def failure_of(error: BaseException) -> Failure:
    """Name what went wrong, from the least the server may have seen to the most."""
    text = str(getattr(error, "message", type(error).__name__))
    for kind, types in _KINDS:
        if isinstance(error, types):
            return Failure(
                kind,
                text,
                float(getattr(error, "retry_after", 0.0)),
                getattr(error, "migrate_to_chat_id", None),
            )
    if isinstance(error, TelegramNetworkError):
        return _network(error)
    if not isinstance(error, TelegramAPIError):
        return Failure("unreadable", type(error).__name__)
    if "too many requests" in text.lower():
        return Failure("throttled", text, DEFAULT_WAIT)
    return Failure("server_error", text)


def _network(error: TelegramNetworkError) -> Failure:
    cause: Any = error.__cause__
    if isinstance(cause, (ClientConnectorError, ConnectionTimeoutError)):
        return Failure("unreachable", type(cause).__name__)
    if isinstance(cause, TimeoutError):
        return Failure("timeout", type(cause).__name__)
    return Failure("reset", type(cause).__name__)
