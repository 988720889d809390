"""The incident note of this process: its topic read whole at the start, then followed.

Best effort: without the topic nothing is shown, and nobody waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat.following import follow
from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.orders import NotePublished
from gigwire.domain.admin.note import Noted

if TYPE_CHECKING:
    from aiokafka import AIOKafkaConsumer, TopicPartition

    from gigwire.runtime.process import Runtime

TOPIC: Final = "ops.notes"
POLL_MS: Final = 500


class NoteReader:
    """The read model and its reader."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.noted: Final = Noted()

    async def follow(self) -> None:
        """Read all, then what comes, until told to stop."""
        await follow(self._runtime, TOPIC, self._read, "chat.notes_failed")

    async def _read(self, consumer: AIOKafkaConsumer, where: TopicPartition) -> None:
        await consumer.seek_to_beginning(where)
        while not self._runtime.stop.is_set:
            for records in (await consumer.getmany(timeout_ms=POLL_MS)).values():
                for record in records:
                    self._take(record.value, record.offset)

    def _take(self, value: bytes | None, offset: int) -> None:
        try:
            self.noted.learn(decode(NotePublished, value))
        except Poison as error:
            self._runtime.log.warning("chat.unreadable_note", reason=error.reason, offset=offset)
