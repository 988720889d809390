"""One call, one attempt: our neutral calls to aiogram's methods, its errors to outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

from bot.api import CALL_ERRORS, failure_of
from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.calls import AnswerPress, Call, EditKeyboard, EditText, SendText
from gigwire.domain.notify.outcomes import Accepted, Outcome, outcome_of

if TYPE_CHECKING:
    from aiogram import Bot

    from gigwire.domain.cards.keyboards import Keyboard

AnyMethod = TelegramMethod[Any]
HTML = "HTML"


class Sender:
    """Makes calls. Never repeats one, never waits for a limit: both are decided elsewhere."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, call: Call) -> Outcome:
        """Make the call and class what came of it. Raises nothing of the network."""
        try:
            result: object = await self._bot(_method(call))
        except CALL_ERRORS as error:
            return outcome_of(failure_of(error))
        return Accepted(MessageId(result.message_id) if isinstance(result, Message) else None)


def _method(call: Call) -> AnyMethod:
    no_preview = LinkPreviewOptions(is_disabled=True)
    match call:
        case SendText():
            return SendMessage(
                chat_id=call.chat_id,
                text=call.text,
                parse_mode=None if call.is_plain else HTML,
                link_preview_options=no_preview,
                reply_markup=_markup(call.keyboard) if call.keyboard else None,
            )
        case EditText():
            return EditMessageText(
                chat_id=call.chat_id,
                message_id=call.message_id,
                text=call.text,
                parse_mode=None if call.is_plain else HTML,
                link_preview_options=no_preview,
                reply_markup=_markup(call.keyboard),
            )
        case EditKeyboard():
            return EditMessageReplyMarkup(
                chat_id=call.chat_id,
                message_id=call.message_id,
                reply_markup=_markup(call.keyboard),
            )
        case AnswerPress():
            return AnswerCallbackQuery(
                callback_query_id=call.callback_query_id, text=call.text or None
            )


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=one.text, url=one.url, callback_data=one.data)
                for one in row
            ]
            for row in keyboard
        ]
    )
