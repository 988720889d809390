"""Which update goes to which pure handler: aiogram's routers and filters, nothing else.

Handlers get the turn as an argument and give back a decision; they send nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import (
    JOIN_TRANSITION,
    LEAVE_TRANSITION,
    ChatMemberUpdatedFilter,
    Command,
    CommandObject,
    CommandStart,
)
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InaccessibleMessage,
    Message,
    TelegramObject,
)

from bot.chat.cards import card_routes
from bot.chat.groups import group_routes
from bot.chat.in_loop import keep_in_loop
from bot.chat.privacy import privacy_routes
from bot.chat.reminders import reminder_routes
from gigwire.contracts.ids import MessageId
from gigwire.domain.admin.note import under_banner
from gigwire.domain.chat import (
    buttons,
    commands,
    dispatch,
    elsewhere,
    filtering,
    filters,
    onboarding,
    plan,
    snooze,
    stats,
)
from gigwire.domain.chat import settings as person_settings
from gigwire.domain.chat.turn import NOTHING, Decision, Pressed, Turn
from gigwire.domain.groups import screens

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiogram import Bot
    from aiogram.types import Update

PRIVATE: Final = F.chat.type == "private"

# Commands without arguments: word -> pure handler.
PLAIN: Final[dict[str, Callable[[Turn], Decision]]] = {
    "help": commands.show_help,
    "filters": filtering.show,
    "new": onboarding.begin_new,
    "settings": person_settings.show,
    "status": stats.status,
    "stats": stats.stats,
    "files": commands.files,
    "pause": commands.pause,
    "resume": commands.resume,
    "language": person_settings.show_languages,
    "currency": person_settings.show_currencies,
    "groups": screens.groups,
    "snooze": snooze.show,
    "digest": plan.digest_now,
    "schedule": plan.show,
}
WITH_TEXT: Final[dict[str, Callable[[Turn, str], Decision]]] = {
    "add": filters.add,
    "quiet": commands.quiet,
}


def build_dispatcher(*more: Router) -> Dispatcher:
    """All routes. Order matters: the first route that fits takes the update, `more` before all."""
    dispatcher = Dispatcher(disable_fsm=True)  # state is in Kafka; aiogram's grows with people
    dispatcher.include_routers(
        *more,
        group_routes(),
        _elsewhere(),
        reminder_routes(),
        card_routes(),
        privacy_routes(),
        _messages(),
        _presses(),
        _membership(),
    )
    return keep_in_loop(dispatcher)


async def decide(dispatcher: Dispatcher, bot: Bot, update: Update, turn: Turn) -> Decision:
    """Run one update through the routes; an update that nobody takes decides nothing."""
    decision = await dispatcher.feed_update(bot, update, turn=turn)
    if decision is UNHANDLED or decision is None:
        return NOTHING
    assert isinstance(decision, Decision), "every handler gives a decision"
    return decision


def _elsewhere() -> Router:
    """What people of another bot type here, and what becomes of this chat. Presses work on."""
    router = Router(name="elsewhere")
    router.message.filter(PRIVATE, _is_elsewhere)
    router.my_chat_member.filter(PRIVATE, _is_elsewhere)

    @router.message(CommandStart())
    async def start(_: Message, turn: Turn) -> Decision:
        return elsewhere.start(turn)

    @router.message()
    async def spoken(_: Message, turn: Turn) -> Decision:
        return elsewhere.spoken(turn)

    @router.my_chat_member()
    async def membership(_: ChatMemberUpdated) -> Decision:
        return NOTHING

    return router


async def _is_elsewhere(_: TelegramObject, turn: Turn) -> bool:
    return turn.is_elsewhere


def _messages() -> Router:
    router = Router(name="messages")
    on_message = router.message

    on_message.register(_with_text(commands.start), PRIVATE, CommandStart())
    for word, plain in PLAIN.items():
        on_message.register(_without_text(plain), PRIVATE, Command(word))
    for word, handler in WITH_TEXT.items():
        on_message.register(_with_text(handler), PRIVATE, Command(word))

    @on_message(PRIVATE, F.text.startswith("/"))
    async def unknown_command(_: Message, turn: Turn) -> Decision:
        return commands.unknown_command(turn)

    @on_message(PRIVATE, F.text)
    async def plain_text(message: Message, turn: Turn) -> Decision:
        return dispatch.typed(turn, message.text or "")

    @on_message(PRIVATE)
    async def not_text(_: Message, turn: Turn) -> Decision:
        return commands.not_text(turn)

    return router


def _without_text(handler: Callable[[Turn], Decision]) -> Callable[..., object]:
    async def handle(_: Message, turn: Turn) -> Decision:
        return under_banner(turn, dispatch.settled(turn, handler(turn)))

    return handle


def _with_text(handler: Callable[[Turn, str], Decision]) -> Callable[..., object]:
    async def handle(_: Message, command: CommandObject, turn: Turn) -> Decision:
        return dispatch.settled(turn, handler(turn, command.args or ""))

    return handle


def _presses() -> Router:
    router = Router(name="presses")

    @router.callback_query(F.message.chat.type == "private", F.data)
    async def press(query: CallbackQuery, turn: Turn) -> Decision:
        return buttons.press(turn, _pressed(query), query.data or "")

    @router.callback_query()
    async def foreign(query: CallbackQuery, turn: Turn) -> Decision:
        return buttons.stale(turn, Pressed(query.id, None))

    return router


def _pressed(query: CallbackQuery) -> Pressed:
    message = query.message
    if message is None or isinstance(message, InaccessibleMessage):
        return Pressed(query.id, None)
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    url = next((button.url for row in rows for button in row if button.url), None)
    return Pressed(query.id, MessageId(message.message_id), url)


def _membership() -> Router:
    router = Router(name="membership")
    router.my_chat_member.filter(PRIVATE)

    @router.my_chat_member(ChatMemberUpdatedFilter(LEAVE_TRANSITION))
    async def blocked(_: ChatMemberUpdated, turn: Turn) -> Decision:
        return commands.blocked(turn)

    @router.my_chat_member(ChatMemberUpdatedFilter(JOIN_TRANSITION))
    async def unblocked(_: ChatMemberUpdated, turn: Turn) -> Decision:
        return commands.unblocked(turn)

    return router
