"""Record on a real broker and a real engine: every record becomes one row, whatever dies when."""

from __future__ import annotations

import asyncio
import random
import signal
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.dead_letters import DeadLetter, from_headers
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import make_consumer, wire_topic
from tests.support.record_lab import ClickHouseProcess, RecordLab, event, open_lab, until
from tests.support.wire_tap import WireTap, open_tap

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.warm import WarmProcess

# What record cannot do without, apart from the envelope.
NEEDED: dict[str, dict[str, object]] = {"projects.fanout": {"projects": []}}


@pytest.fixture
async def lab(
    kafka_broker: str, clickhouse_server: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[RecordLab]:
    """A lab on the shared broker and server."""
    async with open_lab(kafka_broker, clickhouse_server, topic_prefix, tmp_path) as opened:
        yield opened


async def test_records_of_every_topic_become_rows_within_five_seconds(lab: RecordLab) -> None:
    """No topic is forgotten, and a drained worker leaves with code 0."""
    worker = lab.start_record()
    await lab.produce("ticks", [event(0, partition=0)])
    assert await lab.reaches("ticks", 1), lab.logs()
    for topic in TOPICS.values():
        values = [event(number, **NEEDED.get(topic.name, {})) for number in range(50)]
        await lab.produce(topic.name, values, partitions=topic.partitions)
    for topic in TOPICS.values():
        table = topic.name.replace(".", "_")
        assert await lab.reaches(table, 50, seconds=5), (table, lab.logs())
    worker.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(worker.wait, 15) == 0, lab.logs()
    assert await lab.counts("ticks") == (51, 51)
    groups = await lab.query("SELECT uniqExact(stage), min(partitions) FROM {db}.lag_samples")
    assert groups == [(8, 1)]  # all but collect and ingress, which read no topic


async def test_times_land_on_the_day_they_name(lab: RecordLab) -> None:
    """ISO text with an offset and Kafka's milliseconds are both right: no year 9999."""
    await lab.produce("ticks", [event(1, event_time="2026-11-21T10:00:00.123456+02:00")])
    lab.start_record()
    assert await lab.reaches("ticks", 1), lab.logs()
    rows = await lab.query(
        "SELECT toString(event_time), abs(dateDiff('second', _time, now())) FROM {db}.ticks"
    )
    assert rows[0][0] == "2026-11-21 08:00:00.123"
    assert rows[0][1] < 120


async def test_tombstone_becomes_a_row_and_forgets_the_entity(lab: RecordLab) -> None:
    """A forgotten person stays in the history and leaves the current state."""
    person = event(1, user_id=7, chat_id=7, version=1, status="active", filters=[{"name": "x"}])
    await lab.produce("subscribers", [person], key=b"7")
    lab.start_record()
    current = "SELECT user_id, filter_count FROM {db}.subscribers_current FINAL"
    assert await lab.reaches("subscribers", 1), lab.logs()
    assert await lab.query(current) == [(7, 1)]
    await lab.produce("subscribers", [None], key=b"7")
    assert await lab.reaches("subscribers", 2), lab.logs()
    assert await lab.query(current) == []
    assert await lab.query("SELECT user_id, _tombstone FROM {db}.subscribers ORDER BY _offset") == [
        (7, False),
        (7, True),
    ]


async def test_rows_that_no_table_takes_go_to_the_dead_letters(lab: RecordLab) -> None:
    """Bad rows leave with reason and coordinates, their neighbours stay, reading goes on."""
    values = [event(number, partition=0) for number in range(20)]
    values[3], values[11] = b"<html>", event(11, partition="many")
    await lab.produce("ticks", values)
    lab.start_record()
    assert await lab.reaches("ticks", 18), lab.logs()
    assert await lab.reaches("dead_letters", 2), lab.logs()
    assert await lab.counts("ticks") == (18, 18)
    found = await lab.query(
        "SELECT origin_offset, reason, stage, origin_topic, raw = '<html>' FROM {db}.dead_letters"
        " ORDER BY origin_offset"
    )
    assert found == [
        (3, "not_json", "record", "ticks", True),
        (11, "refused_by_clickhouse", "record", "ticks", False),
    ]
    assert [one.origin.offset for one in await letters_of(lab, "ticks.dlq", 2)] == [3, 11]


async def letters_of(lab: RecordLab, topic: str, count: int) -> list[DeadLetter]:
    """The first dead letters of a topic."""
    consumer = make_consumer(lab.settings, None)
    consumer.subscribe([wire_topic(lab.settings, topic)])
    await consumer.start()
    try:
        return [from_headers((await consumer.getone()).headers) for _ in range(count)]
    finally:
        await consumer.stop()


async def test_a_second_worker_takes_whole_topics_and_gives_them_back(lab: RecordLab) -> None:
    """Rebalances while records flow neither lose nor repeat a row."""
    lab.start_record()
    total = 0
    for _ in range(3):
        guest = lab.start_record()
        # Until it has its share: before, a signal would only end its start.
        while "record.assigned" not in lab.log_of_newest():
            await lab.produce("feedback", [event(n) for n in range(48)], partitions=24)
            await lab.produce("matches", [event(n) for n in range(48)], partitions=24)
            total += 48
            await asyncio.sleep(0.1)
        guest.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(guest.wait, 20) == 0, lab.logs()
    for table in ("feedback", "matches"):
        assert await lab.reaches(table, total), lab.logs()
        assert await lab.counts(table) == (total, total), lab.logs()


async def first_row_over(lab: RecordLab, tap: WireTap) -> WarmProcess:
    """A worker behind a relay, past its first insert."""
    worker = lab.start_record(tap.url)
    await lab.produce("ticks", [event(0, partition=0)])
    assert await lab.reaches("ticks", 1), lab.logs()
    return worker


async def test_insert_whose_answer_was_lost_is_not_stored_again(
    lab: RecordLab, clickhouse_server: str
) -> None:
    """The next worker repeats exactly the recorded batch, although more has come since."""
    async with open_tap(clickhouse_server) as tap:
        worker = await first_row_over(lab, tap)
        tap.swallow = True
        await lab.produce("ticks", [event(n, partition=0) for n in range(48)], partitions=24)
        # At least one of them: what came too late for the first insert waits for its answer.
        assert await lab.reaches("ticks", 2), lab.logs()
        worker.kill()
        await lab.produce("ticks", [event(n, partition=0) for n in range(48)], partitions=24)
        lab.start_record()
        assert await lab.reaches("ticks", 97), lab.logs()
        assert await lab.counts("ticks") == (97, 97)


async def test_insert_that_arrives_after_its_successor_is_dropped(
    lab: RecordLab, clickhouse_server: str
) -> None:
    """A request of a dead worker that was stuck on the way changes nothing any more."""
    async with open_tap(clickhouse_server) as tap:
        worker = await first_row_over(lab, tap)
        tap.hold = True
        await lab.produce("ticks", [event(n, partition=0) for n in range(48)], partitions=24)

        async def is_held() -> bool:
            return tap.held_bytes > 48 * 100

        assert await until(is_held, 20), lab.logs()
        worker.kill()
        await lab.produce("ticks", [event(n, partition=0) for n in range(48)], partitions=24)
        lab.start_record()
        assert await lab.reaches("ticks", 97), lab.logs()
        await tap.release()
        assert await lab.counts("ticks") == (97, 97)


@pytest.mark.timeout(240)
async def test_nothing_is_lost_or_doubled_when_record_and_engine_are_killed(
    kafka_broker: str, topic_prefix: str, tmp_path: Path
) -> None:
    """SIGKILL of either in the middle of inserts, many times: rows = records = produced."""
    engine = ClickHouseProcess(tmp_path)
    await engine.start()
    chance = random.Random(7)
    try:
        async with open_lab(kafka_broker, engine.url, topic_prefix, tmp_path) as lab:
            total = await under_fire(lab, engine, chance)
            for table in ("ticks", "matches"):
                assert await lab.reaches(table, total, 60), lab.logs()
                assert await lab.counts(table) == (total, total), lab.logs()
    finally:
        engine.kill()


async def under_fire(lab: RecordLab, engine: ClickHouseProcess, chance: random.Random) -> int:
    """Produce while record and the engine die in turn; returns the records a topic got."""
    worker, total = lab.start_record(), 0
    for round_number in range(10):
        for _ in range(10):
            await lab.produce("ticks", [event(n, partition=0) for n in range(72)], partitions=24)
            await lab.produce("matches", [event(n) for n in range(72)], partitions=24)
            total += 72
            await asyncio.sleep(chance.uniform(0.05, 0.2))
        if round_number % 2:
            worker.kill()
            worker = lab.start_record()
        else:
            engine.kill()
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            await engine.start()
    return total


async def test_clickhouse_that_is_away_at_the_start_is_waited_for(
    kafka_broker: str, topic_prefix: str, tmp_path: Path
) -> None:
    """Record neither fails nor moves its offsets; what came meanwhile arrives."""
    engine = ClickHouseProcess(tmp_path)
    await engine.start()
    try:
        async with open_lab(kafka_broker, engine.url, topic_prefix, tmp_path) as lab:
            engine.kill()
            worker = lab.start_record()
            await lab.produce("ticks", [event(n, partition=0) for n in range(30)])

            async def waits() -> bool:
                return "record.waiting" in lab.logs()

            assert await until(waits, 20), lab.logs()
            assert worker.poll() is None
            await engine.start()
            assert await lab.reaches("ticks", 30), lab.logs()
            assert await lab.counts("ticks") == (30, 30)
    finally:
        engine.kill()


async def test_stop_while_clickhouse_is_away_leaves_the_batch_to_the_next(
    kafka_broker: str, topic_prefix: str, tmp_path: Path
) -> None:
    """SIGTERM is obeyed in time, and what was written down but not stored is stored later."""
    engine = ClickHouseProcess(tmp_path)
    await engine.start()
    try:
        async with open_lab(kafka_broker, engine.url, topic_prefix, tmp_path) as lab:
            worker = lab.start_record()
            await lab.produce("ticks", [event(0, partition=0)])
            assert await lab.reaches("ticks", 1), lab.logs()
            engine.kill()
            await lab.produce("ticks", [event(n, partition=0) for n in range(30)], partitions=24)

            async def waits() -> bool:
                return "record.waiting" in lab.logs()

            assert await until(waits, 20), lab.logs()
            worker.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(worker.wait, 15) == 0, lab.logs()
            await engine.start()
            lab.start_record()
            assert await lab.reaches("ticks", 31), lab.logs()
            assert await lab.counts("ticks") == (31, 31)
    finally:
        engine.kill()
