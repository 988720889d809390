"""The menu of commands, told to Telegram once at the start, in every language. Repeats are free."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)

from bot.api import CALL_ERRORS, failure_of
from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.chat.menu import menu
from gigwire.domain.groups.menu import admins_menu, members_menu

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import BotCommandScopeUnion

    from gigwire.domain.cards.words import Words
    from gigwire.domain.groups.menu import Commands
    from gigwire.runtime.process import Runtime


async def tell_menu(bot: Bot, runtime: Runtime) -> None:
    """Set the commands for each language, and English for all others; groups have their own.

    A failure is told and left: the menu of the last start stays, and nobody waits for it.
    """
    languages: tuple[Locale, ...] = get_args(Locale)
    wanted: list[tuple[Locale, str | None]] = [(one, one) for one in languages]
    for locale, code in [("en", None), *wanted]:
        try:
            for scope, commands in _menus(lexicon(locale)):
                listed = [BotCommand(command=name, description=text) for name, text in commands]
                await bot(SetMyCommands(commands=listed, scope=scope, language_code=code))
        except CALL_ERRORS as error:
            runtime.log.warning("ingress.menu_failed", kind=failure_of(error).kind)
            return


def _menus(words: Words) -> tuple[tuple[BotCommandScopeUnion, Commands], ...]:
    return (
        (BotCommandScopeDefault(), menu(words)),
        (BotCommandScopeAllGroupChats(), members_menu(words)),
        (BotCommandScopeAllChatAdministrators(), admins_menu(words)),
    )
