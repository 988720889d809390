"""The stream stages as real worker processes on a real broker, and the ends of their topics.

Owns processes and records in and out. What the records mean is said by each test.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from aiokafka.errors import KafkaError

from gigwire.contracts.codec import encode
from gigwire.contracts.ids import ChatId, EventId, FilterId, TraceId, UserId, digest, user_key
from gigwire.contracts.messages import RawBudget, RawProject
from gigwire.contracts.people import Filter, Subscriber
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import open_admin, open_producer, read_to_end, wire_group, wire_topic
from gigwire.runtime.settings import KafkaSettings, Settings, StreamSettings
from gigwire.runtime.topics import apply_topics
from tests.support.tidy import delete_topics
from tests.support.warm import WarmProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from aiokafka import AIOKafkaProducer

    from tests.support.warm import AnyProcess

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("normalise", "dedupe", "fanout", "match", "personalise")
NOW = datetime.now(UTC)  # noqa: TID251 - real processes run on the real clock
SUBJECTS = ("scraper", "translation", "logo", "landing page", "telegram bot", "accounting")

# CPU time of the thread, so that a busy machine does not show.
PROFILED = """
import cProfile, runpy, sys, time
_, out, *sys.argv = sys.argv
profile = cProfile.Profile(time.thread_time)
profile.enable()
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    profile.dump_stats(out)
"""


def _profiled(
    stage: str, profile: Path, env: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    gigwire = str(Path(sys.executable).with_name("gigwire"))
    command = [sys.executable, "-c", PROFILED, str(profile), gigwire, "run", stage]
    with log.open("ab") as out:
        return subprocess.Popen(command, env=env, stdout=out, stderr=out)


class Pipeline:
    """Five stages with a prefix of their own."""

    def __init__(self, settings: Settings, folder: Path, producer: AIOKafkaProducer) -> None:
        self.settings, self._folder, self._producer = settings, folder, producer
        self._workers: dict[str, AnyProcess] = {}
        self._made: list[AnyProcess] = []

    def start(self, *stages: str, profile: Path | None = None) -> None:
        """Start one more worker of each of these stages, all stages if none is named.

        `profile`: where cProfile shall write what the worker's main thread did, once it ends.
        """
        kafka, stream = self.settings.kafka, self.settings.stream
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "GIGWIRE_KAFKA__BOOTSTRAP": kafka.bootstrap,
            "GIGWIRE_KAFKA__PREFIX": kafka.prefix,
            "GIGWIRE_STATE_DIR": str(self._folder),
            "GIGWIRE_STREAM__STALLED_SECONDS": str(stream.stalled_seconds),
        }
        for stage in stages or STAGES:
            log = self._folder / f"{stage}.log"
            made = (
                WarmProcess((sys.executable, "-m", "gigwire", "run", stage), env, log)
                if profile is None
                else _profiled(stage, profile, env, log)
            )
            self._workers[stage] = made
            self._made.append(made)

    def worker(self, stage: str) -> AnyProcess:
        """The worker of a stage that was started last."""
        return self._workers[stage]

    def stop(self) -> None:
        """Kill what runs."""
        for worker in self._made:
            if worker.poll() is None:
                worker.kill()
            worker.wait()

    async def put(
        self, topic: str, key: bytes, value: bytes | None, partition: int | None = None
    ) -> None:
        """Store one record as another process would."""
        wire = wire_topic(self.settings, topic)
        await self._producer.send(wire, value, key=key, partition=partition)

    async def subscribe(self, user: int, *words: str, version: int = 1) -> None:
        """Store a subscriber with one filter of words."""
        person = Subscriber(
            event_id=EventId(f"subscriber-{user}-{version}"),
            trace_id=TraceId(f"subscriber-{user}"),
            event_time=NOW,
            user_id=UserId(user),
            chat_id=ChatId(user),
            version=version,
            daily_cap=10_000,
            filters=(Filter(filter_id=FilterId("f1"), name="mine", query=" | ".join(words)),),
        )
        await self.put("subscribers", user_key(UserId(user)), encode(person))

    async def observe(self, number: int, title: str | None = None, poll: int = 0) -> None:
        """Store what a poll saw of a project that is like no other."""
        raw = raw_project(number, title, poll)
        await self.put("projects.raw", f"{raw.source}:{raw.native_id}".encode(), encode(raw))

    async def flush(self) -> None:
        """Wait until Kafka has what was put."""
        await self._producer.flush()

    async def values(self, topic: str) -> list[bytes]:
        """Values that a topic holds now, tombstones left out."""
        partitions = 1 if topic.endswith(".dlq") else TOPICS[topic].partitions
        rows = await read_to_end(self.settings, topic, range(partitions))
        return [value for _, _, _, value in rows if value is not None]

    async def is_read(self, topic: str, *stages: str) -> bool:
        """Whether the groups of these stages have committed everything a topic holds."""
        rows = await read_to_end(self.settings, topic, range(TOPICS[topic].partitions))
        ends = {number: offset + 1 for number, offset, _, _ in rows}
        async with open_admin(self.settings) as admin:
            for stage in stages:
                try:
                    at = await admin.list_consumer_group_offsets(wire_group(self.settings, stage))
                except KafkaError:  # the broker makes its table of groups when first asked
                    return False
                read = {tp.partition: one.offset for tp, one in at.items() if topic in tp.topic}
                if any(read.get(number, 0) < end for number, end in ends.items()):
                    return False
        return True

    def logs(self) -> str:
        """The end of each worker's log, for a failing assertion."""
        paths: Sequence[Path] = sorted(self._folder.glob("*.log"))
        return "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in paths)


def raw_project(number: int, title: str | None = None, poll: int = 0) -> RawProject:
    """An observation; different numbers make projects with different words."""
    seen_at = NOW + timedelta(seconds=poll)
    words = " ".join(digest(number, place, size=3) for place in range(40))
    subject = SUBJECTS[number % len(SUBJECTS)]
    return RawProject(
        event_id=EventId(f"raw-{number}-{poll}"),
        trace_id=TraceId(f"trace-{number}"),
        event_time=NOW,
        source="freelancer",
        native_id=str(number),
        url=f"https://www.freelancer.com/projects/{number}",
        title=title or f"Wanted: {subject} {digest(number, size=4)}",
        body=f"We are looking for {subject}. {words}",
        budget=RawBudget(minimum=100, maximum=200 + number, currency="USD"),
        seen_at=seen_at,
    )


@asynccontextmanager
async def open_pipeline(broker: str, folder: Path) -> AsyncIterator[Pipeline]:
    """A pipeline with its topics made; its workers are killed at the end."""
    settings = Settings(
        kafka=KafkaSettings(bootstrap=broker, prefix=f"t{uuid4().hex[:8]}."),
        stream=StreamSettings(stalled_seconds=30.0),
        state_dir=folder,
    )
    await apply_topics(settings)
    async with open_producer(settings, "test") as producer:
        pipeline = Pipeline(settings, folder, producer)
        try:
            yield pipeline
        finally:
            pipeline.stop()
            await delete_topics(settings)
