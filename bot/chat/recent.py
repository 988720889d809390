"""The newest projects for previews: the end of `projects.unique`, then followed.

`projects.fanout` has them analysed, but keeps a day only. Money is compared by the bundled rates.
Best effort: without the topic, or behind it, previews say less and nobody waits.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.chat.following import follow
from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import UniqueProject
from gigwire.domain.chat.known import KnownProjects
from gigwire.domain.chat.recent import MOST, Recent
from gigwire.domain.match.subject import subject_of

if TYPE_CHECKING:
    from aiokafka import AIOKafkaConsumer, TopicPartition

    from gigwire.runtime.process import Runtime

TOPIC: Final = "projects.unique"
POLL_MS: Final = 500
AT_ONCE: Final = 20  # records between two turns of everybody else


class RecentProjects:
    """The read model and its reader."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.recent: Final = Recent()
        self.known: Final = KnownProjects()

    async def follow(self) -> None:
        """Read the end, then all that comes, until told to stop."""
        await follow(self._runtime, TOPIC, self._read, "chat.recent_failed")

    async def _read(self, consumer: AIOKafkaConsumer, where: TopicPartition) -> None:
        first = (await consumer.beginning_offsets([where]))[where]
        end = (await consumer.end_offsets([where]))[where]
        consumer.seek(where, max(first, end - MOST))
        while not self._runtime.stop.is_set:
            fetched = await consumer.getmany(timeout_ms=POLL_MS, max_records=AT_ONCE)
            for records in fetched.values():
                for record in records:
                    self._take(record.value, record.offset)
                    await asyncio.sleep(0)  # a project takes a millisecond; replies come first

    def _take(self, value: bytes | None, offset: int) -> None:
        try:
            step = decode(UniqueProject, value)
        except Poison as error:
            self._runtime.log.warning("chat.unreadable_project", reason=error.reason, offset=offset)
            return
        self.known.add(step)
        self.recent.add(step, subject_of(step.project, step.event_time))
