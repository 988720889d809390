"""Routes of broadcasts, for admins alone: others are answered as if there were no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command

from bot.chat.reminders import pressed_of
from gigwire.domain.broadcast import admins, screens

if TYPE_CHECKING:
    from collections.abc import Collection

    from aiogram.types import CallbackQuery, Message

    from gigwire.domain.broadcast.board import Board
    from gigwire.domain.chat.turn import Decision, Turn

PRIVATE: Final = F.chat.type == "private"
PRESSED_PRIVATE: Final = F.message.chat.type == "private"
COMMAND: Final = "broadcast"


def broadcast_routes(board: Board, admin_ids: Collection[int]) -> Router:
    """`/broadcast` and the buttons of its screens."""
    router = Router(name="broadcasts")
    is_admin = F.from_user.id.in_(set(admin_ids))

    @router.message(PRIVATE, Command(COMMAND), is_admin)
    async def command(message: Message, turn: Turn) -> Decision:
        plain, html = message.text or "", message.html_text
        return admins.command(turn, board, _without_command(plain), _without_command(html))

    @router.callback_query(PRESSED_PRIVATE, F.data.startswith(f"{screens.MARK}:"), is_admin)
    async def press(query: CallbackQuery, turn: Turn) -> Decision:
        return admins.press(turn, pressed_of(query)[0], board, query.data or "")

    return router


def _without_command(text: str) -> str:
    """What follows the command: on its line, and on all others."""
    first, _, rest = text.partition("\n")
    _, _, on_line = first.partition(" ")
    return f"{on_line}\n{rest}".strip()
