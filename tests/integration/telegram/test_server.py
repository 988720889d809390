"""The Bot API server as a real aiogram bot meets it: messages, edits, presses, polls."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
)
from aiogram.types import (
    BotCommand,
    LinkPreviewOptions,
)

from local.parts import LOCAL_TOKEN
from local.telegram.server import DEFAULT_TOKEN
from tests.support.telegram_lab import TelegramLab, fresh, keys, plain

if TYPE_CHECKING:
    from aiogram import Bot


async def test_the_server_is_the_bot_of_its_token(bot: Bot) -> None:
    """GetMe answers all that aiogram needs, and the default token is the stack's."""
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (4_200_000_001, True, "gigwire_bot")
    assert DEFAULT_TOKEN == LOCAL_TOKEN


async def test_a_sent_message_comes_back_whole(bot: Bot, user: int) -> None:
    """Text, entities, keyboard, chat and sender are what Telegram would answer."""
    sent = await bot.send_message(
        user,
        "💰 <b>Bot</b>",
        parse_mode="HTML",
        reply_markup=keys(["Save", "Hide"]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "💰 Bot"
    assert sent.entities is not None
    assert sent.entities[0].extract_from(sent.text) == "Bot"
    assert sent.html_text == "💰 <b>Bot</b>"
    assert plain(sent.reply_markup) == plain(keys(["Save", "Hide"]))
    assert sent.chat.id == user
    assert sent.from_user is not None
    assert sent.from_user.is_bot


async def test_an_edit_replaces_text_and_keyboard(bot: Bot, user: int, lab: TelegramLab) -> None:
    """EditMessageText drops a keyboard that is not given; the transcript has every version."""
    sent = await bot.send_message(user, "one", reply_markup=keys(["A"]))
    edited = await bot.edit_message_text("two", chat_id=user, message_id=sent.message_id)
    assert isinstance(edited, type(sent))
    assert (edited.text, edited.reply_markup, edited.message_id) == ("two", None, sent.message_id)
    assert edited.edit_date
    again = await bot.edit_message_reply_markup(
        chat_id=user, message_id=sent.message_id, reply_markup=keys(["B"])
    )
    assert isinstance(again, type(sent))
    assert (again.text, plain(again.reply_markup)) == ("two", plain(keys(["B"])))
    mine = [row for row in await lab.rows() if row["chat_id"] == user]
    assert [row["text"] for row in mine] == ["one", "two", "two"]
    assert [row["kind"] for row in mine] == ["sent", "edited", "edited"]


async def test_a_press_is_a_callback_query_and_may_come_twice(
    bot: Bot, user: int, lab: TelegramLab
) -> None:
    """Each press of a double tap has its own ids; both can be answered."""
    sent = await bot.send_message(user, "card", reply_markup=keys(["Save", "Hide"]))
    await lab.admin("POST", "press", {"user": user, "button": "Save", "times": 2})
    first, second = await fresh(bot, "callback_query", user)
    assert (first.data, second.data) == ("save", "save")
    assert first.message.message_id == second.message.message_id == sent.message_id
    assert first.id != second.id
    assert await bot.answer_callback_query(first.id, text="saved")
    assert (await lab.admin("GET", f"queries/{first.id}"))["is_answered"]
    assert not (await lab.admin("GET", f"queries/{second.id}"))["is_answered"]


async def test_a_typed_command_is_an_update_with_its_entity(
    bot: Bot, user: int, lab: TelegramLab
) -> None:
    """The language of the person's app comes with it."""
    await lab.admin("POST", "say", {"user": user, "text": "/start deep-link"})
    (message,) = await fresh(bot, "message", user)
    assert message.text == "/start deep-link"
    assert message.entities[0].type == "bot_command"
    assert message.from_user.language_code == "en"


async def test_a_deleted_message_is_gone(bot: Bot, user: int) -> None:
    """Deleting twice, or editing afterwards, is refused."""
    sent = await bot.send_message(user, "x")
    assert await bot.delete_message(user, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(user, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("y", chat_id=user, message_id=sent.message_id)


async def test_every_kind_of_body_is_read(lab: TelegramLab, user: int) -> None:
    """Query, form, multipart and JSON; the method's name in any case."""
    url = f"{lab.url}/bot{LOCAL_TOKEN}"
    fields = {"chat_id": str(user), "text": "x"}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    multipart.add_field("reply_markup", b'{"inline_keyboard":[]}', filename="a.json")
    answers = (
        lab.http.get(f"{url}/SENDMESSAGE", params=fields),
        lab.http.post(f"{url}/sendmessage", data=fields),
        lab.http.post(f"{url}/sendMessage", data=multipart),
        lab.http.post(f"{url}/sendMessage", json={"chat_id": user, "text": "x"}),
    )
    for answer in answers:
        async with answer as response:
            assert (await response.json())["result"]["text"] == "x"


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    """What setMyCommands took, getMyCommands gives."""
    command = BotCommand(command="start", description="Begin")
    await bot.set_my_commands([command], language_code="pt")
    (kept,) = await bot.get_my_commands(language_code="pt")
    assert plain(kept) == plain(command)
    assert await bot.get_my_commands(language_code="tr") == []
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand(command="Start!", description="x")])


async def test_a_chat_can_be_looked_at(bot: Bot, user: int) -> None:
    """GetChat fills aiogram's whole model; typing is acknowledged."""
    assert (await bot.get_chat(user)).first_name == f"Person {user}"
    assert await bot.send_chat_action(user, "typing")


async def test_a_second_poll_ends_the_first_with_a_conflict(lab: TelegramLab) -> None:
    """One bot, one poll: the older is told that another runs."""
    offset = 1 << 40  # confirms everything, so that the first poll waits
    first = asyncio.ensure_future(lab.bot().get_updates(offset=offset, timeout=30))
    await asyncio.sleep(0)
    second = lab.bot()
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await _poll_until_conflict(first, second)


async def _poll_until_conflict(first: asyncio.Future[Any], second: Bot) -> None:
    while not first.done():
        await second.get_updates(offset=(1 << 40) + 1, timeout=1)
    await first
