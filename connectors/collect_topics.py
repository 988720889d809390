"""What collect writes to Kafka: observations, poll outcomes, cursors, dead letters.

Every method returns only when Kafka has acknowledged. Owns no decision and no order between them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.dead_letters import dead_letter, to_headers
from gigwire.contracts.ids import digest, project_key
from gigwire.contracts.messages import Origin
from gigwire.contracts.sources import SourceCursor, SourcePolled
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import read_to_end, wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import AIOKafkaProducer

    from gigwire.contracts.errors import Poison
    from gigwire.contracts.messages import RawProject
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import Settings

RAW: Final = "projects.raw"
POLLS: Final = "sources.polls"
CURSORS: Final = "sources.cursors"
MOST_BURIED_BYTES: Final = 900_000  # below Kafka's 1 MiB a record, with headers


async def read_cursors(settings: Settings) -> dict[str, SourceCursor]:
    """The last cursor of each feed."""
    rows = await read_to_end(settings, CURSORS, [0])
    last = {key: value for _, _, key, value in rows if key is not None}
    return {key.decode(): decode(SourceCursor, value) for key, value in last.items() if value}


class CollectTopics:
    """The writer over one idempotent producer."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer

    async def publish(self, projects: Iterable[RawProject]) -> None:
        """Write observations, in this order within each key."""
        topic = wire_topic(self._runtime.settings, RAW)
        waiting = []
        for project in projects:
            key = project_key(project.source, project.native_id).encode()
            waiting.append(await self._producer.send(topic, value=encode(project), key=key))
        await asyncio.gather(*waiting)
        self._count(RAW, len(waiting))

    async def move(self, cursor: SourceCursor) -> None:
        """Write a feed's cursor."""
        await self._write(CURSORS, cursor.source, encode(cursor))

    async def tell(self, polled: SourcePolled) -> None:
        """Write a poll's outcome."""
        await self._write(POLLS, polled.source, encode(polled))

    async def bury(self, feed: str, url: str, error: Poison, body: bytes) -> None:
        """Write bytes that could not be read to the dead letters of `projects.raw`.

        No record of a topic failed, so the origin is offset 0 of the topic they were meant for;
        `x-source`, `x-url` and `x-bytes` tell where they came from and how many there were.
        """
        now = self._runtime.clock.now()
        letter = dead_letter("collect", error, Origin(topic=RAW, partition=0, offset=0), now, ())
        letter = letter.model_copy(update={"trace_id": digest("page", feed, now.isoformat())})
        headers = [
            *to_headers(letter),
            ("x-source", feed.encode()),
            ("x-url", url.encode()),
            ("x-bytes", str(len(body)).encode()),
        ]
        await self._producer.send_and_wait(
            wire_topic(self._runtime.settings, TOPICS[RAW].dlq),
            value=body[:MOST_BURIED_BYTES],
            key=feed.encode(),
            headers=headers,
        )
        self._runtime.metrics.add("gigwire_dlq_total", stage="collect", reason=error.reason)
        self._runtime.log.warning("dlq.buried", reason=error.reason, feed=feed, size=len(body))

    async def _write(self, topic: str, key: str, value: bytes) -> None:
        wire = wire_topic(self._runtime.settings, topic)
        await self._producer.send_and_wait(wire, value=value, key=key.encode())
        self._count(topic, 1)

    def _count(self, topic: str, records: int) -> None:
        self._runtime.metrics.add("gigwire_events_out_total", records, stage="collect", topic=topic)
