"""Routes of reminders and of news: what was pressed or typed, to the pure functions that decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from gigwire.contracts.delivery import Button
from gigwire.contracts.ids import MessageId
from gigwire.domain.broadcast import news
from gigwire.domain.chat import buttons
from gigwire.domain.chat.turn import Decision, Pressed, Turn
from gigwire.domain.schedule import asking

if TYPE_CHECKING:
    from gigwire.domain.cards.keyboards import Keyboard

PRIVATE: Final = F.chat.type == "private"
PRESSED_PRIVATE: Final = F.message.chat.type == "private"


def reminder_routes() -> Router:
    """`/remind`, `/reminders`, `/news` and their buttons."""
    router = Router(name="reminders")

    @router.message(PRIVATE, Command("remind"))
    async def remind(message: Message, command: CommandObject, turn: Turn) -> Decision:
        answered = message.reply_to_message
        about = about_of(answered) if isinstance(answered, Message) else None
        return asking.command(turn, command.args or "", about)

    @router.message(PRIVATE, Command("reminders"))
    async def reminders(_: Message, turn: Turn) -> Decision:
        return asking.listed(turn)

    @router.message(PRIVATE, Command("news"))
    async def news_command(_: Message, command: CommandObject, turn: Turn) -> Decision:
        return news.news(turn, command.args or "")

    @router.callback_query(PRESSED_PRIVATE, F.data.startswith(f"{asking.MARK}:"))
    async def press(query: CallbackQuery, turn: Turn) -> Decision:
        return _pressed(query, turn)

    @router.callback_query(PRESSED_PRIVATE, F.data == news.OFF_DATA)
    async def press_off(query: CallbackQuery, turn: Turn) -> Decision:
        pressed, message = pressed_of(query)
        return news.press_off(turn, pressed, keyboard_of(message) if message else ())

    return router


def _pressed(query: CallbackQuery, turn: Turn) -> Decision:
    pressed, message = pressed_of(query)
    _, verb, argument = [*(query.data or "").split(":"), "", ""][:3]
    if verb in ("x", "l"):
        return asking.cancel(turn, pressed, argument, is_listed=verb == "l")
    if message is None:
        return buttons.stale(turn, pressed)
    if verb == "ask":
        return asking.ask(turn, pressed, about_of(message))
    if not (argument.isascii() and argument.isdigit() and len(argument) < 12):
        return buttons.stale(turn, pressed)
    about = about_of(message)._replace(message_id=MessageId(int(argument)))
    return asking.choose(turn, pressed, about, verb)


def pressed_of(query: CallbackQuery) -> tuple[Pressed, Message | None]:
    """The press, and its message where it is within reach."""
    message = query.message
    if message is None or isinstance(message, InaccessibleMessage):
        return Pressed(query.id, None), None
    return Pressed(query.id, MessageId(message.message_id)), message


def about_of(message: Message) -> asking.About:
    """What a message of ours is about: its first link, else its first bold words or line."""
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities or []
    links = [one for one in entities if one.type == "text_link"]
    bold = [one for one in entities if one.type == "bold"]
    number = MessageId(message.message_id)
    if links:
        return asking.About(number, links[0].extract_from(text), links[0].url)
    title = bold[0].extract_from(text) if bold else text.split("\n", 1)[0]
    return asking.About(number, title)


def keyboard_of(message: Message) -> Keyboard:
    """The buttons that a message has."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return tuple(
        tuple(Button(text=one.text, url=one.url, data=one.callback_data) for one in row)
        for row in rows
    )
