"""The menu of commands, told to Telegram once at the start, in every language. Repeats are free."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand

from bot.api import CALL_ERRORS, failure_of
from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.chat.menu import menu

if TYPE_CHECKING:
    from aiogram import Bot

    from gigwire.runtime.process import Runtime


async def tell_menu(bot: Bot, runtime: Runtime) -> None:
    """Set the commands for each language, and English for all others.

    A failure is told and left: the menu of the last start stays, and nobody waits for it.
    """
    languages: tuple[Locale, ...] = get_args(Locale)
    wanted: list[tuple[Locale, str | None]] = [(one, one) for one in languages]
    for locale, code in [("en", None), *wanted]:
        commands = [
            BotCommand(command=name, description=text) for name, text in menu(lexicon(locale))
        ]
        try:
            await bot(SetMyCommands(commands=commands, language_code=code))
        except CALL_ERRORS as error:
            runtime.log.warning("ingress.menu_failed", kind=failure_of(error).kind)
            return
