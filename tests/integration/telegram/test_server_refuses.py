"""What the Bot API server refuses, in the words in which Telegram would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from local.parts import LOCAL_TOKEN
from tests.support.telegram_lab import TelegramLab, fresh, keys, plain

if TYPE_CHECKING:
    from aiogram import Bot


async def test_same_content_is_not_an_edit(bot: Bot, user: int) -> None:
    """Telegram's long sentence, which senders take for success."""
    sent = await bot.send_message(user, "<b>x</b>", parse_mode="HTML", reply_markup=keys(["A"]))
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message"):
        await bot.edit_message_text(
            "<strong>x</strong>",
            chat_id=user,
            message_id=sent.message_id,
            parse_mode="HTML",
            reply_markup=keys(["A"]),
        )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ({"text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "reply_parameters": {"message_id": 5}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "x", "reply_markup": keys(["я" * 33]).model_dump()}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_wrong_calls_are_refused_in_telegrams_words(
    lab: TelegramLab, user: int, fields: dict[str, Any], why: str
) -> None:
    """Status and body are those of the real server, and nothing is recorded as sent."""
    status, answer = await lab.call("sendMessage", **{"chat_id": user, **fields})
    assert (status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert answer["description"].startswith(f"Bad Request: {why}")
    assert [row for row in await lab.rows() if row["chat_id"] == user] == []


async def test_sixty_four_bytes_of_callback_data_fit(bot: Bot, user: int) -> None:
    """The limit is in bytes: 32 Cyrillic letters fill it."""
    button = InlineKeyboardButton(text="x", callback_data="я" * 32)
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await bot.send_message(user, "x", reply_markup=markup)
    assert plain(sent.reply_markup) == plain(markup)


async def test_a_person_who_blocked_the_bot_gets_nothing(
    bot: Bot, user: int, lab: TelegramLab
) -> None:
    """403 until the person lets the bot in again; both turns are updates."""
    await lab.admin("POST", "block", {"user": user})
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(user, "x")
    await lab.admin("POST", "unblock", {"user": user})
    await bot.send_message(user, "x")
    statuses = [u.new_chat_member.status for u in await fresh(bot, "my_chat_member", user)]
    assert statuses == ["kicked", "member"]


async def test_an_unknown_query_is_too_old(bot: Bot) -> None:
    """So is one that never was."""
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await bot.answer_callback_query("123")


async def test_wrong_tokens_and_methods_are_told_apart(lab: TelegramLab) -> None:
    """401 for a token of nobody, 404 for no token or no method."""
    with pytest.raises(TelegramUnauthorizedError):
        await lab.bot(token="123456:another").get_me()
    status, answer = await lab.call("sendPigeon")
    assert (status, answer["description"]) == (404, "Not Found: method not found")
    async with lab.http.get(f"{lab.url}/bot/getMe") as malformed:
        assert malformed.status == 404


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
    ],
)
async def test_a_body_of_garbage_is_a_bad_request(lab: TelegramLab, kind: str) -> None:
    """Whatever the bytes are said to be, the answer has the Bot API's form."""
    url, headers = f"{lab.url}/bot{LOCAL_TOKEN}/sendMessage", {"Content-Type": kind}
    async with lab.http.post(url, data=b"\xff{=\x00", headers=headers) as answer:
        assert answer.status == 400
        assert not (await answer.json())["ok"]


async def test_an_unserved_method_is_refused_honestly(bot: Bot, user: int) -> None:
    """A sticker is not quietly swallowed."""
    with pytest.raises(TelegramNotFound, match="method not found"):
        await bot.send_sticker(user, BufferedInputFile(b"x", "x.webp"))
