"""Claim: a notify that takes over 1,000,000 ledger entries is ready in 30 s.

    python -m benchmarks.ledger_recovery [--entries 1000000]

The entries lie in a real Kafka of its own, over all 24 partitions; every tenth has its INTENT
before it, as where compaction has not come by yet. A fresh process recovers them all as notify
does, and tells seconds and how much memory the books took. Exits 1 if the claim does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson
import psutil
from aiokafka.admin import NewTopic

from benchmarks.figures import save
from bot.notifier.ledger import TOPIC, Ledger
from bot.notifier.page import READ_TO
from gigwire.contracts.codec import encode
from gigwire.contracts.ids import MessageId, UserId, digest
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.notify.entries import entry_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import Health
from gigwire.runtime.kafka import open_admin, open_producer, partition_of, wire_topic
from gigwire.runtime.logs import get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.process import Runtime
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.tasks import Stop
from local.stack import LocalStack
from tests.support.due import a_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiokafka import AIOKafkaProducer

LIMIT_SECONDS: Final = 30.0
USERS: Final = 50_000
HEADERS: Final = [(READ_TO, b"123456")]  # as notify writes them
BATCH: Final = 5_000
INTENT_EVERY: Final = 10


def records(user: int, number: int) -> Iterator[tuple[bytes, bytes]]:
    """The records of one notification, some weeks old."""
    key = digest(user, number)
    due = a_due(user, notification_id=key)
    when = SYSTEM_CLOCK.now() - timedelta(days=number % 80)
    if number % INTENT_EVERY == 0:
        yield key.encode(), encode(entry_of(due, "INTENT", lambda: when))
    sent = entry_of(due, "SENT", lambda: when, message_id=MessageId(number + 1))
    yield key.encode(), encode(sent)


def templates() -> list[tuple[int, tuple[tuple[bytes, bytes], ...]]]:
    """Records of some people, in whose place all others are written."""
    return [(user, tuple(records(900_000_000 + user, user))) for user in range(BATCH)]


async def feed(settings: Settings, entries: int) -> int:
    """Write that many notifications; gives the number of records."""
    made, count = templates(), 0
    async with open_producer(settings, "bench") as producer:
        for first in range(0, entries, BATCH):
            by_partition: dict[int, list[tuple[bytes, bytes]]] = {}
            for user, rows in made[: entries - first]:
                number = first + user
                where = partition_of(UserId(number % USERS))
                key = digest(number, "entry").encode()
                mine = by_partition.setdefault(where, [])
                mine += [(key, value.replace(old, key)) for old, value in rows]
            count += sum(map(len, by_partition.values()))
            wire = wire_topic(settings, TOPIC)
            await asyncio.gather(
                *(_write(producer, wire, where, mine) for where, mine in by_partition.items())
            )
        await producer.flush()
    return count


async def create_ledger(settings: Settings) -> None:
    """The one topic that is needed, with every partition led."""
    wire = wire_topic(settings, TOPIC)
    new = NewTopic(wire, USER_PARTITIONS, 1, topic_configs={"cleanup.policy": "compact"})
    async with open_admin(settings) as admin:
        await admin.create_topics([new])
    async with open_producer(settings, "bench") as producer:
        for number in range(USER_PARTITIONS):
            await producer.send_and_wait(wire, None, key=b"first", partition=number)


async def _write(
    producer: AIOKafkaProducer, wire: str, partition: int, rows: list[tuple[bytes, bytes]]
) -> None:
    batch = producer.create_batch()
    for key, value in rows:
        written = batch.append(key=key, value=value, timestamp=None, headers=HEADERS)
        assert written is not None, "batches are small"
    await (await producer.send_batch(batch, wire, partition=partition))


async def recover(settings: Settings) -> dict[str, float]:
    """Recover all partitions as a fresh notify does."""
    runtime = Runtime(
        settings, SYSTEM_CLOCK, Stop(), Health("notify"), Metrics(), get_logger("notify")
    )
    process = psutil.Process()
    async with open_producer(settings, "bench") as producer:
        ledger = Ledger(runtime, producer)
        before, began = process.memory_info().rss, SYSTEM_CLOCK.monotonic()
        cpu = sum(process.cpu_times()[:2])
        await ledger.recover(range(USER_PARTITIONS))
        seconds = SYSTEM_CLOCK.monotonic() - began
        cpu = sum(process.cpu_times()[:2]) - cpu
        held = sum(len(ledger.book(number)) for number in range(USER_PARTITIONS))
        memory = process.memory_info().rss - before
    return {
        "entries": held,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "megabytes": round(memory / 1e6),
        "bytes_an_entry": round(memory / max(1, held)),
    }


async def run(entries: int) -> dict[str, object]:
    """Write the entries, then let a process of its own recover them."""
    stack = LocalStack(Path(tempfile.mkdtemp()), only=("kafka",))
    await stack.start()
    try:
        broker = stack.addresses["kafka"]
        settings = Settings(kafka=KafkaSettings(bootstrap=broker))
        await create_ledger(settings)
        count = await feed(settings, entries)
        child = [sys.executable, "-m", "benchmarks.ledger_recovery", "--recover", broker]
        done = await asyncio.to_thread(subprocess.run, child, check=True, stdout=subprocess.PIPE)
        return {"records": count, **orjson.loads(done.stdout)}
    finally:
        await stack.stop()


def main() -> int:
    """Measure, save, and say whether the claim holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--recover", metavar="BROKER", help="the part that is measured")
    todo = parser.parse_args()
    if todo.recover:
        found = asyncio.run(recover(Settings(kafka=KafkaSettings(bootstrap=todo.recover))))
        sys.stdout.buffer.write(orjson.dumps(found))
        return 0
    figures = asyncio.run(run(todo.entries))
    holds = figures["entries"] == todo.entries and float(str(figures["seconds"])) <= LIMIT_SECONDS
    save("ledger_recovery", {**figures, "limit_seconds": LIMIT_SECONDS, "holds": holds})
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
