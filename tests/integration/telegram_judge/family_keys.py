"""Checks of inline keyboards, presses and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CopyTextButton, DisabledButton, InlineKeyboardButton, InlineKeyboardMarkup

from tests.integration.telegram_judge.check import API, OK, SERVER, USER, Check, Family
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

BUTTON = API + "InlineKeyboardButton"
ANSWER = API + "answerCallbackQuery"
BAD = "TelegramBadRequest: Bad Request: "
WRONG = f"{BAD}can't parse inline keyboard button: "
TOO_OLD = f"{BAD}query is too old and response timeout expired or query ID is invalid"


def with_button(**fields: object) -> SendMessage:
    """A message with one button."""
    button = InlineKeyboardButton(**{"text": "b", **fields})  # type: ignore[arg-type] # rows say
    return with_rows([[button]])


def with_rows(rows: list[list[InlineKeyboardButton]]) -> SendMessage:
    """A message with these rows."""
    markup = InlineKeyboardMarkup(inline_keyboard=rows)
    return SendMessage(chat_id=USER, text="x", reply_markup=markup)


def many(rows: int, columns: int) -> SendMessage:
    """A message with a grid of buttons."""
    button = InlineKeyboardButton(text="b", callback_data="b")
    return with_rows([[button] * columns] * rows)


async def _press(desk: Desk, button: str = "Save", **more: object) -> str:
    pressed = await desk.admin("POST", "press", user=desk.user, button=button, **more)
    return str(pressed["query_id"])


async def comes_back(desk: Desk) -> object:
    """Call sendMessage with two buttons."""
    sent = await desk.send(reply_markup=keys("Save", "Hide"))
    assert sent.reply_markup is not None
    return [one.callback_data for one in sent.reply_markup.inline_keyboard[0]]


async def answered_once(desk: Desk) -> object:
    """A press is answered."""
    await desk.send(reply_markup=keys("Save"))
    query = await _press(desk)
    said = await desk.outcome(desk.bot.answer_callback_query(query, text="Saved"))
    return said, (await desk.admin("GET", f"queries/{query}"))["is_answered"]


async def late(desk: Desk) -> object:
    """A press is answered 61 s later."""
    await desk.send(reply_markup=keys("Save"))
    query = await _press(desk)
    await desk.advance(61)
    return await desk.outcome(desk.bot.answer_callback_query(query))


async def long_answer(desk: Desk) -> object:
    """A press is answered with 201 characters."""
    await desk.send(reply_markup=keys("Save"))
    return await desk.outcome(desk.bot.answer_callback_query(await _press(desk), text="x" * 201))


async def twice(desk: Desk) -> object:
    """One press, reported twice by an app that reconnects."""
    await desk.send(reply_markup=keys("Save"))
    first, second = await desk.admin("POST", "press", user=desk.user, button="Save", times=2)
    return first["query_id"] != second["query_id"], first["update_id"] != second["update_id"]


async def disabled(desk: Desk) -> object:
    """A person presses a disabled button."""
    button = InlineKeyboardButton(text="Saved", callback_data="s", disabled=DisabledButton())
    await desk.send(reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    url = f"{desk.lab.url}/admin/press"
    async with desk.lab.http.post(url, json={"user": desk.user, "button": "s"}) as answer:
        return answer.status


async def link_button(desk: Desk) -> object:
    """A person presses a link."""
    button = InlineKeyboardButton(text="Open", url="https://a.example/")
    await desk.send(reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    return await desk.admin("POST", "press", user=desk.user, button="Open")


FAMILY = Family(
    "Keyboards and presses",
    (
        Check(56, "buttons come back as sent", BUTTON, comes_back, ["Save", "Hide"]),
        Check(
            57,
            "64 bytes of data fit",
            BUTTON + " callback_data",
            with_button(callback_data="я" * 32),
            OK,
        ),
        Check(
            58,
            "65 do not",
            BUTTON + " callback_data",
            with_button(callback_data="x" * 65),
            f"{BAD}BUTTON_DATA_INVALID",
        ),
        Check(
            59,
            "bytes are counted, not letters",
            BUTTON + " callback_data",
            with_button(callback_data="я" * 33),
            f"{BAD}BUTTON_DATA_INVALID",
        ),
        Check(
            60,
            "a button that does nothing",
            SERVER + "get_inline_keyboard_button",
            with_button(),
            f"{WRONG}Text buttons are unallowed in the inline keyboard",
        ),
        Check(
            61,
            "an address that is none",
            SERVER + "get_inline_keyboard_button",
            with_button(url="foo"),
            f"{BAD}inline keyboard button URL 'foo' is invalid: Wrong HTTP URL",
        ),
        Check(
            62,
            "copy_text of 257 characters",
            API + "CopyTextButton",
            with_button(copy_text=CopyTextButton(text="x" * 257)),
            f"{BAD}BUTTON_COPY_TEXT_INVALID",
        ),
        Check(
            63,
            "a coloured button",
            BUTTON + " style",
            with_button(callback_data="x", style="success"),
            OK,
        ),
        Check(
            64,
            "a colour Telegram lacks",
            BUTTON + " style",
            with_button(callback_data="x", style="pink"),
            f"{BAD}can't parse inline keyboard button: invalid button style specified",
        ),
        Check(65, "100 buttons fit", "limits: inline keyboard", many(25, 4), OK),
        Check(
            66,
            "104 do not",
            SERVER + "REPLY_MARKUP_TOO_LONG",
            many(26, 4),
            f"{BAD}reply markup is too long",
        ),
        Check(
            67,
            "nine in a row do not fit",
            "limits: inline keyboard",
            many(1, 9),
            f"{BAD}reply markup is too long",
        ),
        Check(68, "a press can be answered", ANSWER, answered_once, (OK, True)),
        Check(69, "not after its time", SERVER + "QUERY_ID_INVALID", late, TOO_OLD),
        Check(
            70,
            "nor one that never was",
            SERVER + "QUERY_ID_INVALID",
            AnswerCallbackQuery(callback_query_id="123"),
            TOO_OLD,
        ),
        Check(
            71,
            "an answer has at most 200 characters",
            ANSWER + " text",
            long_answer,
            f"{BAD}MESSAGE_TOO_LONG",
        ),
        Check(72, "one press may be told twice", "telegram-bot-api issue 699", twice, (True, True)),
        Check(73, "a disabled button cannot be pressed", BUTTON + " disabled", disabled, 409),
        Check(
            74, "a link makes no query", BUTTON + " url", link_button, {"url": "https://a.example/"}
        ),
    ),
)
