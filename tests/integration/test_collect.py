"""Collect as a process, between real boards and a real broker: nothing lost, whatever happens."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

import pytest_asyncio
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from gigwire.runtime.kafka import open_admin, wire_topic
from tests.support.collect_lab import BoardsProcess, CollectLab
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest_asyncio.fixture
async def lab(kafka_broker: str, topic_prefix: str, tmp_path: Path) -> AsyncIterator[CollectLab]:
    """Boards running (paused) and topics ready; collect not started."""
    boards = BoardsProcess(tmp_path / "boards")
    made = CollectLab(kafka_broker, topic_prefix, boards, tmp_path)
    boards.start()
    try:
        yield made
    finally:
        made.kill()
        boards.kill()


async def test_every_project_of_the_truth_arrives_and_nothing_else(lab: CollectLab) -> None:
    """480 steps at forty a second, at all boards: each (board, id) is there, no phantom."""
    await lab.create_topics()
    lab.start()
    await lab.has_polled("freelancer", "empty")
    for _ in range(12):
        lab.boards.control("burst", {"count": 40})
        await asyncio.sleep(1.0)  # the pace of the boards, not a wait for a result
    await lab.has_all()
    assert await lab.keys() == lab.boards.shown()
    assert all("gap" not in (poll.reason or "") for poll in await lab.polls())
    texts = {(it["board"], it["native_id"], it["title"]) for it in lab.boards.truth()}
    assert {(raw.source, raw.native_id, raw.title) for raw in await lab.raws()} <= texts


async def test_edits_and_closings_arrive_as_further_observations(lab: CollectLab) -> None:
    """The same key again, with another event id and the same trace; closed where the board says."""
    await lab.create_topics()
    lab.start()
    for board in ("freelancer", "kwork", "freelancehunt", "telegram_channel"):
        key = lab.boards.publish(board=board, language="ru" if board == "kwork" else "en")
        await lab.has_all()
        native_id = key.partition(":")[2]
        for count, kind in ((2, "edit"), (3, "close")):
            lab.boards.publish(board=board, kind=kind, native_id=native_id)
            await _is_observed(lab, key, count)
        mine = [it for it in await lab.raws() if f"{it.source}:{it.native_id}" == key]
        assert [it.status for it in mine] == ["open", "open", "closed"]
        assert len({it.event_id for it in mine}) == 3
        assert len({it.trace_id for it in mine}) == 1


async def _is_observed(lab: CollectLab, key: str, times: int) -> None:
    async def is_there() -> bool:
        found = [it for it in await lab.raws() if f"{it.source}:{it.native_id}" == key]
        assert len(found) <= times
        return len(found) == times

    await until_async(is_there)


async def test_a_project_that_vanishes_is_not_closed(lab: CollectLab) -> None:
    """FL.ru drops what is closed from its feed without a word, so nothing is said about it."""
    await lab.create_topics()
    lab.start()
    key = lab.boards.publish(board="fl")
    await lab.has_all()
    lab.boards.publish(board="fl", kind="close", native_id=key.partition(":")[2])
    lab.boards.publish(board="fl")
    await lab.has_all()
    assert [it.status for it in await lab.raws()] == ["open", "open"]


async def test_a_restart_continues_from_the_cursor(lab: CollectLab) -> None:
    """After SIGTERM (exit 0) nothing is sent twice, and what happened meanwhile is not missed."""
    await lab.create_topics()
    lab.start()
    lab.boards.control("burst", {"count": 60})
    await lab.has_all()
    assert lab.terminate() == 0
    etag = (await lab.cursors())["fl"].etag
    lab.boards.control("burst", {"count": 80})
    asked = len(lab.boards.control("requests", board="fl")["requests"])
    lab.start()
    await lab.has_all()
    seen = Counter(raw.event_id for raw in await lab.raws())
    assert set(seen.values()) == {1}
    first = lab.boards.control("requests", board="fl")["requests"][asked]
    assert first["headers"]["If-None-Match"] == etag is not None


async def test_a_crash_between_acknowledgement_and_cursor_repeats_but_never_loses(
    lab: CollectLab,
) -> None:
    """The broker takes projects and refuses cursors: non-zero exit; later, equal ids again."""
    await lab.create_topics({"max.message.bytes": "100"})
    lab.boards.control("burst", {"count": 60})
    lab.start()
    assert await asyncio.to_thread(lab.ended) == 1
    before = await lab.raws()
    assert before
    assert await lab.cursors() == {}
    topic = wire_topic(lab.settings, "sources.cursors")
    async with open_admin(lab.settings) as admin:
        wanted = {"max.message.bytes": "1000000"}
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, wanted)])
    lab.boards.control("burst", {"count": 20})
    lab.start()
    await lab.has_all()
    await until_async(lambda: _has_cursors(lab, 6))
    after = await lab.raws()
    repeats = Counter(raw.event_id for raw in after)
    assert max(repeats.values()) == 2
    assert {raw.event_id for raw in before} <= set(repeats)
    assert await lab.keys() == lab.boards.shown()


async def _has_cursors(lab: CollectLab, count: int) -> bool:
    return len(await lab.cursors()) == count


async def test_kill_after_kill_loses_nothing(lab: CollectLab) -> None:
    """Twelve kills at arbitrary moments under load; at the end all of the truth is there."""
    await lab.create_topics()
    for round_number in range(12):
        lab.start()
        lab.boards.control("burst", {"count": 15})
        await asyncio.sleep(0.9 + 0.07 * round_number)  # an arbitrary moment of the start or a poll
        lab.kill()
    lab.start()
    await lab.has_all()
    assert await lab.keys() == lab.boards.shown()


async def test_a_backlog_is_read_over_several_pages(lab: CollectLab) -> None:
    """What a pause of ours made us miss is made up for, page by page; a gap is told."""
    await lab.create_topics()
    lab.start()
    await lab.has_polled("fl", "empty")
    lab.boards.publish(board="fl")
    await lab.has_all()
    assert lab.terminate() == 0
    for _ in range(65):
        lab.boards.publish(board="fl", body="x " * 100)
        lab.boards.publish(board="kwork")
        lab.boards.publish(board="freelancehunt")
    lab.start()
    wanted = {key for key in lab.boards.shown() if not key.startswith("fl:")}
    await until_async(lambda: _covers(lab, wanted))

    async def is_told() -> bool:
        polls = [poll for poll in await lab.polls() if "gap" in (poll.reason or "")]
        return {poll.source for poll in polls} == {"fl"}

    await until_async(is_told)


async def _covers(lab: CollectLab, wanted: set[str]) -> bool:
    return wanted <= await lab.keys()


async def test_a_failing_second_page_does_not_move_the_cursor(lab: CollectLab) -> None:
    """The first page's projects go out at once, the older ones with the next poll; none is lost."""
    await lab.create_topics()
    for _ in range(30):
        lab.boards.publish(board="kwork")
    lab.boards.control("fault", {"board": "kwork", "kind": "500", "count": 2, "after": 1})
    lab.start()
    await lab.has_polled("kwork", "failed")
    await lab.has_all()
    seen = Counter(raw.event_id for raw in await lab.raws())
    assert set(seen.values()) == {1}


async def test_sigterm_finishes_the_poll_in_hand(lab: CollectLab) -> None:
    """A slow board's answer that is on its way when the stop comes is still collected."""
    await lab.create_topics()
    lab.start()
    await lab.has_polled("kwork", "empty")
    key = lab.boards.publish(board="kwork")
    lab.boards.control("fault", {"board": "kwork", "kind": "slow", "count": 50, "delay": 1.5})
    key = lab.boards.publish(board="kwork", title="published while the board is slow")

    def is_asked() -> bool:
        return bool(lab.boards.control("state")["slow_now"])

    await until_async(lambda: asyncio.to_thread(is_asked))
    assert lab.terminate() == 0
    assert key in await lab.keys()
    assert key.partition(":")[2] in (await lab.cursors())["kwork"].seen
