"""The laboratory of record: real records in, real record workers, rows counted in ClickHouse.

Owns child processes and the account of what was produced. Each lab has its own topic prefix and
database, so labs share a broker and a server.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import migrate
from gigwire.contracts.errors import Transient
from gigwire.runtime.kafka import open_producer, wire_topic
from gigwire.runtime.leash import leashed
from gigwire.runtime.settings import ClickHouseSettings, KafkaSettings, Settings
from gigwire.runtime.topics import apply_topics
from local.ports import PortClaims
from tests.support.warm import WarmProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from aiokafka import AIOKafkaProducer
    from clickhouse_connect.driver.asyncclient import AsyncClient

ROOT = Path(__file__).resolve().parents[2]


def event(number: int, **fields: object) -> bytes:
    """An event with an envelope of its own; ten minutes old at most, so that no TTL applies."""
    envelope = {
        "event_id": f"e{number}",
        "trace_id": f"t{number}",
        "event_time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "schema_version": 1,
        "origin": None,
    }
    return orjson.dumps({**envelope, **fields})


async def until(
    condition: Callable[[], Awaitable[bool]], seconds: float, pause: float = 0.2
) -> bool:
    """Wait for a condition; False if the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if await condition():
            return True
        await asyncio.sleep(pause)
    return await condition()


class ClickHouseProcess:
    """A local ClickHouse that can be killed and started again on the same port and folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._claims = PortClaims()  # outside the range of outgoing connections
        self.port = self._claims.claim()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start, and wait until it answers."""
        self._spawn()
        assert await until(self._has_settled, 30)
        assert await self._answers(), f"ClickHouse ended with {self.exit_code()}"

    async def _has_settled(self) -> bool:
        return self.exit_code() is not None or await self._answers()

    def exit_code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.poll() if self._process else None

    def _spawn(self) -> None:
        argv = (sys.executable, "-m", "local.clickhouse", "--port", str(self.port))
        with (self._folder / "clickhouse.log").open("ab") as log:
            self._process = subprocess.Popen(
                leashed((*argv, "--state", str(self._folder))), cwd=ROOT, stdout=log, stderr=log
            )

    async def _answers(self) -> bool:
        try:
            async with aiohttp.ClientSession() as web, web.get(f"{self.url}/ping") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class RecordLab:
    """One installation: its topics, its database, its workers."""

    def __init__(self, settings: Settings, folder: Path, producer: AIOKafkaProducer) -> None:
        self.settings = settings
        self.database = settings.clickhouse.database
        self._folder = folder
        self._producer = producer
        self._workers: list[WarmProcess] = []

    def start_record(self, clickhouse_url: str | None = None) -> WarmProcess:
        """A record worker as a process of its own, if need be over another address."""
        number = len(self._workers)
        kafka, clickhouse = self.settings.kafka, self.settings.clickhouse
        settings = {
            "GIGWIRE_KAFKA__BOOTSTRAP": kafka.bootstrap,
            "GIGWIRE_KAFKA__PREFIX": kafka.prefix,
            "GIGWIRE_CLICKHOUSE__URL": clickhouse_url or clickhouse.url,
            "GIGWIRE_CLICKHOUSE__DATABASE": clickhouse.database,
            "GIGWIRE_RECORD__BATCH_SECONDS": "0.3",
            # The broker's least: a killed worker's topics are free again sooner.
            "GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS": "6",
            "GIGWIRE_STATE_DIR": str(self._folder / f"record-{number}"),
        }
        log = self._folder / f"record-{number}.log"
        worker = WarmProcess(
            (sys.executable, "-m", "gigwire", "run", "record"), os.environ | settings, log
        )
        self._workers.append(worker)
        return worker

    async def produce(
        self, topic: str, values: Iterable[bytes | None], partitions: int = 1, key: bytes = b"k"
    ) -> None:
        """Send values round-robin over partitions; returns when Kafka has all of them."""
        waiting = [
            await self._producer.send(
                wire_topic(self.settings, topic), value=value, key=key, partition=n % partitions
            )
            for n, value in enumerate(values)
        ]
        await asyncio.gather(*waiting)

    async def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SELECT in which `{db}` stands for the database; none while it is away."""
        try:
            async with open_clickhouse(self.settings.clickhouse) as client:
                found = await client.query(sql.replace("{db}", self.database))
                return [tuple(row) for row in found.result_rows]
        except (Transient, aiohttp.ClientError, OSError):
            return []

    async def counts(self, table: str) -> tuple[int, int]:
        """Rows of a table, and how many different records they are."""
        sql = "SELECT count(), uniqExact(_topic, _partition, _offset) FROM {db}."
        rows = await self.query(sql + table)
        return (int(rows[0][0]), int(rows[0][1])) if rows else (-1, -1)

    async def reaches(self, table: str, rows: int, seconds: float = 40) -> bool:
        """Wait until a table has at least so many rows."""

        async def enough() -> bool:
            return (await self.counts(table))[0] >= rows

        return await until(enough, seconds)

    def logs(self) -> str:
        """What the workers wrote."""
        return "\n".join(path.read_text()[-4000:] for path in self._folder.glob("record-*.log"))

    def log_of_newest(self) -> str:
        """What the worker started last wrote."""
        path = self._folder / f"record-{len(self._workers) - 1}.log"
        return path.read_text(encoding="utf-8")

    def stop(self) -> None:
        """Kill what still runs."""
        for worker in self._workers:
            worker.kill()
            worker.wait()


@asynccontextmanager
async def open_lab(
    broker: str, clickhouse_url: str, prefix: str, folder: Path
) -> AsyncIterator[RecordLab]:
    """A lab whose topics and tables exist."""
    name = "db_" + prefix.strip(".")
    settings = Settings(
        kafka=KafkaSettings(bootstrap=broker, prefix=prefix),
        clickhouse=ClickHouseSettings(url=clickhouse_url, database=name),
    )
    await apply_topics(settings)
    async with open_clickhouse(settings.clickhouse) as client:
        await migrate(client, name)
    async with open_producer(settings, "lab") as producer:
        lab = RecordLab(settings, folder, producer)
        try:
            yield lab
        finally:
            lab.stop()
            await _drop(settings)


async def _drop(settings: Settings) -> None:
    try:
        async with open_clickhouse(settings.clickhouse) as client:
            await client.command(f"DROP DATABASE IF EXISTS {settings.clickhouse.database}")
    except Transient:
        return


async def insert(client: AsyncClient, table: str, lines: list[bytes], **settings: object) -> None:
    """Insert JSON lines as record does."""
    await client.raw_insert(
        table,
        insert_block=b"\n".join(lines),
        fmt="JSONEachRow",
        settings={"async_insert": 0, "date_time_input_format": "best_effort", **settings},
    )
