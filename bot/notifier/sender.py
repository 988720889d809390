"""One call, one attempt: our neutral calls to aiogram's methods, its errors to outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChatAdministrators,
    GetFile,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from aiohttp import ClientError, ClientResponseError

from bot.api import CALL_ERRORS, failure_of
from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.calls import (
    AnswerPress,
    AskAdmins,
    Call,
    EditCaption,
    EditKeyboard,
    EditText,
    FetchFile,
    SendAlbum,
    SendFile,
    SendOwnFile,
    SendText,
    WithText,
)
from gigwire.domain.notify.outcomes import Accepted, Failure, Outcome, outcome_of

if TYPE_CHECKING:
    from aiogram import Bot

    from gigwire.domain.cards.keyboards import Keyboard

AnyMethod = TelegramMethod[Any]
HTML: Final = "HTML"
PERMISSION: Final = "allow_paid_broadcast"
ADMIN: Final = (ChatMemberAdministrator, ChatMemberOwner)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


class Sender:
    """Makes calls. Never repeats one, never waits for a limit: both are decided elsewhere."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, call: Call, *, is_paid: bool = False) -> Outcome:
        """Make the call and class what came of it. Raises nothing of the network.

        `is_paid`: a message may be charged for where it is above the free rate.
        """
        if isinstance(call, FetchFile):
            return await self._fetch(call)
        method = _method(call)
        if is_paid and PERMISSION in type(method).model_fields:
            method = method.model_copy(update={PERMISSION: True})
        try:
            result: object = await self._bot(method)
        except CALL_ERRORS as error:
            return outcome_of(failure_of(error))
        if isinstance(call, AskAdmins):
            return Accepted(admins=_admins(result))
        messages = result if isinstance(result, list) else [result]
        first = messages[0] if messages else None
        message_id = MessageId(first.message_id) if isinstance(first, Message) else None
        return Accepted(message_id, is_captioned=isinstance(call, SendFile))

    async def _fetch(self, call: FetchFile) -> Outcome:
        """Never more than `most_bytes` are read. An address with the token in it is not told."""
        try:
            file = await self._bot(GetFile(file_id=call.file_id))
            if not file.file_path or (file.file_size or 0) > call.most_bytes:
                return Accepted()
            address = self._bot.session.api.file_url(self._bot.token, file.file_path)
            content = bytearray()
            async for chunk in self._bot.session.stream_content(address):
                content += chunk
                if len(content) > call.most_bytes:
                    return Accepted()
        except ClientResponseError:
            return Accepted()
        except ClientError:
            return outcome_of(Failure("reset", "file"))
        except CALL_ERRORS as error:
            return outcome_of(failure_of(error))
        return Accepted(text=_text_of(bytes(content)))


def _text_of(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""


def _admins(members: object) -> frozenset[int]:
    found = members if isinstance(members, list) else []
    return frozenset(one.user.id for one in found if isinstance(one, ADMIN))


def _method(call: Call) -> AnyMethod:
    match call:
        case SendText():
            return SendMessage(
                chat_id=call.chat_id,
                text=call.text,
                parse_mode=_mode(call),
                link_preview_options=NO_PREVIEW,
                reply_markup=_markup(call.keyboard) if call.keyboard else None,
                reply_parameters=_answered(call.reply_to) if call.reply_to else None,
                message_thread_id=call.thread_id,
            )
        case SendFile():
            return _file(call)
        case SendOwnFile():
            return SendDocument(
                chat_id=call.chat_id,
                document=BufferedInputFile(call.content.encode(), call.name),
                caption=call.caption,
                parse_mode=_mode(call),
            )
        case SendAlbum():
            return _album(call)
        case EditText() | EditCaption() | EditKeyboard():
            return _edit(call)
        case AnswerPress() | AskAdmins() | FetchFile():
            return _aside(call)


def _aside(call: AnswerPress | AskAdmins | FetchFile) -> AnyMethod:
    """Leaves nothing in the chat."""
    if isinstance(call, FetchFile):
        return GetFile(file_id=call.file_id)
    if isinstance(call, AskAdmins):
        return GetChatAdministrators(chat_id=call.chat_id)
    return AnswerCallbackQuery(
        callback_query_id=call.callback_query_id, text=call.text or None, url=call.url
    )


def _edit(call: EditText | EditCaption | EditKeyboard) -> AnyMethod:
    common: dict[str, Any] = {
        "chat_id": call.chat_id,
        "message_id": call.message_id,
        "reply_markup": _markup(call.keyboard),
    }
    match call:
        case EditText():
            return EditMessageText(
                text=call.text, parse_mode=_mode(call), link_preview_options=NO_PREVIEW, **common
            )
        case EditCaption():
            return EditMessageCaption(caption=call.text, parse_mode=_mode(call), **common)
        case EditKeyboard():
            return EditMessageReplyMarkup(**common)


def _file(call: SendFile) -> SendPhoto | SendDocument:
    common: dict[str, Any] = {
        "chat_id": call.chat_id,
        "caption": call.caption,
        "parse_mode": _mode(call),
        "reply_markup": _markup(call.keyboard) if call.keyboard else None,
        "message_thread_id": call.thread_id,
    }
    if call.media.kind == "photo":
        return SendPhoto(photo=call.media.file, **common)
    return SendDocument(document=call.media.file, **common)


def _album(call: SendAlbum) -> SendMediaGroup:
    items: list[Any] = [
        (InputMediaPhoto if one.kind == "photo" else InputMediaDocument)(
            media=one.file, caption=one.caption or None
        )
        for one in call.media
    ]
    return SendMediaGroup(
        chat_id=call.chat_id,
        media=items,
        reply_parameters=_answered(call.answers),
        disable_notification=True,
        message_thread_id=call.thread_id,
    )


def _answered(message: MessageId) -> ReplyParameters:
    return ReplyParameters(message_id=message, allow_sending_without_reply=True)


def _mode(call: WithText) -> str | None:
    return None if call.is_plain else HTML


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
