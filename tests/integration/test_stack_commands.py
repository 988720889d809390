"""`gigwire stack …` as a person or a script uses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import orjson
import pytest

from local.process import is_running
from local.stack import LocalStack
from local.state import read_state
from tests.support.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _argv(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "local.cli", *arguments]


def _env(state_dir: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "GIGWIRE_STATE_DIR": str(state_dir), **more}


def stack_command(state_dir: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        _argv(*arguments),
        env=_env(state_dir, **env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def detached(tmp_path: Path) -> Iterator[Path]:
    """The folder of a stack in the background, with only a Telegram."""
    started = stack_command(tmp_path, "up", "--detach", "--only", "telegram")
    assert started.returncode == 0, started.stderr
    yield tmp_path
    stack_command(tmp_path, "down")


def test_detached_stack_outlives_its_command_and_is_found(detached: Path) -> None:
    """After `up --detach` the parts answer, and `status --json` says where."""
    status = stack_command(detached, "status", "--json")
    found = orjson.loads(status.stdout)
    assert status.returncode == 0
    assert found["is_ready"]
    assert [part["name"] for part in found["parts"]] == ["telegram"]
    assert found["parts"][0]["memory_bytes"] > 0


def test_down_stops_supervisor_and_parts(detached: Path) -> None:
    """After `down` no process of the stack is left and `status` exits 1."""
    state = read_state(detached)
    assert state is not None
    down = stack_command(detached, "down")
    assert "stopped" in down.stdout
    pids = [state.supervisor_pid, state.parts["telegram"].pid]
    assert not [pid for pid in pids if pid is not None and is_running(pid)]
    assert stack_command(detached, "status").returncode == 1


def test_second_up_on_the_same_folder_is_refused(detached: Path) -> None:
    """One clear line and exit code 1; the running stack is left alone."""
    again = stack_command(detached, "up", "--detach", "--only", "telegram")
    assert again.returncode == 1
    assert "a stack already runs" in again.stderr
    assert stack_command(detached, "status").returncode == 0


def test_parts_die_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    """Kill -9 of a foreground stack's process: its parts end, and the folder can be used again."""
    with subprocess.Popen(
        _argv("up", "--only", "kafka,telegram"), env=_env(tmp_path), stdout=subprocess.DEVNULL
    ) as supervisor:
        until(lambda: _is_ready(tmp_path))
        state = read_state(tmp_path)
        assert state is not None
        supervisor.kill()
    pids = [part.pid for part in state.parts.values()]
    assert len(pids) == 2
    until(lambda: not any(pid is not None and is_running(pid) for pid in pids))
    assert stack_command(tmp_path, "status").returncode == 1


def test_ctrl_c_ends_a_foreground_stack_cleanly(tmp_path: Path) -> None:
    """SIGINT: exit code 0, the parts have ended before their owner, no traceback."""
    with subprocess.Popen(
        _argv("up", "--only", "telegram"), env=_env(tmp_path), stderr=subprocess.PIPE, text=True
    ) as owner:
        until(lambda: _is_ready(tmp_path))
        state = read_state(tmp_path)
        assert state is not None
        owner.send_signal(signal.SIGINT)
        _, complaints = owner.communicate(timeout=30)
    assert owner.returncode == 0
    assert "Traceback" not in complaints
    pid = state.parts["telegram"].pid
    assert pid is not None
    assert not is_running(pid)


async def test_reset_removes_what_the_stack_kept(tmp_path: Path) -> None:
    """`reset --yes` stops the stack and leaves other files of the folder alone."""
    async with LocalStack(tmp_path, only=("telegram",)):
        pass
    other = tmp_path / "not-the-stack's"
    other.write_text("kept")
    assert (tmp_path / "telegram").exists()
    assert stack_command(tmp_path, "reset", "--yes").returncode == 0
    assert not (tmp_path / "telegram").exists()
    assert not (tmp_path / "stack.json").exists()
    assert other.read_text() == "kept"


def test_reset_without_a_yes_removes_nothing(tmp_path: Path) -> None:
    """Without an answer nothing is removed and the exit code says so."""
    (tmp_path / "kafka").mkdir()
    assert stack_command(tmp_path, "reset").returncode == 1
    assert (tmp_path / "kafka").exists()


def test_logs_show_the_end_of_a_part_s_log(tmp_path: Path) -> None:
    """`logs NAME -n 2` prints the last two lines, an unknown name lists the known ones."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "kafka.log").write_text("one\ntwo\nthree\n")
    assert stack_command(tmp_path, "logs", "kafka", "-n", "2").stdout == "two\nthree\n"
    wrong = stack_command(tmp_path, "logs", "kafkaa")
    assert wrong.returncode == 2
    assert "clickhouse" in wrong.stderr


def test_unknown_part_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """A typo in --only starts nothing."""
    wrong = stack_command(tmp_path, "up", "--only", "kafak")
    assert wrong.returncode == 2
    assert "kafak" in wrong.stderr
    assert not (tmp_path / "stack.json").exists()


def test_wrong_settings_exit_78(tmp_path: Path) -> None:
    """Settings are checked before anything starts."""
    wrong = stack_command(tmp_path, "status", GIGWIRE_KAFKA__BOOTSTRAP="no port")
    assert wrong.returncode == 78
    assert "GIGWIRE_KAFKA__BOOTSTRAP" in wrong.stderr


def _is_ready(state_dir: Path) -> bool:
    state = read_state(state_dir)
    return state is not None and state.is_ready
