"""The fanout agent: each unique project once per user partition, and time as an event.

Micro-batches: while one batch is being sent, what comes in forms the next. An input is committed
only when all its copies are stored, because each waits as a promise of the producer.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from gigwire.contracts.topics import TOPICS
from gigwire.domain.fanout import copies, ticks
from gigwire.runtime.kafka import wire_topic
from streams.sending import Output
from streams.transport import consumer_of
from streams.wrapper import Effects, Received, Step

if TYPE_CHECKING:
    from gigwire.contracts.messages import Event, Origin, UniqueProject
    from streams.shell import Shell
    from streams.transport.producer import MendedProducer

LARGEST_BATCH = 50  # 50 projects of 4 KB stay well under Kafka's 1 MB a record
IN = TOPICS["projects.unique"]


class Fanout:
    """`projects.unique` -> `projects.fanout`, `ticks`."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._waiting: list[tuple[UniqueProject, Origin, asyncio.Future[None]]] = []
        self._has_work = asyncio.Event()
        self.steps = (Step(IN, self.decide, is_keyed=False),)

    def decide(self, unique: UniqueProject, received: Received) -> Effects:
        """Put a project into the batch that is sent next."""
        return Effects(state=lambda: self._collect(unique, received.origin))

    def _collect(self, unique: UniqueProject, origin: Origin) -> None:
        producer = cast("MendedProducer", self._shell.app.producer)
        self._waiting.append((unique, origin, producer.promise()))
        self._has_work.set()

    async def beside(self) -> None:
        """Send batches and ticks."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._send_batches())
            group.create_task(self._send_ticks())

    async def _send_batches(self) -> None:
        while True:
            await self._has_work.wait()
            batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
            if not self._waiting:
                self._has_work.clear()
            for copy in copies([unique for unique, _, _ in batch]):
                await self._send("projects.fanout", copy.partition, copy, batch[-1][1])
            for _, _, promise in batch:
                promise.set_result(None)

    async def _send_ticks(self) -> None:
        every = max(1, round(self._shell.runtime.settings.stream.tick_seconds))
        last = None
        # A quarter of the period: a tick comes at most so late after its time.
        while not await self._shell.runtime.stop.wait(every / 4):
            now = ticks(self._shell.runtime.clock.now(), every)
            if now[0].event_id == last or not self._is_owner():
                continue
            last = now[0].event_id
            for tick in now:
                await self._send("ticks", tick.partition, tick, None)

    def _is_owner(self) -> bool:
        """Whether this worker has the stage's one partition; two at once do no harm (equal ids)."""
        wire = wire_topic(self._shell.runtime.settings, IN)
        assigned: Any = consumer_of(self._shell.app).assignment()
        return any(tp.topic == wire for tp in assigned)

    async def _send(self, topic: str, partition: int, event: Event, origin: Origin | None) -> None:
        await self._shell.sender.send(
            Output(topic, str(partition).encode(), event, partition), origin
        )
