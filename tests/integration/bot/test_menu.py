"""The menu of commands: told to Telegram at the start of ingress, in every language."""

from __future__ import annotations

from typing import get_args

import pytest
from aiogram.types import BotCommandScopeAllChatAdministrators, BotCommandScopeAllGroupChats

from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.chat.menu import menu
from gigwire.domain.groups.menu import admins_menu, members_menu
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_menu_is_set_in_each_language_and_english_for_others(lab: BotLab) -> None:
    """In the language of the app; an unknown language sees English; a group has its own."""
    await lab.start("ingress")
    bot = lab.telegram.bot()
    for locale in get_args(Locale):
        shown = await bot.get_my_commands(language_code=locale)
        assert [(one.command, one.description) for one in shown] == list(menu(lexicon(locale)))
        for scope, wanted in (
            (BotCommandScopeAllChatAdministrators(), admins_menu(lexicon(locale))),
            (BotCommandScopeAllGroupChats(), members_menu(lexicon(locale))),
        ):
            shown = await bot.get_my_commands(scope, locale)
            assert [(one.command, one.description) for one in shown] == list(wanted)
    others = await bot.get_my_commands()
    assert [(one.command, one.description) for one in others] == list(menu(lexicon("en")))
