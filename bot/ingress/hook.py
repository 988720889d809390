"""The webhook of one bot at Telegram: set at the start, looked at again and again.

Somebody who polls the token by hand, or another installation, takes it away without a word; so it
is asked for, and set anew. What Telegram says of failed pushes is told to the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aiogram.methods import GetWebhookInfo, SetWebhook

from bot.api import CALL_ERRORS, failure_of
from bot.ingress.pauses import Pauses
from bot.ingress.reading import ALLOWED_UPDATES

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import WebhookInfo

    from bot.ingress.listening import Listening
    from gigwire.runtime.process import Runtime

LOOK_SECONDS: Final = 30.0


class Door(NamedTuple):
    """Where a bot is pushed to, and what proves that Telegram does it."""

    url: str
    secret: str


class Hook:
    """One bot's."""

    def __init__(
        self,
        runtime: Runtime,
        name: str,
        bot: Bot,
        door: Door,
        listening: Listening,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._runtime = runtime
        self._name = name
        self._bot = bot
        self._door = door
        self._pauses = Pauses(runtime, name, listening, "ingress.hook_failed")
        self._look_seconds = look_seconds
        self._is_set = False
        self._last_error = runtime.clock.now()

    async def run(self) -> None:
        """Keep it set until told to stop; then it stays, for those who come after us."""
        stop = self._runtime.stop
        while not stop.is_set:
            try:
                await self._look()
            except CALL_ERRORS as error:
                await self._pauses.failed(failure_of(error), is_hearing=self._is_set)
            else:
                self._pauses.worked()
                await stop.wait(self._look_seconds)

    async def _look(self) -> None:
        if not self._is_set:
            await self._set()
        told = await self._bot(GetWebhookInfo())
        if told.url != self._door.url:
            self._runtime.log.warning("ingress.hook_lost", bot=self._name)
            await self._set()
        self._tell(told)

    async def _set(self) -> None:
        """What waits at Telegram is never dropped: it is pushed."""
        method = SetWebhook(
            url=self._door.url,
            secret_token=self._door.secret,
            max_connections=self._runtime.settings.telegram.webhook.connections,
            allowed_updates=list(ALLOWED_UPDATES),
        )
        await self._bot(method)
        self._is_set = True

    def _tell(self, told: WebhookInfo) -> None:
        waiting = float(told.pending_update_count)
        self._runtime.metrics.set("gigwire_ingress_pending", waiting, bot=self._name)
        failed = told.last_error_date
        if failed is not None and failed > self._last_error:
            self._last_error = failed
            self._runtime.log.warning(
                "ingress.push_failed", bot=self._name, why=told.last_error_message, waiting=waiting
            )
