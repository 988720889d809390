"""From what Telegram gave to a record on its way to Kafka: an update, a dead letter, or neither.

Both ways in, long poll and webhook, end here. Who floods is shed here too. Owns no waiting: the
caller acknowledges to Telegram once the record's `acknowledged` is done.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson

from bot.ingress.reading import kind_of, read_update, said_at, sender_of, update_id_of
from gigwire.contracts.codec import encode
from gigwire.contracts.dead_letters import dead_letter, to_headers
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import user_key
from gigwire.contracts.messages import Origin
from gigwire.contracts.topics import TOPICS
from gigwire.domain.ingress.buckets import Rate
from gigwire.domain.ingress.crowd import Crowd
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from aiokafka import AIOKafkaProducer

    from gigwire.contracts.ids import UserId
    from gigwire.contracts.people import TelegramUpdate
    from gigwire.domain.ingress.crowd import Verdict
    from gigwire.runtime.process import Runtime

TOPIC: Final = "telegram.updates"


class Handed(NamedTuple):
    """What became of one update. `update` None: none could be read."""

    acknowledged: Awaitable[object]
    update: TelegramUpdate | None = None
    verdict: Verdict = "in"


class Forwarder:
    """One for all bots of the process: a person who floods two of them is one person."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer
        inbound = runtime.settings.telegram.inbound
        self._crowd = Crowd(Rate(inbound.burst, inbound.per_second))

    async def hand_on(self, payload: object, bot: str) -> Handed:
        """Put an update on its way; those of one person keep their order."""
        now = self._runtime.clock.now()
        try:
            update = read_update(payload, now, bot)
        except Poison as error:
            number = update_id_of(payload) or 0
            return await self.bury(orjson.dumps(payload), error, bot, number)
        kind = kind_of(update.payload)
        sender = _sender_of(update)
        verdict = self._crowd.judge(sender, kind, said_at(update.payload, now))
        if verdict != "in":
            self._runtime.metrics.add("gigwire_ingress_shed_total", bot=bot, kind=kind)
        if verdict == "out":
            return Handed(_done(), update, verdict)
        if verdict == "notice":
            update = update.model_copy(update={"is_shed": True})
            self._runtime.log.warning("ingress.flood", bot=bot, kind=kind)
        wire = wire_topic(self._runtime.settings, TOPIC)
        sent: Awaitable[object] | None = None
        try:
            sent = await self._producer.send(wire, encode(update), key=user_key(update.user_id))
        finally:
            if sent is None:  # failed, or whoever waited was cancelled
                self._crowd.take_back(sender, kind, verdict)
        return Handed(sent, update, verdict)

    def kept(self, *handed: Handed) -> None:
        """Kafka has these."""
        amount = sum(one.update is not None and one.verdict != "out" for one in handed)
        self._runtime.metrics.add("gigwire_events_out_total", amount, stage="ingress", topic=TOPIC)

    def take_back(self, handed: Handed) -> None:
        """Kafka did not acknowledge it: Telegram brings it again, and it counts once."""
        if handed.update is not None:
            kind = kind_of(handed.update.payload)
            self._crowd.take_back(_sender_of(handed.update), kind, handed.verdict)

    async def bury(self, body: bytes, error: Poison, bot: str, number: int = 0) -> Handed:
        """To the DLQ; there is no record to point at, so the origin's offset is the update id."""
        runtime = self._runtime
        origin = Origin(topic=TOPIC, partition=0, offset=max(0, number))
        letter = dead_letter("ingress", error, origin, runtime.clock.now(), ())
        runtime.metrics.add("gigwire_dlq_total", stage="ingress", reason=error.reason)
        runtime.log.warning("ingress.buried", bot=bot, reason=error.reason)
        wire = wire_topic(runtime.settings, TOPICS[TOPIC].dlq)
        return Handed(await self._producer.send(wire, body, headers=to_headers(letter)))


def _sender_of(update: TelegramUpdate) -> UserId:
    """In a group everybody has a limit of their own."""
    return sender_of(update.payload) or update.user_id


def _done() -> Awaitable[object]:
    nothing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    nothing.set_result(None)
    return nothing
