"""The five stages as processes: from observations at boards to what is due to whom."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.messages import UniqueProject
from tests.support.stream_lab import ended
from tests.support.stream_pipeline import STAGES, Pipeline, open_pipeline

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60.0


async def due(pipeline: Pipeline, wanted: int) -> list[NotificationDue]:
    """What is due, once so many different notifications are (or time is up)."""
    end = asyncio.get_running_loop().time() + SECONDS
    while True:
        found = [decode(NotificationDue, one) for one in await pipeline.values("notifications.due")]
        is_late = asyncio.get_running_loop().time() > end
        if is_late or len({one.notification_id for one in found}) >= wanted:
            return found
        await asyncio.sleep(0.2)


async def subscribers_known(pipeline: Pipeline) -> None:
    """Wait until both readers of `subscribers` have taken in what was stored."""
    await pipeline.flush()
    async with asyncio.timeout(SECONDS):
        while not await pipeline.is_read("subscribers", "match", "personalise"):  # noqa: ASYNC110 - Kafka
            await asyncio.sleep(0.2)


async def test_project_that_fits_becomes_due_to_the_right_people_once(
    kafka_broker: str, tmp_path: Path
) -> None:
    """Observation to notification through all five stages; repeats stop at normalise."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        await pipeline.subscribe(11, "scraper")
        await pipeline.subscribe(12, "logo", "scraper")
        await pipeline.subscribe(13, "plumbing")
        pipeline.start()
        await subscribers_known(pipeline)
        for poll in range(2):
            await pipeline.observe(0, "Python scraper wanted", poll)
        await pipeline.observe(2, "A logo for a bakery")
        found = await due(pipeline, 3)
        told = Counter((one.user_id, one.content.type) for one in found)
        assert told == {(11, "card"): 1, (12, "card"): 2}, pipeline.logs()
        assert len(await pipeline.values("projects.clean")) == 2
        assert {one.trace_id for one in found} == {"trace-0", "trace-2"}
        assert {one.origin.topic for one in found if one.origin} == {"matches"}


@pytest.mark.long
async def test_every_stage_killed_in_turn_loses_nothing_and_repeats_with_equal_ids(
    kafka_broker: str, tmp_path: Path
) -> None:
    """Kill -9 while records flow: every pair is due, and a repeat has the id of the first."""
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        await pipeline.subscribe(11, "wanted")
        pipeline.start()
        await subscribers_known(pipeline)
        count = 0
        for stage in STAGES:
            for _ in range(40):
                await pipeline.observe(count)
                count += 1
                await asyncio.sleep(0.02)
            await due(pipeline, count - 30)  # at work, with records in hand
            pipeline.worker(stage).kill()
            pipeline.start(stage)
        found = await due(pipeline, count)
        ids = {(one.user_id, one.cluster_id): one.notification_id for one in found}
        assert len(ids) == count, pipeline.logs()
        assert len({one.notification_id for one in found}) == count
        unique = await pipeline.values("projects.unique")
        assert len({decode(UniqueProject, one).event_id for one in unique}) == count


async def test_workers_joining_and_leaving_keep_every_pair(
    kafka_broker: str, tmp_path: Path
) -> None:
    """A second match and personalise join, then one is killed and one told to stop: none lost."""
    people, steps = range(11, 17), 40
    async with open_pipeline(kafka_broker, tmp_path) as pipeline:
        for person in people:
            await pipeline.subscribe(person, "wanted")
        pipeline.start()
        await subscribers_known(pipeline)
        first = {stage: pipeline.worker(stage) for stage in ("match", "personalise")}
        for step in range(3):
            if step == 1:
                pipeline.start("match", "personalise")
                await due(pipeline, steps * len(people))
            if step == 2:
                first["match"].kill()
                first["personalise"].terminate()
            for number in range(step * steps, (step + 1) * steps):
                await pipeline.observe(number)
                await asyncio.sleep(0.02)
        wanted = 3 * steps * len(people)
        found = await due(pipeline, wanted)
        assert await ended(first["personalise"], 30) == 0, pipeline.logs()
        assert len({(one.user_id, one.cluster_id) for one in found}) == wanted, pipeline.logs()
        assert len({one.notification_id for one in found}) == wanted
