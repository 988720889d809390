"""The stack as its owner sees it: parts together, apart from other stacks, kept running."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from gigwire.contracts.errors import Fatal
from gigwire.runtime.settings import load_settings
from gigwire.runtime.tasks import Stop
from local.parts import outside_parts, probe_of
from local.stack import LocalStack
from local.state import read_state
from tests.support.waiting import until, until_async

if TYPE_CHECKING:
    from pathlib import Path


async def _topics(bootstrap: str, create: str = "") -> set[str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        if create:
            await admin.create_topics([NewTopic(create, 1, 1)])
        return set(await admin.list_topics())
    finally:
        await admin.close()


async def test_two_stacks_run_side_by_side(tmp_path: Path) -> None:
    """Two state folders: two brokers, neither sees the other's topics."""
    left = LocalStack(tmp_path / "left", only=("kafka", "telegram"))
    right = LocalStack(tmp_path / "right", only=("kafka", "telegram"))
    async with left, right:
        assert not set(left.addresses.values()) & set(right.addresses.values())
        await _topics(left.addresses["kafka"], create="left")
        assert await _topics(left.addresses["kafka"]) == {"left"}
        assert await _topics(right.addresses["kafka"]) == set()


async def test_second_stack_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    """A folder has one stack; the refusal says how to stop the other, which goes on."""
    async with LocalStack(tmp_path, only=("telegram",)) as first:
        with pytest.raises(Fatal, match="gigwire stack down"):
            await LocalStack(tmp_path, only=("telegram",)).start()
        assert first.process("telegram").is_alive


async def test_only_the_asked_parts_start(tmp_path: Path) -> None:
    """Parts that were not asked for have neither process nor address."""
    async with LocalStack(tmp_path, only=("telegram",)) as stack:
        assert set(stack.addresses) == {"telegram"}
        assert "GIGWIRE_KAFKA__BOOTSTRAP" not in stack.env
        with pytest.raises(KeyError):
            stack.process("kafka")


async def test_part_given_by_the_settings_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outside Kafka is used by its address; only the rest runs here."""
    monkeypatch.setenv("GIGWIRE_KAFKA__BOOTSTRAP", "kafka.example:9092")
    outside = outside_parts(load_settings(os.environ))
    stack = LocalStack(tmp_path, only=("kafka", "telegram"), outside=outside)
    async with stack:
        assert stack.addresses["kafka"] == "kafka.example:9092"
        assert stack.env["GIGWIRE_KAFKA__BOOTSTRAP"] == "kafka.example:9092"
        assert stack.process("telegram").is_alive
        with pytest.raises(KeyError):
            stack.process("kafka")


async def test_part_that_dies_is_restarted_on_its_port(tmp_path: Path) -> None:
    """A supervised part killed from outside answers again at the same address."""
    stop = Stop()
    async with LocalStack(tmp_path, only=("telegram",)) as stack, asyncio.TaskGroup() as group:
        group.create_task(stack.supervise(stop))
        first = stack.process("telegram").pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        before = read_state(tmp_path)
        assert before is not None
        await until_async(probe_of("telegram", before.parts["telegram"].ports[0]))
        await asyncio.to_thread(until, lambda: _pid_on_file(tmp_path) not in (None, first))
        assert stack.process("telegram").pid == _pid_on_file(tmp_path)
        stop.set()


async def test_part_killed_on_purpose_stays_down_until_restarted(tmp_path: Path) -> None:
    """`kill` is a test's or an operator's wish: the supervisor does not undo it."""
    stop = Stop()
    async with LocalStack(tmp_path, only=("telegram", "clickhouse")) as stack:
        async with asyncio.TaskGroup() as group:
            group.create_task(stack.supervise(stop))
            await stack.kill("telegram")
            other = stack.process("clickhouse").pid
            assert other is not None
            os.kill(other, signal.SIGKILL)
            await asyncio.to_thread(until, lambda: stack.process("clickhouse").pid != other)
            await asyncio.to_thread(until, lambda: stack.process("clickhouse").is_alive)
            assert not stack.process("telegram").is_alive
            stop.set()
        await stack.restart("telegram")
        assert stack.process("telegram").is_alive


async def test_part_that_cannot_start_ends_the_whole_start(tmp_path: Path) -> None:
    """A failing part is quoted, the others do not stay behind, the folder is free again."""
    (tmp_path / "clickhouse").mkdir()
    (tmp_path / "clickhouse" / "clickhouse").write_text("a file where the engine needs a folder")
    stack = LocalStack(tmp_path, only=("telegram", "clickhouse"))
    with pytest.raises(Fatal, match=r"clickhouse ended with(.|\n)*the end of"):
        await stack.start()
    assert not stack.process("telegram").is_alive
    async with LocalStack(tmp_path, only=("telegram",)) as again:
        assert again.process("telegram").is_alive


def _pid_on_file(state_dir: Path) -> int | None:
    state = read_state(state_dir)
    return state.parts["telegram"].pid if state is not None else None
