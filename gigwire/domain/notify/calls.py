"""The Bot API call that a request asks for, rendered for its person.

Owns the choice of method and arguments, and what is tried in place of a call that was refused;
renders by gigwire.domain.cards; calls nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import (
    Album,
    Answer,
    Card,
    CardEdit,
    Digest,
    Document,
    KeyboardEdit,
    NotificationDue,
    Reply,
    Resolution,
)
from gigwire.contracts.groups import AdminQuestion
from gigwire.contracts.portable import MOST_BYTES, FileQuestion
from gigwire.contracts.questions import Fate
from gigwire.domain.cards.card import Reader, render_card, render_edit
from gigwire.domain.cards.digest import render_digest
from gigwire.domain.cards.fate import render_fate
from gigwire.domain.cards.fitting import MOST_CAPTION, TAG, fit
from gigwire.domain.cards.html import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.delivery import Media
    from gigwire.contracts.ids import ChatId, MessageId
    from gigwire.domain.cards.card import Message
    from gigwire.domain.cards.keyboards import Keyboard


@dataclass(frozen=True)
class SendText:
    """sendMessage with HTML and a keyboard; link previews off."""

    chat_id: ChatId
    text: str
    keyboard: Keyboard
    is_plain: bool = False  # the text as it is, no markup in it
    reply_to: MessageId | None = None  # quoted, where it still exists
    thread_id: int | None = None  # a forum's topic


@dataclass(frozen=True)
class SendFile:
    """sendPhoto or sendDocument: a file with a caption and a keyboard.

    `text` is what is sent where Telegram does not take the file: whole, the caption may be cut.
    """

    chat_id: ChatId
    media: Media
    text: str
    keyboard: Keyboard
    is_plain: bool = False
    thread_id: int | None = None

    @property
    def caption(self) -> str:
        """As much of the text as a caption holds."""
        return _caption(self.text, is_plain=self.is_plain)


@dataclass(frozen=True)
class SendOwnFile:
    """sendDocument of a text that we made, with a caption."""

    chat_id: ChatId
    name: str
    content: str
    text: str
    is_plain: bool = False

    @property
    def caption(self) -> str:
        """As much of the text as a caption holds."""
        return _caption(self.text, is_plain=self.is_plain)


@dataclass(frozen=True)
class SendAlbum:
    """sendMediaGroup in answer to a message, silent: the card before it has rung."""

    chat_id: ChatId
    media: tuple[Media, ...]
    answers: MessageId
    thread_id: int | None = None


@dataclass(frozen=True)
class EditText:
    """editMessageText."""

    chat_id: ChatId
    message_id: MessageId
    text: str
    keyboard: Keyboard
    is_plain: bool = False


@dataclass(frozen=True)
class EditCaption:
    """editMessageCaption."""

    chat_id: ChatId
    message_id: MessageId
    text: str
    keyboard: Keyboard
    is_plain: bool = False


@dataclass(frozen=True)
class EditKeyboard:
    """editMessageReplyMarkup."""

    chat_id: ChatId
    message_id: MessageId
    keyboard: Keyboard


@dataclass(frozen=True)
class AnswerPress:
    """answerCallbackQuery: the toast, and the end of the button's spinner."""

    callback_query_id: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class FetchFile:
    """getFile, and the text of the file where it is a small one."""

    file_id: str
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True)
class AskAdmins:
    """getChatAdministrators: the same for all who ask at once."""

    chat_id: ChatId


WithText = SendText | SendFile | SendOwnFile | EditText | EditCaption
Call = WithText | SendAlbum | EditKeyboard | AnswerPress | AskAdmins | FetchFile
FOUND_FIRST: Final = "the protocol finds the card's message first"
WITH_TEXT: Final = (SendText, SendFile, SendOwnFile, EditText, EditCaption)


def call_for(
    due: NotificationDue, target: MessageId | None, reader: Reader, *, is_captioned: bool = False
) -> Call:
    """Render a request.

    `target`: the message that a CardEdit edits, or an Album answers; `is_captioned`: it is a file.
    """
    match due.content:
        case CardEdit() as edit:
            assert target is not None, FOUND_FIRST
            message = render_edit(edit, reader)
            return _edit_card(due.chat_id, target, message, is_captioned=is_captioned)
        case Album(media=media):
            assert target is not None, FOUND_FIRST
            return SendAlbum(due.chat_id, media, target, due.thread_id)
        case Answer() | AdminQuestion() | FileQuestion() as aside:
            return _aside(due.chat_id, aside)
        case KeyboardEdit() as change:
            return _edit(due.chat_id, change)
        case Document(name=name, content=text, caption=caption):
            return SendOwnFile(due.chat_id, name, text, caption)
        case Card() | Digest() | Reply() | Fate() as content:
            return _message(due, content, reader)
        case Resolution():
            raise AssertionError("the protocol carries it out without a call")


def _aside(
    chat_id: ChatId, content: Answer | AdminQuestion | FileQuestion
) -> AnswerPress | AskAdmins | FetchFile:
    if isinstance(content, FileQuestion):
        return FetchFile(content.file_id)
    if isinstance(content, AdminQuestion):
        return AskAdmins(chat_id)
    return AnswerPress(content.callback_query_id, content.text, content.url)


def _message(
    due: NotificationDue, content: Card | Digest | Reply | Fate, reader: Reader
) -> SendText | SendFile:
    thread = due.thread_id
    match content:
        case Card(media=None) as card:
            return SendText(due.chat_id, *render_card(card, reader), thread_id=thread)
        case Card(media=media) as card:
            assert media is not None, "the case before"
            message = render_card(card, reader)
            return SendFile(due.chat_id, media, *message, thread_id=thread)
        case Digest() as digest:
            return SendText(due.chat_id, *render_digest(digest, reader), thread_id=thread)
        case Fate() as fate:
            text, keyboard = render_fate(fate, reader.words)
            return SendText(
                due.chat_id, fit(text), keyboard, reply_to=fate.reply_to, thread_id=thread
            )
        case Reply() as reply:
            text = fit(reply.text)
            return SendText(
                due.chat_id, text, reply.keyboard, reply_to=reply.reply_to, thread_id=thread
            )


def _edit_card(
    chat_id: ChatId, target: MessageId, message: Message, *, is_captioned: bool
) -> EditText | EditCaption:
    if is_captioned:
        caption = _caption(message.text, is_plain=False)
        return EditCaption(chat_id, target, caption, message.keyboard)
    return EditText(chat_id, target, *message)


def _edit(chat_id: ChatId, edit: KeyboardEdit) -> EditText | EditKeyboard:
    if edit.text is None:
        return EditKeyboard(chat_id, edit.message_id, edit.keyboard)
    return EditText(chat_id, edit.message_id, fit(edit.text), edit.keyboard)


def _caption(text: str, *, is_plain: bool) -> str:
    return cut(text, MOST_CAPTION) if is_plain else fit(text, MOST_CAPTION)


def list_for(dues: Sequence[NotificationDue], reader: Reader) -> SendText:
    """Cards of one chat as one message, rendered as a digest; no buttons."""
    cards = (due.content for due in dues if isinstance(due.content, Card))
    items = tuple(sorted(cards, key=lambda card: -card.hit.score))
    message = render_digest(Digest(items=items), reader)
    return SendText(dues[0].chat_id, *message, thread_id=dues[0].thread_id)


def instead_of(call: Call, refusal: str) -> Call | None:
    """What to try at once where a call was refused for its form; None: nothing else would help.

    Nothing of a refused call was done, so this is no repeat. Each step gives something up (markup,
    the file, the belief that it is a text), so that a call has three successors at most.
    """
    if refusal == "cannot_parse":
        return as_plain(call)
    if refusal == "bad_media" and isinstance(call, SendFile):
        return SendText(
            call.chat_id, call.text, call.keyboard, call.is_plain, thread_id=call.thread_id
        )
    if refusal == "no_text" and isinstance(call, EditText):
        short = _caption(call.text, is_plain=call.is_plain)
        return EditCaption(call.chat_id, call.message_id, short, call.keyboard, call.is_plain)
    return None


def as_plain(call: Call) -> WithText | None:
    """The same call without markup; None where there is none to take out."""
    if not isinstance(call, WITH_TEXT) or call.is_plain:
        return None
    return replace(call, text=unescape(TAG.sub("", call.text)), is_plain=True)
