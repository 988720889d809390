"""One child process: started on the leash, ready when it answers, stopped, killed, restarted.

Owns the child and its log file. A restart uses the same command, so port and state stay.
Not bound to an event loop: tests start it in one and kill it from another.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

import psutil

from gigwire.contracts.errors import Fatal
from gigwire.runtime.leash import leashed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from local.probes import Probe

POLL_SECONDS: Final = 0.02
TAIL_LINES: Final = 15


class NotReadyError(Fatal):
    """A child ended early or did not answer in time; the text quotes the end of its log."""


class Begun(Protocol):
    """A process that was begun; the leader of its own process group."""

    @property
    def pid(self) -> int:
        """Process id, which is the group's too."""

    def poll(self) -> int | None:
        """Exit code, minus the signal that ended it, or None while it runs."""


@dataclass(frozen=True)
class Command:
    """What to run. `env` is added to this process's environment; `log` is appended to."""

    name: str
    argv: tuple[str, ...]
    log: Path
    ready: Probe
    env: Mapping[str, str] = field(default_factory=dict)
    ready_seconds: float = 60.0
    stop_seconds: float = 10.0
    begin: Callable[[Command], Begun] | None = None  # None: as a program of its own

    @property
    def whole_env(self) -> dict[str, str]:
        """The environment of the child."""
        return {**os.environ, **self.env}


def begun(command: Command) -> Begun:
    """Start a program on the leash of this process."""
    with command.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own commands
            leashed(command.argv),
            env=command.whole_env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C is for the owner, which stops its children in order
        )


class ChildProcess:
    """A child by its `Command`; at most one instance runs at a time."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self._child: Begun | None = None

    @property
    def pid(self) -> int | None:
        """Process id, None when it never ran or has ended."""
        return self._child.pid if self._child is not None and self.is_alive else None

    @property
    def is_alive(self) -> bool:
        """Whether it runs now."""
        return self._child is not None and self._child.poll() is None

    @property
    def memory_bytes(self) -> int:
        """Resident memory of the child and its children; 0 when it does not run."""
        return memory_bytes(self.pid)

    async def start(self) -> None:
        """Start and wait until it answers.

        Raises:
            NotReadyError: it ended, or `ready_seconds` passed, or a stranger answers in its place;
                it does not run then.
        """
        if not self.is_alive:
            if await self.command.ready():
                raise NotReadyError(f"{self.command.name}: another process already answers there")
            self._spawn()
        deadline = time.monotonic() + self.command.ready_seconds
        while not await self._is_ready(deadline):  # noqa: ASYNC110 - a server sends no event
            await asyncio.sleep(POLL_SECONDS)

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL when it takes longer than `stop_seconds`."""
        self._signal(signal.SIGTERM)
        if not await self._ends_within(self.command.stop_seconds):
            await self.kill()

    async def kill(self) -> None:
        """SIGKILL to the child and its children; returns when it is gone."""
        self._signal(signal.SIGKILL)
        await self._ends_within(self.command.stop_seconds)

    async def restart(self) -> None:
        """Stop if it runs, then start with the same command."""
        await self.stop()
        await self.start()

    def _spawn(self) -> None:
        self.command.log.parent.mkdir(parents=True, exist_ok=True)
        self._child = (self.command.begin or begun)(self.command)

    async def _is_ready(self, deadline: float) -> bool:
        code = self._child.poll() if self._child is not None else None
        if code is not None:
            raise self._not_ready(f"ended with {_meaning(code)}")
        if await self.command.ready():
            return True
        if time.monotonic() > deadline:
            await self.kill()
            raise self._not_ready(f"did not answer within {self.command.ready_seconds:.0f} s")
        return False

    def _not_ready(self, what: str) -> NotReadyError:
        tail = log_tail(self.command.log, TAIL_LINES)
        return NotReadyError(f"{self.command.name} {what}; the end of {self.command.log}:\n{tail}")

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None and self._child.poll() is None:
            os.killpg(self._child.pid, number)

    async def _ends_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.is_alive and time.monotonic() < deadline:  # noqa: ASYNC110 - any loop may wait
            await asyncio.sleep(POLL_SECONDS)
        return not self.is_alive


def log_tail(log: Path, lines: int) -> str:
    """The last `lines` lines of a log file, or what to know when there are none."""
    try:
        found = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    except FileNotFoundError:
        found = []
    return "\n".join(found) if found else "(the log is empty)"


def is_running(pid: int) -> bool:
    """Whether process `pid` exists and has not ended (a zombie has)."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def memory_bytes(pid: int | None) -> int:
    """Resident memory of process `pid` and its children; 0 when it is gone."""
    try:
        parent = psutil.Process(pid) if pid is not None else None
        family = [parent, *parent.children(recursive=True)] if parent is not None else []
        return sum(one.memory_info().rss for one in family)
    except psutil.NoSuchProcess:
        return 0


def _meaning(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
