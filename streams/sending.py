"""How a stage's records leave: encoded, with the origin of their cause, tracked by the producer.

Outputs are not awaited one by one: the mended commit waits for all of them, so a stage keeps its
pace and an input still counts as done only when Kafka has its outputs. Owns the order of outputs
and rows; who may commit when is the transport's.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from gigwire.contracts.codec import encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import MAX_RECORD_BYTES, partition_of_key, wire_topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.messages import Event, Origin
    from gigwire.runtime.process import Runtime
    from streams.transport import MendedApp
    from streams.transport.producer import MendedProducer

LARGEST_VALUE: Final = MAX_RECORD_BYTES - 4096  # key, headers and the batch around them
# Records and rows on their way. A commit waits for them, so they have to be stored well within a
# request's time-out, rows of 50 KB too.
MOST_UNANSWERED: Final = 500
MANY: Final = 8  # outputs of one input that had better leave as packets


class Output(NamedTuple):
    """One record to send. `partition` None: by the key, as Kafka's default partitioner does."""

    topic: str
    key: bytes
    event: Event
    partition: int | None = None


class Packet(NamedTuple):
    """Records of one partition, encoded, as (key, value): they leave together and in order.

    For stages that write many records an input: one costs 7 microseconds of CPU, an `Output` 50.
    """

    topic: str
    partition: int
    records: Sequence[tuple[bytes, bytes]]


class Ready(NamedTuple):
    """Records as the producer takes them. `partition` None: one record, by its key."""

    wire: str
    records: Sequence[tuple[bytes, bytes]]
    partition: int | None
    is_packet: bool = False


def packets_of(outputs: Sequence[Output], origin: Origin | None) -> list[Packet]:
    """Outputs as one packet a partition, each encoded with the origin of its cause."""
    records: dict[tuple[str, int], list[tuple[bytes, bytes]]] = {}
    for one in outputs:
        partition = one.partition
        if partition is None:
            partition = partition_of_key(one.key, TOPICS[one.topic].partitions)
        records.setdefault((one.topic, partition), []).append((one.key, _value(one, origin)))
    return [Packet(*where, values) for where, values in records.items()]


def _value(output: Output, origin: Origin | None) -> bytes:
    return encode(output.event.model_copy(update={"origin": origin}))


class Sender:
    """Sends at once; the producer stores rows written afterwards only after these records.

    A crash may then leave records without the rows decided with them, never the reverse: the input
    is decided again on the older rows. Right where a decision is a function of input and row.
    """

    def __init__(self, app: MendedApp, runtime: Runtime, stage: str) -> None:
        self._app, self._runtime, self._stage = app, runtime, stage

    @property
    def producer(self) -> MendedProducer:
        """The app's producer."""
        return cast("MendedProducer", self._app.producer)

    async def send(self, output: Output, origin: Origin | None) -> None:
        """Hand a record over; the inputs at hand are committed only after Kafka has it.

        Args:
            output: what goes where.
            origin: coordinates of the input that caused it; None if time did.

        Raises:
            Poison: the record is larger than Kafka takes.
        """
        record = output.key, _value(output, origin)
        await self._accept(output.topic, (record,), output.partition)

    async def send_all(self, outputs: Sequence[Output], origin: Origin | None) -> None:
        """Hand the outputs of one input over; the order within a partition is kept.

        Raises:
            Poison: as `send`; others may have been handed over.
        """
        if len(outputs) < MANY:
            for output in outputs:
                await self.send(output, origin)
            return
        for packet in packets_of(outputs, origin):
            await self.send_packet(packet)

    async def send_packet(self, packet: Packet) -> None:
        """Hand many records over; all or none of their inputs are committed after Kafka has them.

        Raises:
            Poison: one of them is larger than Kafka takes; none was handed over.
        """
        if packet.records:
            await self._accept(packet.topic, packet.records, packet.partition, is_packet=True)

    async def _accept(
        self,
        topic: str,
        records: Sequence[tuple[bytes, bytes]],
        partition: int | None,
        *,
        is_packet: bool = False,
    ) -> None:
        largest = max(len(value) for _, value in records)
        if largest > LARGEST_VALUE:
            raise Poison("output_too_large", f"{largest} bytes for {topic}")
        wire = wire_topic(self._runtime.settings, topic)
        await self._put(Ready(wire, records, partition, is_packet))
        out = len(records)
        self._runtime.metrics.add("gigwire_events_out_total", out, stage=self._stage, topic=topic)

    async def _put(self, ready: Ready) -> None:
        await self._transmit(ready)

    async def _transmit(self, ready: Ready) -> None:
        if ready.is_packet and ready.partition is not None:
            await self.producer.send_packet(ready.wire, ready.partition, ready.records)
            return
        for key, value in ready.records:
            await self.producer.send(ready.wire, key, value, ready.partition, None, None)

    async def keep_pace(self) -> None:
        """Wait while too much is on its way, so that an overload slows the stage and no more."""
        if self.producer.unanswered > MOST_UNANSWERED:
            await self.producer.flush()

    async def settle(self) -> None:
        """Wait until everything sent and written so far is stored."""
        await self.producer.settle()

    async def beside(self) -> None:
        """Work while the stage runs."""


class WriteAheadSender(Sender):
    """Sends a record when the rows written with it are stored; many records share one wait.

    A crash may then leave rows without the records decided with them, never the reverse. Right
    where a row says what was told: the repeat of the input finds it and tells the same again.
    """

    def __init__(self, app: MendedApp, runtime: Runtime, stage: str) -> None:
        super().__init__(app, runtime, stage)
        self._waiting: list[tuple[Ready, asyncio.Future[None]]] = []
        self._has_work = asyncio.Event()

    async def _put(self, ready: Ready) -> None:
        self._waiting.append((ready, self.producer.promise()))
        self._has_work.set()

    async def beside(self) -> None:
        """Send what waits, in order, each group after its rows."""
        while True:
            await self._has_work.wait()
            self._has_work.clear()
            group, self._waiting = self._waiting, []
            await self.producer.settle_rows()
            for ready, promise in group:
                await self._transmit(ready)
                promise.set_result(None)
