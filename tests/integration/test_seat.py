"""A stage killed with -9 is back in its group long before the session of its last life ends."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiokafka.errors import KafkaError

from gigwire.operate.demo.city import waits_for
from gigwire.runtime.health import runtime_file
from gigwire.runtime.kafka import wire_group
from gigwire.runtime.seat import leave_group
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.supervise import stage_child
from gigwire.runtime.topics import apply_topics
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from pathlib import Path

SESSION_SECONDS = 240.0
PATIENCE = 100.0  # a slow machine starts a stage in a few seconds


@pytest.fixture
async def settings(kafka_broker: str, topic_prefix: str, tmp_path: Path) -> Settings:
    """An installation whose groups wait long for a member that says nothing."""
    kafka = KafkaSettings(
        bootstrap=kafka_broker,
        prefix=topic_prefix,
        session_timeout_seconds=SESSION_SECONDS,
        request_timeout_seconds=2 * SESSION_SECONDS,
    )
    made = Settings(kafka=kafka, state_dir=tmp_path)
    await apply_topics(made)
    return made


@pytest.mark.parametrize("stage", ["fanout", "chat"])  # Faust's consumer, and aiokafka's own
async def test_a_stage_that_was_killed_is_ready_again_within_its_session(
    settings: Settings, stage: str
) -> None:
    """It sends the member away that it was; the group would keep its partitions for minutes."""
    env = {
        "GIGWIRE_STATE_DIR": str(settings.state_dir),
        "GIGWIRE_KAFKA__BOOTSTRAP": settings.kafka.bootstrap,
        "GIGWIRE_KAFKA__PREFIX": settings.kafka.prefix,
        "GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS),
        "GIGWIRE_KAFKA__REQUEST_TIMEOUT_SECONDS": str(2 * SESSION_SECONDS),
    }
    child = stage_child(stage, settings.state_dir, {**os.environ, **env})
    async with aiohttp.ClientSession() as session:

        async def is_ready() -> bool:
            return await waits_for(settings, stage, session) is None

        try:
            for _ in range(2):
                process = await child.start()
                await until_async(is_ready, PATIENCE)
                process.kill()
                await process.wait()
                runtime_file(settings, stage).unlink()
        finally:
            await child.finish()


async def test_a_member_nobody_knows_is_no_error(settings: Settings) -> None:
    """Its session may have ended long ago."""
    answers: list[bool] = []

    async def is_answered() -> bool:
        with suppress(KafkaError):  # the broker is making its topic of groups
            answers.append(await leave_group(settings, wire_group(settings, "match"), "nobody"))
        return bool(answers)

    await until_async(is_answered, PATIENCE)
    assert answers == [False]
