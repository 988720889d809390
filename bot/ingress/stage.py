"""The ingress stage: a long poll of each bot side by side, one answer whether it is ready."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.api import open_bots
from bot.ingress.listening import Listening
from bot.ingress.menu import tell_menu
from bot.ingress.poller import Poller
from gigwire.runtime.kafka import open_producer

if TYPE_CHECKING:
    from aiogram import Bot

    from gigwire.runtime.process import Runtime

MARGIN_SECONDS: Final = 10.0  # an answer may be this much later than the poll's time


async def run_ingress(runtime: Runtime) -> None:
    """Poll every bot until told to stop.

    Raises:
        Fatal: the tokens of all bots are refused.
    """
    settings = runtime.settings
    seconds = settings.telegram.poll_seconds + MARGIN_SECONDS
    async with (
        open_bots(settings, seconds) as bots,
        open_producer(settings, "ingress") as producer,
    ):
        listening = Listening(runtime, bots)
        pollers = [Poller(runtime, one, bots[one], producer, listening) for one in bots]
        async with asyncio.TaskGroup() as group:
            for bot, poller in zip(bots.values(), pollers, strict=True):
                group.create_task(_serve(runtime, bot, poller))


async def _serve(runtime: Runtime, bot: Bot, poller: Poller) -> None:
    await tell_menu(bot, runtime)
    await poller.run()
