"""One child process: ready when it answers, dead with its parent, honest when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from local.ports import PortClaims
from local.probes import http_ping
from local.process import ChildProcess, Command, NotReadyError, is_running
from tests.support.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

# Answers /ping, and hangs on SIGTERM when told to.
SERVER = """
import http.server, signal, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
PARENT = """
import asyncio, pathlib, sys, time
from local.process import ChildProcess, Command
async def never():
    return False
async def main():
    child = ChildProcess(Command("sleeper", ("sleep", "600"), pathlib.Path(sys.argv[1]), never))
    child._spawn()
    print(child.pid, flush=True)
asyncio.run(main())
time.sleep(600)
"""


@pytest.fixture
def port() -> int:
    """A free port."""
    return PortClaims().claim()


def _command(argv: tuple[str, ...], tmp_path: Path, port: int) -> Command:
    return Command(
        name="server",
        argv=argv,
        log=tmp_path / "server.log",
        ready=http_ping(port),
        ready_seconds=10,
        stop_seconds=0.5,
    )


def _server(tmp_path: Path, port: int, *more: str) -> ChildProcess:
    return ChildProcess(_command((sys.executable, "-c", SERVER, str(port), *more), tmp_path, port))


async def test_started_server_answers_and_stops(tmp_path: Path, port: int) -> None:
    """Start returns when it answers; after stop nobody answers."""
    server = _server(tmp_path, port)
    await server.start()
    assert await http_ping(port)()
    await server.stop()
    assert not await http_ping(port)()
    assert server.pid is None


async def test_restart_after_kill_uses_the_same_port(tmp_path: Path, port: int) -> None:
    """Kill -9, restart: another process answers at the same address."""
    server = _server(tmp_path, port)
    await server.start()
    first = server.pid
    await server.kill()
    await server.restart()
    assert await http_ping(port)()
    assert server.pid not in (None, first)
    await server.stop()


async def test_server_that_ignores_sigterm_is_killed(tmp_path: Path, port: int) -> None:
    """Stop does not wait for a stubborn child longer than its time."""
    server = _server(tmp_path, port, "stubborn")
    await server.start()
    await server.stop()
    assert not server.is_alive


async def test_server_that_ends_early_quotes_its_log(tmp_path: Path, port: int) -> None:
    """The error comes at once, with the exit code and the child's own last words."""
    program = "import sys; print('no licence for that'); sys.exit(3)"
    server = ChildProcess(_command((sys.executable, "-c", program), tmp_path, port))
    with pytest.raises(NotReadyError, match=r"server ended with exit code 3(.|\n)*no licence"):
        await server.start()


async def test_server_that_never_answers_is_stopped_and_told(tmp_path: Path, port: int) -> None:
    """After its time a silent child is killed and named."""
    command = _command(("sleep", "600"), tmp_path, port)
    silent = ChildProcess(Command("silent", command.argv, command.log, command.ready, {}, 0.3))
    with pytest.raises(NotReadyError, match="silent did not answer"):
        await silent.start()
    assert not silent.is_alive


async def test_missing_program_is_an_early_end(tmp_path: Path, port: int) -> None:
    """A program that is not there is told like any other failed start."""
    server = ChildProcess(_command(("no-such-program",), tmp_path, port))
    with pytest.raises(NotReadyError, match=r"exit code 127(.|\n)*no-such-program"):
        await server.start()


def test_child_dies_when_its_parent_is_killed(tmp_path: Path) -> None:
    """Kill -9 of the parent: no child outlives it."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    until(lambda: not is_running(child))


def test_leash_without_its_parent_runs_nothing(tmp_path: Path) -> None:
    """A parent that died before the leash was on is noticed: the command never starts."""
    mark = tmp_path / "mark"
    stranger = str(os.getppid())
    leash = [
        sys.executable,
        "-m",
        "gigwire.runtime.leash",
        "--parent",
        stranger,
        "--",
        "touch",
        str(mark),
    ]
    assert subprocess.run(leash, check=False).returncode == 1
    assert not mark.exists()


def test_watching_leash_kills_its_child_too(tmp_path: Path) -> None:
    """Where the kernel has no such signal, the leash itself watches and kills."""
    program = (
        "import sys; sys.platform = 'elsewhere'; from gigwire.runtime import leash;"
        "sys.argv = ['leash', '--parent', '1', '--', 'sleep', '600']; sys.exit(leash.main())"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=20, cwd=tmp_path)
    assert done.returncode == 256 - signal.SIGKILL
