"""Routes of `/admin`, for those with a role: others are answered as if there were no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command

from bot.chat.reminders import pressed_of
from gigwire.domain.admin import desk, screens

if TYPE_CHECKING:
    from aiogram.filters import CommandObject
    from aiogram.types import CallbackQuery, Message

    from bot.chat.overview import Overview
    from gigwire.domain.admin.roles import Staff
    from gigwire.domain.broadcast.board import Board
    from gigwire.domain.chat.turn import Decision, Turn

PRIVATE: Final = F.chat.type == "private"
PRESSED_PRIVATE: Final = F.message.chat.type == "private"
COMMAND: Final = "admin"


def admin_routes(overview: Overview, board: Board, staff: Staff) -> Router:
    """`/admin` and the buttons of its screen."""
    router = Router(name="admins")
    has_role = F.from_user.id.in_(set(staff.everybody))

    @router.message(PRIVATE, Command(COMMAND), has_role)
    async def command(_: Message, command: CommandObject, turn: Turn) -> Decision:
        at_hand = desk.Desk(staff, overview.ask(), board)
        return desk.command(turn, at_hand, command.args or "")

    @router.callback_query(PRESSED_PRIVATE, F.data.startswith(f"{screens.MARK}:"), has_role)
    async def press(query: CallbackQuery, turn: Turn) -> Decision:
        at_hand = desk.Desk(staff, overview.ask(), board)
        return desk.press(turn, pressed_of(query)[0], at_hand, query.data or "")

    return router
