"""One Bot API call from request to answer: token, method, fault, limits, result.

Owns the order of these and the answers' bytes; what a method does is in its own module.
"""

from __future__ import annotations

import asyncio
import hmac
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from local.telegram import account, sending
from local.telegram.errors import BotApiError
from local.telegram.params import Params, read_params
from local.telegram.polling import Polling

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.telegram.faults import Fault, FaultPlan
    from local.telegram.world import World

METHODS: dict[str, Callable[[World, Params], object]] = {
    "getme": account.get_me,
    "getchat": account.get_chat,
    "sendchataction": account.send_chat_action,
    "answercallbackquery": account.answer_callback_query,
    "setmycommands": account.set_my_commands,
    "getmycommands": account.get_my_commands,
    "deletemycommands": account.delete_my_commands,
    "setwebhook": account.set_webhook,
    "deletewebhook": account.delete_webhook,
    "getwebhookinfo": account.get_webhook_info,
    "sendmessage": sending.send_message,
    "editmessagetext": sending.edit_message_text,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "deletemessage": sending.delete_message,
}
UNAUTHORIZED = BotApiError(401, "Unauthorized")
NOT_FOUND = BotApiError(404, "Not Found")
NO_METHOD = BotApiError(404, "Not Found: method not found")
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


class Calls:
    """The handler of `/bot<token>/<method>`."""

    def __init__(self, world: World, token: str, faults: FaultPlan) -> None:
        self._world = world
        self._token = token.encode()
        self._faults = faults
        self._polling = Polling(world)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call; every refusal has Telegram's shape."""
        method = request.match_info["method"]
        params = Params({})
        try:
            self._check_token(request.match_info["token"])
            params = await read_params(request)
            return await self._answer(request, method, params)
        except BotApiError as error:
            self._record_refusal(method, params, error)
            return _refusal(error)

    async def _answer(self, request: web.Request, method: str, params: Params) -> web.Response:
        fault = self._faults.next(method, params.chat_id())
        if fault is None:
            return _success(await self._result(method, params))
        await asyncio.sleep(fault.delay_ms / 1000)
        if fault.outcome == "error":
            raise _planned_error(fault)
        if fault.outcome == "drop_before":
            return _hang_up(request)
        answer = _garbage()
        if fault.outcome != "garbage":
            answer = _success(await self._result(method, params))
        await asyncio.sleep(fault.delay_after_ms / 1000)
        if fault.outcome == "drop_after_apply":
            return _hang_up(request)
        return _garbage() if fault.outcome == "garbage_after_apply" else answer

    async def _result(self, method: str, params: Params) -> object:
        name = method.lower()
        if name == "getupdates":
            return await self._polling.get_updates(params)
        handler = METHODS.get(name)
        if handler is None:
            raise NO_METHOD
        return handler(self._world, params)

    def _check_token(self, given: str) -> None:
        head, _, tail = given.partition(":")
        if not head.isdigit() or not tail:
            raise NOT_FOUND
        if not hmac.compare_digest(given.encode(), self._token):
            raise UNAUTHORIZED

    def _record_refusal(self, method: str, params: Params, error: BotApiError) -> None:
        if method.lower() == "getupdates" or error.code in (401, 404):
            return
        self._world.commit(
            "rejected",
            method=method,
            chat_id=params.chat_id(),
            code=error.code,
            description=error.description,
            scope=error.scope,
        )


def _planned_error(fault: Fault) -> BotApiError:
    if fault.status == 429:
        seconds = max(fault.retry_after, 1)
        text = f"Too Many Requests: retry after {seconds}"
        return BotApiError(429, fault.description or text, retry_after=seconds)
    text = STATUS_TEXTS.get(fault.status, "Internal Server Error")
    return BotApiError(fault.status, fault.description or text)


def _success(result: object) -> web.Response:
    body = orjson.dumps({"ok": True, "result": result})
    return web.Response(body=body, content_type="application/json")


def _refusal(error: BotApiError) -> web.Response:
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
    body = orjson.dumps(error.body())
    return web.Response(
        body=body, status=error.code, headers=headers, content_type="application/json"
    )


def _garbage() -> web.Response:
    return web.Response(text=GARBAGE, status=502, content_type="text/html")


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection without a byte; the answer returned here never leaves."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)
