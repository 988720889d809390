"""The board of broadcasts of this process: both topics read whole at the start, then followed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, TypeVar

from aiokafka import TopicPartition

from gigwire.contracts.broadcasts import Broadcast, BroadcastProgressed
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Event
from gigwire.domain.broadcast.board import Board
from gigwire.runtime.kafka import make_consumer, wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

    from gigwire.runtime.process import Runtime

E = TypeVar("E", bound=Event)

BROADCASTS: Final = "broadcasts"
PROGRESS: Final = "broadcasts.progress"
LOOK_MS: Final = 100
PATIENCE_SECONDS: Final = 5.0


class NewsBoard:
    """What is known, and up to where the topics were read."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self.board = Board()
        self.is_loaded = asyncio.Event()
        self._runtime = runtime
        self._producer = producer
        self._read = -1  # offset of the last record of `broadcasts`
        self._moved = asyncio.Event()

    async def follow(self) -> None:
        """Read both topics from their start, for ever."""
        consumer = make_consumer(self._runtime.settings, None)
        await consumer.start()
        try:
            where = [
                TopicPartition(wire_topic(self._runtime.settings, name), 0)
                for name in (BROADCASTS, PROGRESS)
            ]
            consumer.assign(where)
            await consumer.seek_to_beginning(*where)
            ends = await consumer.end_offsets(where)
            while True:
                await self._look(consumer)
                if not self.is_loaded.is_set():
                    behind = [one for one in where if await consumer.position(one) < ends[one]]
                    if not behind:
                        self.is_loaded.set()
        finally:
            await consumer.stop()

    async def reached(self, offset: int) -> None:
        """Wait, not for ever, until a record of `broadcasts` that we wrote was read back."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self._read < offset:
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            self._runtime.log.warning("chat.board_behind", offset=offset)

    async def publish(self, broadcast: Broadcast) -> None:
        """The next version of a broadcast; acknowledged, and read back."""
        stored = await self._producer.send_and_wait(
            wire_topic(self._runtime.settings, BROADCASTS),
            encode(broadcast),
            key=broadcast.broadcast_id.encode(),
        )
        await self.reached(stored.offset)

    async def publish_progress(self, progress: BroadcastProgressed) -> None:
        """A partition's progress; known here as soon as Kafka has it."""
        await self._producer.send_and_wait(
            wire_topic(self._runtime.settings, PROGRESS),
            encode(progress),
            key=f"{progress.broadcast_id}:{progress.partition}".encode(),
        )
        self.board.count(progress)

    async def _look(self, consumer: AIOKafkaConsumer) -> None:
        for where, records in (await consumer.getmany(timeout_ms=LOOK_MS)).items():
            for record in records:
                if where.topic == wire_topic(self._runtime.settings, BROADCASTS):
                    await self._learn(record)
                elif (told := self._decoded(BroadcastProgressed, record)) is not None:
                    self.board.count(told)

    async def _learn(self, record: ConsumerRecord) -> None:
        if (told := self._decoded(Broadcast, record)) is not None:
            holds = self.board.learn(told)
            if holds is not None:
                # Compaction keeps what came last: what holds has to come last.
                await self._producer.send(record.topic, encode(holds), key=record.key)
        self._read = record.offset
        self._moved.set()

    def _decoded(self, model: type[E], record: ConsumerRecord) -> E | None:
        if record.value is None:
            return None
        try:
            return decode(model, record.value)
        except Poison as error:
            self._runtime.log.warning(
                "chat.unreadable_broadcast", reason=error.reason, offset=record.offset
            )
            return None
