"""The laboratory of the stream transport: numbered records in, real workers, records out.

Owns child workers and the account of what came through. What a worker does: stream_lab_worker.py.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.support.warm import WarmProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.support.warm import AnyProcess

ROOT = Path(__file__).resolve().parents[2]
WORKER = "tests.support.stream_lab_worker"
PARTITIONS = 8
DIGITS = 9


class Account:
    """Which numbers went in and which came out, how often."""

    def __init__(self) -> None:
        self.sent = 0
        self.seen: Counter[int] = Counter()

    @property
    def missing(self) -> int:
        """Numbers that never came out."""
        return self.sent - len(self.seen)

    @property
    def repeats(self) -> int:
        """Extra copies that came out."""
        return self.seen.total() - len(self.seen)


class Lab:
    """One run: a source, an output, a consumer group, its workers."""

    def __init__(self, broker: str, folder: Path, producer: Any) -> None:
        self.broker, self.folder, self._producer = broker, folder, producer
        self.run = uuid4().hex[:10]
        self.source, self.out, self.app = f"in-{self.run}", f"out-{self.run}", f"lab-{self.run}"
        self.account = Account()
        self._made: list[WarmProcess] = []

    async def create_topics(self, **out_configs: str) -> None:
        """Create source, output and changelog; `out_configs` belong to the output."""
        await self._create(
            NewTopic(self.source, PARTITIONS, 1),
            NewTopic(self.out, PARTITIONS, 1, topic_configs=out_configs),
        )
        await self.create_changelog()

    async def create_changelog(self) -> None:
        """Create the changelog of the application id that is set now."""
        configs = {"cleanup.policy": "compact"}
        await self._create(
            NewTopic(f"{self.app}-lab-changelog", PARTITIONS, 1, topic_configs=configs)
        )

    async def _create(self, *topics: NewTopic) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker)
        await admin.start()
        try:
            await admin.create_topics(list(topics))
        finally:
            await admin.close()

    def worker(self, mode: str, *options: str) -> WarmProcess:
        """Start a worker; it is killed with the lab if it still runs."""
        name = f"{len(self._made)}"
        command = [
            *(sys.executable, "-m", WORKER, "--mode", mode, "--broker", self.broker),
            *("--app", self.app, "--source", self.source, "--out", self.out),
            *("--folder", str(self.folder / name), "--trace", str(self.folder / f"trace-{name}")),
            *options,
        ]
        child = WarmProcess(command, os.environ, self.folder / f"log-{name}")
        self._made.append(child)
        return child

    async def feed(self, count: int, *, size: int = 80, rate: float | None = None) -> None:
        """Send numbered records of about `size` bytes, at most `rate` a second."""
        for _ in range(count):
            number = self.account.sent
            value = b"%09d," % number + b"x" * size
            await self._producer.send(self.source, value, key=str(number % 5000).encode())
            self.account.sent += 1
            if rate is not None and number % 10 == 0:
                await asyncio.sleep(10 / rate)
        await self._producer.flush()

    async def committed(self) -> int:
        """Source records that the group has committed past."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker)
        await admin.start()
        try:
            offsets = await admin.list_consumer_group_offsets(self.app)
        finally:
            await admin.close()
        return sum(at.offset for tp, at in offsets.items() if tp.topic == self.source)

    def traced(self, word: str) -> int:
        """How many lines of all workers' traces begin with a word."""
        return sum(
            line.startswith(word.encode() + b" ")
            for path in self.folder.glob("trace-*")
            for line in path.read_bytes().splitlines()
        )

    def logs(self) -> str:
        """The end of each worker's log, for a failing assertion."""
        paths = sorted(self.folder.glob("log-*"))
        return "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in paths)

    def wrote(self, text: str) -> bool:
        """Whether some worker wrote this."""
        return any(text in path.read_text() for path in self.folder.glob("log-*"))

    def stop(self) -> None:
        """Kill what still runs."""
        for child in self._made:
            if child.poll() is None:
                child.kill()
            child.wait()

    async def read_out(self) -> None:
        """Count what comes out, for ever."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker, auto_offset_reset="earliest")
        await consumer.start()
        try:
            consumer.assign([TopicPartition(self.out, number) for number in range(PARTITIONS)])
            async for record in consumer:
                self.account.seen[int(record.value[:DIGITS])] += 1
        finally:
            await consumer.stop()


@asynccontextmanager
async def open_lab(broker: str, folder: Path, **out_configs: str) -> AsyncIterator[Lab]:
    """A lab with its topics made and its output read; all its workers are gone afterwards."""
    producer = AIOKafkaProducer(bootstrap_servers=broker, enable_idempotence=True, linger_ms=5)
    await producer.start()
    lab = Lab(broker, folder, producer)
    try:
        await lab.create_topics(**out_configs)
        reader = asyncio.ensure_future(lab.read_out())
        try:
            yield lab
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)
    finally:
        lab.stop()
        await producer.stop()


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until a condition holds, at most so long; whether it does."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition() and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110 - polled
        await asyncio.sleep(0.05)
    return condition()


async def ended(child: AnyProcess, seconds: float) -> int | None:
    """The exit code of a worker that ends in time, None else."""
    await until(lambda: child.poll() is not None, seconds)
    return child.poll()
