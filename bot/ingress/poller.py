"""The long poll of one bot: fetch, put into Kafka, wait for the acknowledgement, ask for the next.

A kill between acknowledgement and next request fetches the same updates again; chat drops repeats
by their update id. 409, 429, 5xx and time-outs pause with back-off; a refused token is tried again
once a minute while other bots go on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from aiogram.methods import DeleteWebhook
from aiogram.methods.base import TelegramMethod

from bot.api import CALL_ERRORS, failure_of
from bot.ingress.pauses import Pauses
from bot.ingress.reading import ALLOWED_UPDATES, update_id_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram import Bot

    from bot.ingress.forward import Forwarder
    from bot.ingress.listening import Listening
    from gigwire.runtime.process import Runtime

LIMIT: Final = 100


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates whose answer stays as Telegram wrote it: what we do not know yet is kept."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = LIMIT
    timeout: int = 0
    allowed_updates: tuple[str, ...] = ALLOWED_UPDATES


class Poller:
    """One poller. `offset` moves only over updates that Kafka has, or that were shed."""

    def __init__(
        self, runtime: Runtime, name: str, bot: Bot, forward: Forwarder, listening: Listening
    ) -> None:
        self._runtime = runtime
        self._name = name
        self._bot = bot
        self._forward = forward
        self._pauses = Pauses(runtime, name, listening, "ingress.poll_failed")
        self._offset: int | None = None
        self._is_unhooked = False
        self._has_polled = False

    async def run(self) -> None:
        """Fetch and forward in turns; a stop cuts the waiting poll short."""
        stop = self._runtime.stop
        async with asyncio.TaskGroup() as group:
            stopping = group.create_task(stop.wait())
            while not stop.is_set:
                polling = group.create_task(self._poll())
                await asyncio.wait((polling, stopping), return_when=asyncio.FIRST_COMPLETED)
                if not polling.done():
                    polling.cancel()
                    break
                await self._hand_on(polling.result())
            stopping.cancel()

    async def _poll(self) -> Sequence[dict[str, Any]]:
        # The first poll answers at once: only an answer proves that Telegram listens to us.
        seconds = self._runtime.settings.telegram.poll_seconds if self._has_polled else 0
        method = GetRawUpdates(offset=self._offset, timeout=seconds)
        try:
            if not self._is_unhooked:
                await self._bot(DeleteWebhook())  # of a time before; what waits for it stays
                self._is_unhooked = True
            updates = await self._bot(method)
        except CALL_ERRORS as error:
            await self._pauses.failed(failure_of(error))
            return ()
        self._has_polled = True
        self._pauses.worked()
        return updates

    async def _hand_on(self, updates: Sequence[dict[str, Any]]) -> None:
        """Put updates into Kafka in their order; returns when all are acknowledged."""
        handed = [await self._forward.hand_on(payload, self._name) for payload in updates]
        await asyncio.gather(*(one.acknowledged for one in handed))
        numbers = [number for one in updates if (number := update_id_of(one)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
            self._forward.kept(*handed)
