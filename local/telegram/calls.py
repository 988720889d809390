"""One Bot API call from request to answer: token, method, fault, limits, result.

Owns the order of these; what a method does is in its own module, what arrives of the answer in
`wire`.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from local.telegram import account, editing, editing_media, groups, hook_methods, media, sending
from local.telegram.errors import BotApiError
from local.telegram.limits import Ask
from local.telegram.params import Params, read_params
from local.telegram.polling import Polling
from local.telegram.wire import planned_error, refusal, spoil, success

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from local.telegram.faults import Fault, FaultPlan
    from local.telegram.world import World

MESSAGES: dict[str, Callable[[World, Params], object]] = {
    "sendmessage": sending.send_message,
    "sendphoto": media.send_photo,
    "senddocument": media.send_document,
    "sendmediagroup": media.send_media_group,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing_media.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
}
OTHERS: dict[str, Callable[[World, Params], object]] = {
    "getme": account.get_me,
    "getchat": account.get_chat,
    "getchatmember": account.get_chat_member,
    "getchatadministrators": groups.get_chat_administrators,
    "getfile": media.get_file,
    "sendchataction": account.send_chat_action,
    "answercallbackquery": account.answer_callback_query,
    "setmycommands": account.set_my_commands,
    "getmycommands": account.get_my_commands,
    "deletemycommands": account.delete_my_commands,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "setwebhook": hook_methods.set_webhook,
    "deletewebhook": hook_methods.delete_webhook,
    "getwebhookinfo": hook_methods.get_webhook_info,
}
UNCOUNTED = ("getupdates",)
UNAUTHORIZED = BotApiError(401, "Unauthorized")
NOT_FOUND = BotApiError(404, "Not Found")
NO_METHOD = BotApiError(404, "Not Found: method not found")


class Calls:
    """The handler of `/bot<token>/<method>`."""

    def __init__(self, world: World, token: str, faults: FaultPlan) -> None:
        self._world = world
        self._token = token.encode()
        self._faults = faults
        self._polling = Polling(world)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call; every refusal has Telegram's shape."""
        method = request.match_info["method"]
        params = Params({})
        try:
            self._check_token(request.match_info["token"])
            params = await read_params(request)
            fault = self._next_fault(method, params)
            if fault is None:
                return success(await self.result(method, params))
            return await self._spoilt(request, fault, (method, params))
        except BotApiError as error:
            self._record_refusal(method, params, error)
            return refusal(error)

    async def result(self, method: str, params: Params) -> object:
        """What a method answers.

        Raises:
            BotApiError: it refuses.
        """
        name = method.lower()
        if name in UNCOUNTED:
            return await self._polling.get_updates(params)
        if (message := MESSAGES.get(name)) is not None:
            return message(self._world, params)
        if (other := OTHERS.get(name)) is None:
            raise NO_METHOD
        if self._world.limiter.config.replies_count:
            sending.judge_limits(self._world, Ask(0))
        return other(self._world, params)

    async def answer_of_hook(self, method: str, params: Params) -> None:
        """Carry out the call a webhook's answer contains; its result is told to nobody."""
        try:
            await self.result(method, params)
        except BotApiError as error:
            self._record_refusal(method, params, error)

    def _next_fault(self, method: str, params: Params) -> Fault | None:
        if not self._faults.rules:
            return None
        return self._faults.next(method, params.chat_id(), self._world.clock.monotonic())

    async def _spoilt(
        self, request: web.Request, fault: Fault, call: tuple[str, Params]
    ) -> web.StreamResponse:
        clock = self._world.clock
        await clock.sleep(fault.delay_seconds())
        if fault.outcome == "error":
            raise planned_error(fault)
        answer = success(None)
        if fault.is_applied:
            result = await self.result(*call)
            answer = success(result)
            if fault.outcome != "answer":
                self._record_loss(fault, call, result)
        await clock.sleep(fault.delay_after_ms / 1000)
        if fault.outcome == "error_after_apply":
            return refusal(planned_error(fault))
        return await spoil(fault.outcome, request, answer, clock)

    def _check_token(self, given: str) -> None:
        head, _, tail = given.partition(":")
        if not head.isdigit() or not tail:
            raise NOT_FOUND
        if not hmac.compare_digest(given.encode(), self._token):
            raise UNAUTHORIZED

    def _record_loss(self, fault: Fault, call: tuple[str, Params], result: object) -> None:
        method, params = call
        first = result[0] if isinstance(result, list) and result else result
        message_id = first.get("message_id") if isinstance(first, dict) else None
        place = {"chat_id": params.chat_id(), "message_id": message_id}
        self._world.commit("lost", method=method, outcome=fault.outcome, **place)

    def _record_refusal(self, method: str, params: Params, error: BotApiError) -> None:
        if method.lower() in UNCOUNTED or error.code in (401, 404):
            return
        self._world.commit(
            "rejected",
            method=method,
            chat_id=params.chat_id(),
            code=error.code,
            description=error.description,
            scope=error.scope,
            **({"is_early": True} if error.is_early else {}),
        )
