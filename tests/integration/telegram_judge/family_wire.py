"""Checks of bodies, methods, tokens and the bot's own identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from aiogram.methods import GetMe, SendSticker

from local.parts import LOCAL_TOKEN
from tests.integration.telegram_judge.check import API, OK, SERVER, USER, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

MAKING = API + "Making requests"
AUTHORISING = API + "Authorizing your bot"


def _url(desk: Desk, method: str, token: str = LOCAL_TOKEN) -> str:
    return f"{desk.lab.url}/bot{token}/{method}"


async def _sent_text(call: aiohttp.client._RequestContextManager) -> object:
    async with call as answer:
        return (await answer.json())["result"]["text"]


async def query(desk: Desk) -> object:
    """GET with the arguments in the address."""
    fields = {"chat_id": str(desk.user), "text": "x"}
    return await _sent_text(desk.lab.http.get(_url(desk, "sendMessage"), params=fields))


async def form(desk: Desk) -> object:
    """POST of a url-encoded form."""
    fields = {"chat_id": str(desk.user), "text": "x"}
    return await _sent_text(desk.lab.http.post(_url(desk, "sendMessage"), data=fields))


async def as_json(desk: Desk) -> object:
    """POST of JSON."""
    fields = {"chat_id": desk.user, "text": "x"}
    return await _sent_text(desk.lab.http.post(_url(desk, "sendMessage"), json=fields))


async def multipart(desk: Desk) -> object:
    """POST of multipart/form-data."""
    fields = {"chat_id": str(desk.user), "text": "x"}
    body = aiohttp.FormData(fields, default_to_multipart=True)
    return await _sent_text(desk.lab.http.post(_url(desk, "sendMessage"), data=body))


async def file_field(desk: Desk) -> object:
    """A text argument sent as a file part."""
    body = aiohttp.FormData({"chat_id": str(desk.user)}, default_to_multipart=True)
    body.add_field("text", b"x", filename="text")
    return await _sent_text(desk.lab.http.post(_url(desk, "sendMessage"), data=body))


async def any_case(desk: Desk) -> object:
    """SENDMESSAGE and sendmessage."""
    return [
        await desk.said(name, chat_id=desk.user, text="x")
        for name in ("SENDMESSAGE", "sendmessage")
    ]


async def flags(desk: Desk) -> object:
    """Protect_content as "true", "1", True and "false"."""
    kept = []
    for value in ("true", "1", True, "false"):
        _, answer = await desk.raw(
            "sendMessage", chat_id=desk.user, text="x", protect_content=value
        )
        kept.append("has_protected_content" in answer["result"])
    return kept


async def me(desk: Desk) -> object:
    """Call getMe by aiogram."""
    found = await desk.bot.get_me()
    return (found.is_bot, found.id == int(LOCAL_TOKEN.partition(":")[0]), bool(found.username))


async def stranger(desk: Desk) -> object:
    """Call getMe with another bot's token."""
    return await desk.outcome(desk.lab.bot(token="123456:another").get_me())


async def no_token(desk: Desk) -> object:
    """Call getMe with something that is no token."""
    async with desk.lab.http.get(_url(desk, "getMe", "nonsense")) as answer:
        return answer.status, (await answer.json())["description"]


async def garbage(desk: Desk) -> object:
    """Call sendMessage with a body that is no JSON."""
    headers = {"Content-Type": "application/json"}
    async with desk.lab.http.post(_url(desk, "sendMessage"), data=b"{", headers=headers) as answer:
        return answer.status, (await answer.json())["ok"]


async def shape(desk: Desk) -> object:
    """A refused call, read without aiogram."""
    status, answer = await desk.raw("sendMessage", chat_id=desk.user)
    return status, sorted(answer)


FAMILY = Family(
    "Bodies, methods, tokens",
    (
        Check(1, "arguments in the query string", MAKING, query, "x"),
        Check(2, "url-encoded form", MAKING, form, "x"),
        Check(3, "JSON body", MAKING, as_json, "x"),
        Check(4, "multipart body", MAKING, multipart, "x"),
        Check(5, "a file part stands for a text argument", SERVER + "HttpReader", file_field, "x"),
        Check(6, "method names in any case", MAKING, any_case, ["200 ok", "200 ok"]),
        Check(7, "ways to write true", SERVER + "to_bool", flags, [True, True, True, False]),
        Check(8, "getMe is the bot of the token", API + "getMe", me, (True, True, True)),
        Check(
            9,
            "another bot's token",
            AUTHORISING,
            stranger,
            "TelegramUnauthorizedError: Unauthorized",
        ),
        Check(10, "no token at all", AUTHORISING, no_token, (404, "Not Found")),
        Check(
            11,
            "a method nobody serves",
            SERVER + "Client::on_cmd",
            SendSticker(chat_id=USER, sticker="x"),
            "TelegramNotFound: Not Found: method not found",
        ),
        Check(12, "a body that cannot be read", MAKING, garbage, (400, False)),
        Check(13, "an error's fields", MAKING, shape, (400, ["description", "error_code", "ok"])),
        Check(14, "a call without a fault", API + "getMe", GetMe(), OK),
    ),
)
