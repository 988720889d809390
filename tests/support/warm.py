"""Stages forked from a process that has imported them: importing aiogram takes 4 s of CPU a start.

Owns the fork server (the standard library's) and what a fork does to be `python -m MODULE WORDS`.
It dies with the test process, and its forks with it. A stage's own start from nothing is shown by
the scenarios, whose supervisor begins processes as production does.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from multiprocessing.forkserver import set_forkserver_preload
from typing import TYPE_CHECKING, Final

from gigwire.runtime.leash import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from local.process import Command

IMPORTED: Final = [
    "tests.support.warm_leash",
    "gigwire.cli",
    "gigwire.operate.run",
    "streams.worker",
    "bot.notifier",
    "bot.ingress",
    "bot.chat",
    "connectors.collect",
    "connectors.record",
]


class WarmProcess:
    """A child with the methods of `subprocess.Popen` that tests use."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        log.touch()  # there from now on, as a shell would have it
        set_forkserver_preload(IMPORTED)
        context = multiprocessing.get_context("forkserver")
        became = (tuple(argv), dict(env), str(log))
        self._process = context.Process(target=_become, args=became, daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Exit code, minus the signal that ended it, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: it did not within `timeout` seconds.
        """
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Nothing where it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)


AnyProcess = WarmProcess | subprocess.Popen[bytes]


def warm(command: Command) -> WarmProcess:
    """For a `Command` of stages: how to begin it."""
    return WarmProcess(command.argv, command.whole_env, command.log)


def _become(argv: tuple[str, ...], env: dict[str, str], log: str) -> None:
    """Be the command `argv`, `python -m MODULE WORDS`, in a process group of its own."""
    os.setpgid(0, 0)
    die_with_parent(os.getppid())
    out = os.open(log, os.O_WRONLY | os.O_APPEND)
    os.dup2(out, sys.stdout.fileno())
    os.dup2(out, sys.stderr.fileno())
    os.environ.clear()
    os.environ.update(env)
    python, option, module, *words = argv
    assert (python, option) == (sys.executable, "-m")
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
