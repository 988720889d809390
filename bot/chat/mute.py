"""The bot that aiogram's dispatcher wants: it knows its own name and calls nobody."""

from __future__ import annotations

from typing import Final

from aiogram import Bot
from aiogram.types import User

TOKEN: Final = "1:" + "mute" * 9  # of Telegram's form; opens nothing


class MuteBot(Bot):
    """Asked for its name by every command with a mention (`/start@gigwire_bot`)."""

    def __init__(self, username: str) -> None:
        super().__init__(TOKEN)
        self._name = username

    async def me(self) -> User:
        """Itself; without a name it takes every mention for its own."""
        return User(id=self.id, is_bot=True, first_name="Gigwire", username=self._name or None)
