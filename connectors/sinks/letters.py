"""Rows that can never be stored: to the topic's dead letters, awaited, before the offsets move.

A crash between the send and the commit sends a letter again; its origin tells that it is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.dead_letters import dead_letter, to_headers
from gigwire.contracts.errors import Fatal, Poison
from gigwire.contracts.messages import Origin
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import plain_topic, wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer

    from gigwire.domain.record import Row
    from gigwire.runtime.process import Runtime


class Letters:
    """Writes dead letters of record."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer

    async def send(self, topic: str, row: Row, poison: Poison) -> None:
        """Put a row's untouched bytes into the dead letters of its (wire) topic.

        Raises:
            Fatal: the topic has no dead letters; the record must not be lost, so work stops.
        """
        settings = self._runtime.settings
        name = plain_topic(settings, topic)
        known = TOPICS.get(name)
        if known is None or not known.has_dlq:
            raise Fatal(f"{name} {row.partition}/{row.offset} cannot be stored: {poison}")
        origin = Origin(topic=name, partition=row.partition, offset=row.offset)
        now = self._runtime.clock.now()
        letter = dead_letter("record", poison, origin, now, row.headers)
        await self._producer.send_and_wait(
            wire_topic(settings, known.dlq),
            value=row.value,
            key=row.key,
            headers=to_headers(letter),
        )
        self._runtime.metrics.add("gigwire_dlq_total", stage="record", reason=poison.reason)
        self._runtime.log.warning("record.poison", reason=poison.reason, **origin.model_dump())
