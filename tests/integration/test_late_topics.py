"""A group that formed before its topics could be seen finds them soon, and does not wait for ever.

The same happens after a broker's restart: an assignment made from half-known metadata is empty,
and stock clients look again after five minutes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from aiokafka.admin import NewTopic

from gigwire.contracts.codec import encode
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import open_admin, open_producer, read_to_end, wire_topic
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.supervise import stage_child
from gigwire.runtime.topics import apply_topics, wanted_topics
from tests.support.example_parts import PROJECT
from tests.support.messages import message
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from pathlib import Path

FOUND_SECONDS = 60.0  # far below the five minutes of stock clients


@pytest.fixture
def settings(kafka_broker: str, topic_prefix: str, tmp_path: Path) -> Settings:
    """An installation without any topic."""
    kafka = KafkaSettings(bootstrap=kafka_broker, prefix=topic_prefix)
    return Settings(kafka=kafka, state_dir=tmp_path)


async def written(settings: Settings, topic: str) -> int:
    """Records of a topic."""
    return len(await read_to_end(settings, topic, range(TOPICS[topic].partitions)))


async def create_rates(settings: Settings) -> None:
    """Only the topic of rates, which fanout waits for before it joins its group."""
    name = wire_topic(settings, "rates")
    (row,) = (row for row in wanted_topics(settings) if row.name == name)
    async with open_admin(settings) as admin:
        new = NewTopic(row.name, row.partitions, 1, topic_configs=row.configs)
        await admin.create_topics([new])


async def give(settings: Settings, topic: str) -> None:
    """One believable record into a topic."""
    async with open_producer(settings, "test") as producer:
        value, key = encode(message(topic)), str(PROJECT.key).encode()
        await producer.send_and_wait(wire_topic(settings, topic), value, key=key)


@pytest.mark.parametrize(
    ("stage", "source", "output"),
    [
        ("fanout", "projects.unique", "projects.fanout"),  # without tables: aiokafka's assignor
        ("dedupe", "projects.clean", "projects.unique"),  # with tables: Faust's assignor
    ],
)
async def test_a_worker_that_started_before_its_topics_works_once_they_are_there(
    settings: Settings, stage: str, source: str, output: str
) -> None:
    """It joins its group over nothing, then the topics come, then a record goes through."""
    env = {
        **os.environ,
        "GIGWIRE_STATE_DIR": str(settings.state_dir),
        "GIGWIRE_KAFKA__BOOTSTRAP": settings.kafka.bootstrap,
        "GIGWIRE_KAFKA__PREFIX": settings.kafka.prefix,
    }
    await create_rates(settings)
    child = stage_child(stage, settings.state_dir, env)
    log = settings.state_dir / "logs" / f"{stage}.log"
    await child.start()
    try:

        async def misses_topics() -> bool:
            return "not found in cluster metadata" in log.read_text(encoding="utf-8")

        await until_async(misses_topics, FOUND_SECONDS)
        await apply_topics(settings)
        await give(settings, source)

        async def is_through() -> bool:
            return await written(settings, output) > 0

        await until_async(is_through, FOUND_SECONDS)
    finally:
        await child.finish()
