"""The webhook of ours at the Bot API server: set, watched, and set again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.ingress.hook import Door, Hook
from bot.ingress.listening import Listening
from tests.support.pushing import a_runtime
from tests.support.telegram_lab import until

if TYPE_CHECKING:
    from aiogram import Bot

DOOR = Door("http://127.0.0.1:9/telegram/main", "5" * 64)


async def test_webhook_that_somebody_took_is_set_again(bot: Bot) -> None:
    """Whoever polls a token by hand takes its webhook away, and nobody would say so."""
    runtime = a_runtime()
    hook = Hook(runtime, "main", bot, DOOR, Listening(runtime, ["main"]), look_seconds=0.05)

    async def is_set() -> bool:
        return (await bot.get_webhook_info()).url == DOOR.url

    async def is_ready() -> bool:
        return runtime.health.waits_for is None

    working = asyncio.ensure_future(hook.run())
    try:
        await until(is_set)
        await until(is_ready)
        await bot.delete_webhook()
        await until(is_set)
        runtime.stop.set()
        await working
        assert await is_set(), "it stays for whoever comes next"
    finally:
        working.cancel()
        await bot.delete_webhook()
