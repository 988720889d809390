"""A script over the wire, and on answers as the Bot API documents them: aiogram hears the same."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import orjson
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetMe,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendSticker,
)
from aiogram.types import InputMediaPhoto, Message
from pydantic import BaseModel

from local.parts import LOCAL_TOKEN
from tests.support.telegram_lab import own_server

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from aiogram.methods import TelegramMethod

WHO = 5_900_001
CHAT = {"id": WHO, "type": "private", "first_name": "A"}
ME = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
SENT = {"message_id": 1, "date": 1, "chat": CHAT, "from": ME}
SIZE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
PHOTO = "https://a.example/p.png"
BOLD = [{"type": "bold", "offset": 0, "length": 1}]
SCRIPT: tuple[tuple[TelegramMethod[Any], int, object], ...] = (
    (GetMe(), 200, ME),
    (SendMessage(chat_id=WHO, text="x"), 200, {**SENT, "text": "x"}),
    (
        SendMessage(chat_id=WHO, text="<b>x</b>", parse_mode="HTML"),
        200,
        {**SENT, "text": "x", "entities": BOLD},
    ),
    (
        SendPhoto(chat_id=WHO, photo=PHOTO, caption="c"),
        200,
        {**SENT, "photo": [SIZE], "caption": "c"},
    ),
    (
        SendMediaGroup(chat_id=WHO, media=[InputMediaPhoto(media=PHOTO)] * 2),
        200,
        [{**SENT, "photo": [SIZE], "media_group_id": "g"}] * 2,
    ),
    (SendMessage(chat_id=WHO, text=""), 400, "Bad Request: message text is empty"),
    (SendMessage(chat_id=WHO + 1, text="x"), 400, "Bad Request: chat not found"),
    (
        EditMessageText(chat_id=WHO, message_id=10**9, text="x"),
        400,
        "Bad Request: message to edit not found",
    ),
    (
        AnswerCallbackQuery(callback_query_id="1"),
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    (SendSticker(chat_id=WHO, sticker="x"), 404, "Not Found: method not found"),
)


class Canned(BaseSession):
    """aiogram's own reading of answers, without a wire."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = deque(_body(status, told) for _, status, told in SCRIPT)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:
        """The next answer."""
        del timeout
        status, body = self.answers.popleft()
        return self.check_response(bot, method, status, orjson.dumps(body).decode()).result

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """No files."""
        yield b""

    async def close(self) -> None:
        """Nothing is open."""


def _body(status: int, told: object) -> tuple[int, dict[str, object]]:
    if status == 200:
        return status, {"ok": True, "result": told}
    return status, {"ok": False, "error_code": status, "description": told}


async def heard(bot: Bot) -> list[object]:
    """What a program learns of each step: fields of a result, class and text of an error."""
    found: list[object] = []
    for method, _, _ in SCRIPT:
        try:
            result = await bot(method)
        except TelegramAPIError as error:
            found.append((type(error).__name__, error.message))
            continue
        rows = result if isinstance(result, list) else [result]
        found += [sorted(_told(row)) for row in rows]
    return found


def _told(row: object) -> set[str]:
    """Names of what is there; a user's optional abilities apart."""
    assert isinstance(row, BaseModel)
    fields = set(row.model_dump(exclude_none=True))
    return (
        fields if isinstance(row, Message) else fields & {"id", "is_bot", "first_name", "username"}
    )


async def test_a_script_hears_the_same_over_the_wire_as_from_documented_answers(
    tmp_path: Path,
) -> None:
    """Fields of results, classes and texts of errors, step by step."""
    async with own_server(tmp_path) as (lab, _):
        await lab.person(WHO)
        over_the_wire = await heard(lab.bot())
    assert over_the_wire == await heard(Bot(LOCAL_TOKEN, session=Canned()))
