"""The long poll of one bot: fetch, put into Kafka, wait for the acknowledgement, ask for the next.

A kill between acknowledgement and next request fetches the same updates again; chat drops repeats
by their update id. 409, 429, 5xx and time-outs pause with back-off; a refused token is tried again
once a minute while other bots go on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import orjson
from aiogram.methods.base import TelegramMethod

from bot.api import CALL_ERRORS, failure_of
from bot.ingress.reading import ALLOWED_UPDATES, read_update, update_id_of
from gigwire.contracts.codec import encode
from gigwire.contracts.dead_letters import dead_letter, to_headers
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import user_key
from gigwire.contracts.messages import Origin
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from aiogram import Bot
    from aiokafka import AIOKafkaProducer

    from bot.ingress.listening import Listening
    from gigwire.domain.notify.outcomes import Failure
    from gigwire.runtime.process import Runtime

TOPIC: Final = "telegram.updates"
LIMIT: Final = 100
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 15.0
REFUSED_PAUSE: Final = 60.0  # a revoked token does not come back by itself; a sick server may


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates whose answer stays as Telegram wrote it: what we do not know yet is kept."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = LIMIT
    timeout: int = 0
    allowed_updates: tuple[str, ...] = ALLOWED_UPDATES


class Poller:
    """One poller. `offset` moves only over updates that Kafka has."""

    def __init__(
        self,
        runtime: Runtime,
        name: str,
        bot: Bot,
        producer: AIOKafkaProducer,
        listening: Listening,
    ) -> None:
        self._runtime = runtime
        self._name = name
        self._bot = bot
        self._producer = producer
        self._listening = listening
        self._offset: int | None = None
        self._has_polled = False
        self._pause = FIRST_PAUSE

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
                await self._forward(polling.result())
            stopping.cancel()

    async def _poll(self) -> Sequence[dict[str, Any]]:
        # The first poll answers at once: only an answer proves that Telegram listens to us.
        seconds = self._runtime.settings.telegram.poll_seconds if self._has_polled else 0
        method = GetRawUpdates(offset=self._offset, timeout=seconds)
        try:
            updates = await self._bot(method)
        except CALL_ERRORS as error:
            await self._failed(failure_of(error))
            return ()
        self._pause, self._has_polled = FIRST_PAUSE, True
        self._listening.hears(self._name)
        return updates

    async def _failed(self, failure: Failure) -> None:
        if failure.kind == "unauthorised":
            self._listening.refused(self._name)
            await self._runtime.stop.wait(REFUSED_PAUSE)
            return
        wait = max(self._pause, failure.retry_after)
        self._listening.waits(self._name, failure.kind)
        self._runtime.metrics.add("gigwire_retries_total", stage="ingress")
        self._runtime.log.warning(
            "ingress.poll_failed", bot=self._name, kind=failure.kind, pause=wait
        )
        self._pause = min(LONGEST_PAUSE, self._pause * 2)
        await self._runtime.stop.wait(wait)

    async def _forward(self, updates: Sequence[dict[str, Any]]) -> None:
        """Put updates into Kafka in their order; returns when all are acknowledged."""
        sent = [await self._send(payload) for payload in updates]
        await asyncio.gather(*sent)
        numbers = [number for one in updates if (number := update_id_of(one)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
            amount = len(updates)
            self._runtime.metrics.add(
                "gigwire_events_out_total", amount, stage="ingress", topic=TOPIC
            )

    async def _send(self, payload: dict[str, Any]) -> Awaitable[object]:
        now = self._runtime.clock.now()
        try:
            update = read_update(payload, now, self._name)
        except Poison as error:
            return await self._bury(payload, error)
        wire = wire_topic(self._runtime.settings, TOPIC)
        future: Awaitable[object] = await self._producer.send(
            wire, encode(update), key=user_key(update.user_id)
        )
        return future

    async def _bury(self, payload: object, error: Poison) -> Awaitable[object]:
        """To the DLQ; there is no record to point at, so the origin's offset is the update id."""
        runtime = self._runtime
        origin = Origin(topic=TOPIC, partition=0, offset=max(0, update_id_of(payload) or 0))
        letter = dead_letter("ingress", error, origin, runtime.clock.now(), ())
        runtime.metrics.add("gigwire_dlq_total", stage="ingress", reason=error.reason)
        runtime.log.warning("ingress.buried", bot=self._name, reason=error.reason)
        wire = wire_topic(runtime.settings, TOPICS[TOPIC].dlq)
        future: Awaitable[object] = await self._producer.send(
            wire, orjson.dumps(payload), headers=to_headers(letter)
        )
        return future
