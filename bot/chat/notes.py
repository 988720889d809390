"""The incident note of this process: its topic read whole at the start, then followed.

Best effort: without the topic nothing is shown, and nobody waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.orders import NotePublished
from gigwire.domain.admin.note import Noted
from gigwire.runtime.kafka import make_consumer, wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaConsumer

    from gigwire.runtime.process import Runtime

TOPIC: Final = "ops.notes"
LOOK_SECONDS: Final = 1.0
POLL_MS: Final = 500


class NoteReader:
    """The read model and its reader."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.noted: Final = Noted()

    async def follow(self) -> None:
        """Read all, then what comes, until told to stop."""
        stop = self._runtime.stop
        while not stop.is_set:
            consumer = make_consumer(self._runtime.settings, None)
            try:
                await consumer.start()
                if await self._begin(consumer):
                    await self._read(consumer)
            except KafkaError as error:
                self._runtime.log.warning("chat.notes_failed", reason=type(error).__name__)
            finally:
                await consumer.stop()
            await stop.wait(LOOK_SECONDS)

    async def _begin(self, consumer: AIOKafkaConsumer) -> bool:
        wire = wire_topic(self._runtime.settings, TOPIC)
        if wire not in await consumer.topics():
            return False
        where = TopicPartition(wire, 0)
        consumer.assign([where])
        await consumer.seek_to_beginning(where)
        return True

    async def _read(self, consumer: AIOKafkaConsumer) -> None:
        while not self._runtime.stop.is_set:
            for records in (await consumer.getmany(timeout_ms=POLL_MS)).values():
                for record in records:
                    self._take(record.value, record.offset)

    def _take(self, value: bytes | None, offset: int) -> None:
        try:
            self.noted.learn(decode(NotePublished, value))
        except Poison as error:
            self._runtime.log.warning("chat.unreadable_note", reason=error.reason, offset=offset)
