"""Routes of cards: presses under them, `/saved`, `/taste`; to the pure functions that decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from bot.chat.reminders import keyboard_of
from gigwire.contracts.ids import MessageId
from gigwire.domain.cards.presses import CardPress, read_press
from gigwire.domain.chat import buttons, saved_cards, taste, why
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

    @router.message(PRIVATE, Command("why"))
    async def ask_why(message: Message, command: CommandObject, turn: Turn) -> Decision:
        answered = message.reply_to_message
        about = asked_about(answered) if isinstance(answered, Message) else None
        return why.command(turn, command.args or "", about)

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


def asked_about(message: Message) -> why.Asked:
    """What a message of ours is about: the cluster of its buttons, its link."""
    keyboard = keyboard_of(message)
    pressed = (read_press(one.data) for row in keyboard for one in row if one.data)
    clusters = (one.cluster_id for one in pressed if isinstance(one, CardPress))
    cluster = next((one for one in clusters if one), None)
    url = next((one.url for row in keyboard for one in row if one.url), None)
    links = [one.url for one in _marked(message, "text_link") if one.url]
    number = MessageId(message.message_id)
    return why.Asked(number, cluster, url or next(iter(links), None))


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
