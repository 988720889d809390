"""The ingress stage: each bot heard by long poll or by webhook, one answer whether it is ready."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.api import open_bots
from bot.ingress.forward import Forwarder
from bot.ingress.hook import Door, Hook
from bot.ingress.listening import Listening
from bot.ingress.menu import tell_menu
from bot.ingress.poller import Poller
from bot.ingress.pushes import Pushes, serve_pushes
from gigwire.domain.ingress.hooks import hook_secret, hook_url
from gigwire.runtime.kafka import open_producer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiogram import Bot

    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import Settings

MARGIN_SECONDS: Final = 10.0  # an answer may be this much later than the poll's time


async def run_ingress(runtime: Runtime) -> None:
    """Hear every bot until told to stop.

    Raises:
        Fatal: the tokens of all bots are refused.
    """
    settings = runtime.settings
    seconds = settings.telegram.poll_seconds + MARGIN_SECONDS
    async with (
        open_bots(settings, seconds) as bots,
        open_producer(settings, "ingress") as producer,
    ):
        forward = Forwarder(runtime, producer)
        runtime.health.mode = "webhook" if settings.telegram.webhook.url else "long poll"
        if settings.telegram.webhook.url:
            await _be_pushed(runtime, bots, forward)
        else:
            await _poll(runtime, bots, forward)


async def _poll(runtime: Runtime, bots: Mapping[str, Bot], forward: Forwarder) -> None:
    listening = Listening(runtime, bots)
    async with asyncio.TaskGroup() as group:
        for name, bot in bots.items():
            poller = Poller(runtime, name, bot, forward, listening)
            group.create_task(_serve(runtime, bot, poller))


async def _be_pushed(runtime: Runtime, bots: Mapping[str, Bot], forward: Forwarder) -> None:
    listening = Listening(runtime, bots)
    doors = doors_of(runtime.settings, bots)
    pushes = Pushes(runtime, forward, doors)
    async with serve_pushes(runtime, pushes), asyncio.TaskGroup() as group:
        group.create_task(pushes.run())
        for name, bot in bots.items():
            hook = Hook(runtime, name, bot, doors[name], listening)
            group.create_task(_serve(runtime, bot, hook))


def doors_of(settings: Settings, names: Iterable[str]) -> dict[str, Door]:
    """Each bot's address and secret: the same in every process of the installation."""
    hook, tokens = settings.telegram.webhook, settings.telegram.tokens
    key = hook.secret.get_secret_value()
    return {
        name: Door(
            hook_url(hook.url, name), hook_secret(key or tokens[name].get_secret_value(), name)
        )
        for name in names
    }


async def _serve(runtime: Runtime, bot: Bot, work: Poller | Hook) -> None:
    await tell_menu(bot, runtime)
    await work.run()
