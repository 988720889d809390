"""Routes of cards: presses under them, `/saved`, `/taste`; to the pure functions that decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from bot.chat.reminders import keyboard_of
from gigwire.contracts.ids import MessageId
from gigwire.domain.chat import buttons, saved_cards, taste
from gigwire.domain.chat.turn import Decision, Pressed, Turn

if TYPE_CHECKING:
    from aiogram.types import MessageEntity

PRIVATE: Final = F.chat.type == "private"
PRESSED_PRIVATE: Final = F.message.chat.type == "private"


def card_routes() -> Router:
    """Everything about cards that were told."""
    router = Router(name="cards")

    @router.message(PRIVATE, Command("saved"))
    async def saved(_: Message, turn: Turn) -> Decision:
        return saved_cards.show(turn)

    @router.message(PRIVATE, Command("taste"))
    async def show_taste(_: Message, turn: Turn) -> Decision:
        return taste.show(turn)

    @router.callback_query(PRESSED_PRIVATE, F.data.regexp(r"^(k[a-z]|[suhx]):"))
    async def on_card(query: CallbackQuery, turn: Turn) -> Decision:
        return buttons.press(turn, pressed_card(query), query.data or "")

    @router.callback_query(PRESSED_PRIVATE, F.data.startswith(f"{saved_cards.MARK}:"))
    async def on_saved(query: CallbackQuery, turn: Turn) -> Decision:
        return saved_cards.press(turn, pressed_card(query), query.data or "")

    @router.callback_query(PRESSED_PRIVATE, F.data.startswith(f"{taste.MARK}:"))
    async def on_taste(query: CallbackQuery, turn: Turn) -> Decision:
        return taste.press(turn, pressed_card(query), query.data or "")

    return router


def pressed_card(query: CallbackQuery) -> Pressed:
    """The press, and what its card shows: as Telegram keeps it, not as a client may claim."""
    message = query.message
    if message is None or isinstance(message, InaccessibleMessage):
        return Pressed(query.id, None)
    keyboard = keyboard_of(message)
    url = next((one.url for row in keyboard for one in row if one.url), None)
    number = MessageId(message.message_id)
    return Pressed(query.id, number, url, _title(message), _client(message), keyboard)


def _title(message: Message) -> str:
    """A card's title is bold and, where the address is safe, a link."""
    bold = _marked(message, "bold")
    places = {(one.offset, one.length) for one in bold}
    linked = [one for one in _marked(message, "text_link") if (one.offset, one.length) in places]
    found = linked or bold
    return found[0].extract_from(_text(message)) if found else ""


def _client(message: Message) -> str:
    """Nothing else of a card stands in italics."""
    found = _marked(message, "italic")
    return found[0].extract_from(_text(message)) if found else ""


def _marked(message: Message, kind: str) -> list[MessageEntity]:
    entities = message.entities or message.caption_entities or []
    return [one for one in entities if one.type == kind]


def _text(message: Message) -> str:
    return message.text or message.caption or ""
