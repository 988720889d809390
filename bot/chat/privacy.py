"""Routes of what is a person's own: `/export`, `/import` and its file, `/delete_me`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command, CommandObject

from gigwire.domain.chat import dispatch, exporting, forgetting, importing

if TYPE_CHECKING:
    from aiogram.types import Message

    from gigwire.domain.chat.turn import Decision, Turn

PRIVATE: Final = F.chat.type == "private"


def privacy_routes() -> Router:
    """Everything about a person's own file."""
    router = Router(name="privacy")

    @router.message(PRIVATE, Command("export"))
    async def export(_: Message, turn: Turn) -> Decision:
        return dispatch.settled(turn, exporting.export(turn))

    @router.message(PRIVATE, Command("delete_me"))
    async def delete_me(_: Message, turn: Turn) -> Decision:
        return dispatch.settled(turn, forgetting.ask(turn))

    @router.message(PRIVATE, F.text, Command("import"))
    async def import_command(_: Message, command: CommandObject, turn: Turn) -> Decision:
        return importing.command(turn, command.args or "")

    @router.message(PRIVATE, F.document, Command("import"))
    @router.message(PRIVATE, F.document, _is_awaited)
    async def document(message: Message, turn: Turn) -> Decision:
        file = message.document
        assert file is not None, "the filter says so"
        return importing.sent_file(turn, file.file_id, file.file_size or 0)

    return router


async def _is_awaited(_: Message, turn: Turn) -> bool:
    return turn.dialog.awaits == "import"
