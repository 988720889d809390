"""The producer: knows of each record whether Kafka has it. Owns acknowledgement, not content.

Stock Faust 0.15.3 logs a failed send and commits the input all the same (topics.py:463), and its
flush gives up after 0.1 s without progress (transport/producer.py:89).
"""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from aiokafka.errors import KafkaError
from faust.exceptions import ProducerSendError
from faust.transport.drivers.aiokafka import Producer
from faust.transport.producer import ProducerBuffer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping

    from faust.types import RecordMetadata
    from faust.types.tuples import FutureMessage

# Table writes waiting for their turn before streams are slowed down; stock: 100, with a warning
# a message. At 1 KB a row this is 4 MB.
MAX_WAITING_WRITES = 4096
GRACE_SECONDS = 5.0  # beyond the client's own time-out, after which it must have failed a send


class OrderedBuffer(ProducerBuffer):
    """Table writes, in order, each after every record sent before it is acknowledged.

    Without this order a crash may leave a table that says "seen" while the record that says so to
    the next stage was never stored: the repeat of the input would then be dropped as known. An app
    that is `is_write_ahead` holds its records back instead, and its rows leave at once.
    """

    max_messages = MAX_WAITING_WRITES
    producer: MendedProducer

    @property
    def size(self) -> int:
        """Writes that wait. Stock looks a setting up for it, an event."""
        return self.pending.qsize()

    async def _send_pending(self, fut: FutureMessage) -> None:
        if not self.producer.is_write_ahead:
            await self.producer.wait_for_earlier(fut)
        await super()._send_pending(fut)


class MendedProducer(Producer):
    """Tracks every send until Kafka has answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buffer = OrderedBuffer(loop=self.loop, beacon=self.beacon)
        buffer.app, buffer.producer = self.app, self
        self.buffer = buffer
        self._numbers = count()
        self._sends: dict[int, asyncio.Future[Any]] = {}  # rising numbers, unanswered
        self._writes: dict[FutureMessage, int] = {}  # -> number of the next send at put time
        self._packets: set[asyncio.Future[Any]] = set()
        self._failure: BaseException | None = None
        self.is_write_ahead: bool = getattr(self.app, "is_write_ahead", False)

    def _settings_extra(self) -> Mapping[str, Any]:
        # Stock leaves idempotence off: a retry inside the client may then repeat or reorder.
        return {**super()._settings_extra(), "acks": "all", "enable_idempotence": True}

    async def send(self, *args: Any, **kwargs: Any) -> Awaitable[RecordMetadata]:
        """Schedule a record; the result resolves when Kafka has it."""
        future = cast("asyncio.Future[Any]", await super().send(*args, **kwargs))
        self._track(future)
        return future

    async def send_packet(
        self, topic: str, partition: int, records: Iterable[tuple[bytes, bytes]]
    ) -> None:
        """Schedule records (key, value) of one partition, in order, after all that came before.

        They are appended to Kafka's own batches here, so that a whole batch has one answer to wait
        for. Returns once the last batch has its place in the partition's queue: a partition that
        is slow to answer slows its writer.

        Raises:
            ProducerSendError: there was no place in time, or the client has failed.
        """
        producer = self._ensure_producer()
        batch = producer.create_batch()
        for key, value in records:
            if batch.append(timestamp=None, key=key, value=value) is None:
                await self._send_batch(producer, batch, topic, partition)
                batch = producer.create_batch()
                batch.append(timestamp=None, key=key, value=value)  # the first always fits
        await self._send_batch(producer, batch, topic, partition)

    async def _send_batch(self, producer: Any, batch: Any, topic: str, partition: int) -> None:
        batch.close()  # neither lingers nor takes in records of others
        try:
            stored = await producer.send_batch(batch, topic, partition=partition)
        except KafkaError as error:
            raise ProducerSendError(f"no place for a batch: {error!r}") from error
        self._track(stored)
        self._packets.add(stored)
        stored.add_done_callback(self._packets.discard)

    async def packets_stored(self) -> None:
        """Wait for the packets under way, not for promises; a failure is kept for `settle`."""
        if self._packets:
            await asyncio.wait(self._packets, timeout=self.request_timeout + GRACE_SECONDS)

    def _track(self, future: asyncio.Future[Any]) -> None:
        number = next(self._numbers)
        self._sends[number] = future
        future.add_done_callback(lambda done: self._answered(self._sends, number, done))

    def promise(self) -> asyncio.Future[None]:
        """Stand for outputs that will be sent later: no input is committed before it resolves.

        Failing it ends the worker at its next commit, as a failed send does.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._track(future)
        return future

    def send_soon(self, fut: FutureMessage) -> None:
        """Schedule a table write; it leaves after what was sent so far is acknowledged."""
        self._writes[fut] = next(self._numbers)
        fut.add_done_callback(lambda done: self._answered(self._writes, fut, done))
        super().send_soon(fut)

    def _answered(self, waiting: dict[Any, Any], key: object, done: asyncio.Future[Any]) -> None:
        waiting.pop(key, None)
        error = asyncio.CancelledError() if done.cancelled() else done.exception()
        self._failure = self._failure or error

    @property
    def unanswered(self) -> int:
        """Records, promises and table writes that Kafka has not answered yet."""
        return len(self._sends) + len(self._writes)

    async def wait_for_earlier(self, write: FutureMessage) -> None:
        """Wait until all sends that came before a table write are answered.

        Raises:
            ProducerSendError: one of them failed, so the write must not be made.
        """
        limit = self._writes.get(write, 0)
        while (first := next(iter(self._sends), limit)) < limit:
            await asyncio.wait([self._sends[first]])
        self._raise_failure()

    async def settle(self) -> None:
        """Wait until Kafka has everything sent so far, table writes too.

        Raises:
            ProducerSendError: something was refused, lost or not answered in time. Inputs must
                then not be committed; the process has to be restarted.
        """
        await self._answers({*self._sends.values(), *self._writes})

    async def flush(self) -> None:
        """Wait for what was sent so far; a failure is kept for `settle`.

        Stock waits for an empty buffer (transport/producer.py:89): under load it waits for records
        that came after the call, or gives up after 0.1 s without progress.
        """
        waiting = {*self._sends.values(), *self._writes}
        if waiting:
            await asyncio.wait(waiting, timeout=self.request_timeout + GRACE_SECONDS)

    async def settle_rows(self) -> None:
        """Wait until the table writes made so far are stored.

        Raises:
            ProducerSendError: as `settle`.
        """
        await self._answers({*self._writes})

    async def _answers(self, waiting: set[asyncio.Future[Any]]) -> None:
        if waiting:
            limit = self.request_timeout + GRACE_SECONDS
            _, late = await asyncio.wait(waiting, timeout=limit)
            if late:
                raise ProducerSendError(f"{len(late)} records without an answer in {limit:.0f} s")
        self._raise_failure()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise ProducerSendError(f"a record was not delivered: {self._failure!r}")
