"""The Bot API call that a request asks for: one of four methods, rendered for its person.

Owns the choice of method and arguments; renders by gigwire.domain.cards; calls nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import (
    Answer,
    Card,
    CardEdit,
    Digest,
    KeyboardEdit,
    NotificationDue,
    Reply,
    Resolution,
)
from gigwire.domain.cards.card import Reader, render_card, render_edit
from gigwire.domain.cards.digest import render_digest
from gigwire.domain.cards.fitting import TAG, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.ids import ChatId, MessageId
    from gigwire.domain.cards.keyboards import Keyboard


@dataclass(frozen=True)
class SendText:
    """sendMessage with HTML and a keyboard; link previews off."""

    chat_id: ChatId
    text: str
    keyboard: Keyboard
    is_plain: bool = False  # the text as it is, no markup in it


@dataclass(frozen=True)
class EditText:
    """editMessageText."""

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


Call = SendText | EditText | EditKeyboard | AnswerPress


def call_for(due: NotificationDue, target: MessageId | None, reader: Reader) -> Call:
    """Render a request; `target` is the message that a CardEdit edits."""
    match due.content:
        case Card() as card:
            return SendText(due.chat_id, *render_card(card, due.notification_id, reader))
        case Digest() as digest:
            return SendText(due.chat_id, *render_digest(digest, reader))
        case Reply() as reply:
            return SendText(due.chat_id, fit(reply.text), reply.keyboard)
        case CardEdit() as edit:
            assert target is not None, "the protocol finds the card's message first"
            return EditText(due.chat_id, target, *render_edit(edit, reader))
        case Answer() as answer:
            return AnswerPress(answer.callback_query_id, answer.text)
        case KeyboardEdit() as change:
            return _edit(due.chat_id, change)
        case Resolution():
            raise AssertionError("the protocol carries it out without a call")


def _edit(chat_id: ChatId, edit: KeyboardEdit) -> EditText | EditKeyboard:
    if edit.text is None:
        return EditKeyboard(chat_id, edit.message_id, edit.keyboard)
    return EditText(chat_id, edit.message_id, fit(edit.text), edit.keyboard)


def list_for(dues: Sequence[NotificationDue], reader: Reader) -> SendText:
    """Cards of one chat as one message, rendered as a digest; no buttons."""
    items = tuple(due.content for due in dues if isinstance(due.content, Card))
    return SendText(dues[0].chat_id, *render_digest(Digest(items=items), reader))


def as_plain(call: Call) -> SendText | EditText | None:
    """The same call without markup; None where there is none to take out."""
    if not isinstance(call, SendText | EditText) or call.is_plain:
        return None
    return replace(call, text=unescape(TAG.sub("", call.text)), is_plain=True)
