"""The fanout agent: each unique project once per user partition, and time as an event.

Micro-batches: while one batch is being stored, what comes in forms the next: alone while little
comes, and full ones, which cost all behind it least, while much does. An input is committed only
when its batch is stored in every partition, because each waits as a promise of the producer.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from gigwire.contracts.topics import TOPICS
from gigwire.domain.fanout import Part, batch_value, fitting, next_tick, part_of, ticks
from gigwire.runtime.kafka import wire_topic
from streams.sending import Output, Packet
from streams.transport import consumer_of
from streams.wrapper import Effects, Received, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.messages import Origin, UniqueProject
    from streams.shell import Shell
    from streams.transport.producer import MendedProducer

IN, OUT = TOPICS["projects.unique"], TOPICS["projects.fanout"]


class _Waiting(NamedTuple):
    part: Part
    origin: Origin
    promise: asyncio.Future[None]


class Fanout:
    """`projects.unique` -> `projects.fanout`, `ticks`."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._waiting: list[_Waiting] = []
        self._has_work = asyncio.Event()
        self._looked_at: int | None = None
        self.steps = (Step(IN, self.decide, is_keyed=False),)

    def decide(self, unique: UniqueProject, received: Received) -> Effects:
        """Put a project, ready, into the batch that is sent next."""
        part = part_of(unique)
        return Effects(state=lambda: self._collect(part, received.origin))

    def _collect(self, part: Part, origin: Origin) -> None:
        self._looked_at = origin.offset + 1
        self._waiting.append(_Waiting(part, origin, self._producer.promise()))
        self._has_work.set()

    async def beside(self) -> None:
        """Send batches and ticks."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._send_batches())
            group.create_task(self._send_ticks())

    async def _send_batches(self) -> None:
        while True:
            await self._has_work.wait()
            count = fitting([one.part for one in self._waiting])
            batch, self._waiting = self._waiting[:count], self._waiting[count:]
            if not self._waiting:
                self._has_work.clear()
            await self._send_batch(batch)

    async def _send_batch(self, batch: Sequence[_Waiting]) -> None:
        value = batch_value([one.part for one in batch], self._shell.rates.book, batch[-1].origin)
        for partition in range(OUT.partitions):
            records = ((str(partition).encode(), value),)
            await self._shell.sender.send_packet(Packet(OUT.name, partition, records))
        for one in batch:
            one.promise.set_result(None)
        # Promises of projects that wait are no records yet: only what was sent is waited for.
        await self._producer.packets_stored()

    @property
    def _producer(self) -> MendedProducer:
        return cast("MendedProducer", self._shell.app.producer)

    async def _send_ticks(self) -> None:
        every = self._shell.runtime.settings.stream.tick_seconds
        last = None
        clock, stop = self._shell.runtime.clock, self._shell.runtime.stop
        # To the period's end, to be punctual; a quarter of it at most, should the clock be set.
        while not await stop.wait(min(every / 4, next_tick(clock.now(), every))):
            now = ticks(clock.now(), every, self._looked_at)
            if now[0].event_id == last or not self._is_owner():
                continue
            last = now[0].event_id
            for tick in now:
                key = str(tick.partition).encode()
                await self._shell.sender.send(Output("ticks", key, tick, tick.partition), None)

    def _is_owner(self) -> bool:
        """Whether this worker has the stage's one partition; two at once do no harm (equal ids)."""
        wire = wire_topic(self._shell.runtime.settings, IN)
        assigned: Any = consumer_of(self._shell.app).assignment()
        return any(tp.topic == wire for tp in assigned)
