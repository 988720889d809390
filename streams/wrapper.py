"""The wrapper of every agent (decision 2): decode, decide, apply; an agent never raises.

Faust acknowledges a record whose agent raised, so raising loses it. Owns retries, dead letters,
stopping and the stage metrics. Decides nothing about projects or people: that is a `Step`.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Fatal, Poison, Transient
from gigwire.contracts.messages import Event, Origin
from gigwire.runtime.kafka import partition_of_key, plain_topic
from streams.dlq import DeadLetters
from streams.transport import consumer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gigwire.contracts.topics import Topic
    from streams.sending import Output, Packet
    from streams.shell import Shell

E = TypeVar("E", bound=Event)
LONGEST_PAUSE = 5.0  # seconds between two tries


class Received(NamedTuple):
    """One record as it came.

    `at` is its Kafka time: the `now` of decisions, so that a repeat of the record decides the same.
    `trace_id` is empty until the value is decoded. `generation`: of the group's assignment under
    which the record was fetched.
    """

    topic: Topic
    origin: Origin
    key: bytes | None
    value: bytes | None
    at: datetime
    headers: Sequence[tuple[str, bytes]]
    trace_id: str = ""
    generation: int = 0


class Effects(NamedTuple):
    """What a decision asks for.

    `state` changes tables and indexes. It runs right after the outputs were handed to the sender,
    which decides whether rows or records are stored first.
    """

    outputs: Sequence[Output] = ()
    state: Callable[[], None] | None = None
    packets: Sequence[Packet] = ()


NOTHING = Effects()


def both(one: Effects, other: Effects) -> Effects:
    """The effects of two decisions about one event, in this order."""

    def change() -> None:
        for effects in (one, other):
            if effects.state is not None:
                effects.state()

    return Effects([*one.outputs, *other.outputs], change, [*one.packets, *other.packets])


class Step(NamedTuple, Generic[E]):
    """What a stage does with the records of one topic.

    Attributes:
        topic: the row of the table of topics; its model is what `decide` gets.
        decide: from event and circumstances to effects; no await, no side effect.
        forget: the same for a tombstone of the key, where the topic may hold such.
        settles: whether everything sent and written before has to be stored before this event is
            decided.
        read: from the value to the event, where it is not simply decoded; raises Poison.
        is_keyed: whether the key must lie in the partition that Kafka's partitioner gives it,
            because a table of this stage is found by it.
    """

    topic: Topic
    decide: Callable[[E, Received], Effects]
    forget: Callable[[bytes, Received], Effects] | None = None
    settles: Callable[[E, Received], bool] | None = None
    read: Callable[[bytes | None], E] | None = None
    is_keyed: bool = True


class Wrapper:
    """Runs one step over a stream."""

    def __init__(self, shell: Shell, step: Step[Any]) -> None:
        self._app, self._runtime, self._stage = shell.app, shell.runtime, shell.stage
        self._sender, self._step = shell.sender, step
        self._dead_letters = DeadLetters(shell.app, shell.runtime, shell.stage)

    async def run(self, stream: Any) -> None:
        """Handle every event of the stream; on anything unforeseen end the worker uncommitted."""
        async for event in stream.events():
            try:
                await self._handle(event.message)
            except Exception as error:  # noqa: BLE001 - the one wrapper of agents
                await self._stop(error)

    async def _stop(self, error: Exception) -> None:
        self._count("fatal")
        await consumer_of(self._app).fail(error)
        await asyncio.Event().wait()  # to return would acknowledge; the worker is ending

    async def _handle(self, message: Any) -> None:
        began = self._runtime.clock.monotonic()
        received = self._received(message)
        topic = received.topic.name
        self._runtime.metrics.add("gigwire_events_in_total", stage=self._stage, topic=topic)
        try:
            await self._with_retries(received)
        except Poison as error:
            await self._dead_letters.bury(error, received)
            self._count("poison")
        else:
            self._dead_letters.limit(received).good()
        spent = self._runtime.clock.monotonic() - began
        self._runtime.metrics.observe("gigwire_stage_seconds", spent, stage=self._stage)

    async def _with_retries(self, received: Received) -> None:
        limit = self._runtime.clock.monotonic() + self._runtime.settings.stream.retry_seconds
        while True:
            try:
                effects = await self._decided(received)
                await self._apply(effects, received)
            except Transient as error:
                if self._runtime.clock.monotonic() + error.retry_after > limit:
                    raise Fatal(f"still failing after the time for retries: {error}") from error
                self._count("transient")
                self._runtime.metrics.add("gigwire_retries_total", stage=self._stage)
                await asyncio.sleep(min(error.retry_after, LONGEST_PAUSE))
            else:
                self._count("ok" if effects.outputs or effects.packets else "repeat")
                return

    async def _decided(self, received: Received) -> Effects:
        step, key = self._step, received.key
        if step.is_keyed:
            self._check_partition(received)
        if received.value is None and step.forget is not None and key is not None:
            return step.forget(key, received)
        if step.read is not None:
            event = step.read(received.value)
        else:
            event = decode(step.topic.model, received.value)
        if step.settles is not None and step.settles(event, received):
            await self._sender.settle()
        return step.decide(event, received._replace(trace_id=event.trace_id))

    def _check_partition(self, received: Received) -> None:
        if received.key is None:
            raise Poison("no_key", f"{received.topic.name} is keyed by {received.topic.key}")
        right = partition_of_key(received.key, received.topic.partitions)
        if right != received.origin.partition:
            raise Poison("wrong_partition", f"the key belongs to partition {right}")

    async def _apply(self, effects: Effects, received: Received) -> None:
        await self._sender.send_all(effects.outputs, received.origin)
        for packet in effects.packets:
            await self._sender.send_packet(packet)
        if effects.state is not None:
            effects.state()
        await self._sender.keep_pace()

    def _received(self, message: Any) -> Received:
        name = plain_topic(self._runtime.settings, message.topic)
        return Received(
            topic=self._step.topic,
            origin=Origin(topic=name, partition=message.partition, offset=message.offset),
            key=message.key,
            value=message.value,
            at=datetime.fromtimestamp(message.timestamp, UTC),
            headers=message.headers,
            generation=message.generation_id or 0,
        )

    def _count(self, outcome: str) -> None:
        self._runtime.metrics.add("gigwire_outcomes_total", stage=self._stage, outcome=outcome)
