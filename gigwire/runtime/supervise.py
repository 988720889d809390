"""Supervision of several stage processes: start, restart with back-off, stop together.

Owns processes, not stages: it knows a stage by its word only. A child that exits with 78 (wrong
settings) is not restarted: nothing but a person can help.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import ConfigurationError
from gigwire.runtime.backoff import Backoff
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.leash import leashed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gigwire.runtime.process import Runtime
    from gigwire.runtime.tasks import Stop

BACKOFF: Final = Backoff()
STOP_SECONDS: Final = 15.0


class Child:
    """One supervised process. `pid` is None between two lives."""

    def __init__(self, name: str, argv: Sequence[str], log: Path, env: Mapping[str, str]) -> None:
        self.name = name
        self.restarts = 0
        self._argv = tuple(argv)
        self._log = log
        self._env = dict(env)
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the present life."""
        alive = self._process is not None and self._process.returncode is None
        return self._process.pid if alive and self._process else None

    async def start(self) -> asyncio.subprocess.Process:
        """Start one life; its output is appended to the log file."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *leashed(self._argv),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env,
                # Ctrl-C is for the owner, which lets its children drain. Else each ends by itself,
                # is started again, and what was on its way waits for nobody.
                start_new_session=True,
            )
        return self._process

    async def finish(self) -> None:
        """Ask the present life to drain; kill it when it takes longer than `STOP_SECONDS`."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def keep_alive(child: Child, stop: Stop, runtime: Runtime) -> None:
    """Run a child until `stop` is set; start it again, later each time, when it ends by itself.

    Raises:
        ConfigurationError: the child found wrong settings; its log says which.
    """
    pause: float | None = None
    while not stop.is_set:
        began = SYSTEM_CLOCK.monotonic()
        process = await child.start()
        code = await _ended(process, stop)
        if code is None:
            return
        if code == ConfigurationError.exit_code:
            raise ConfigurationError((f"{child.name}: wrong settings, see its log",))
        pause = BACKOFF.after(pause, SYSTEM_CLOCK.monotonic() - began)
        child.restarts += 1
        runtime.metrics.add("gigwire_restarts_total", stage=child.name)
        runtime.log.warning("supervise.restart", child=child.name, code=code, pause=pause)
        await stop.wait(pause)


async def _ended(process: asyncio.subprocess.Process, stop: Stop) -> int | None:
    """Exit code of the process, or None when `stop` came first."""
    async with asyncio.TaskGroup() as group:
        ending = group.create_task(process.wait())
        stopping = group.create_task(stop.wait())
        await asyncio.wait((ending, stopping), return_when=asyncio.FIRST_COMPLETED)
        code = ending.result() if ending.done() else None
        ending.cancel()
        stopping.cancel()
    return code


def stage_child(stage: str, state_dir: Path, extra: Mapping[str, str] | None = None) -> Child:
    """The child that is `gigwire run STAGE`, with this process's environment and `extra`."""
    argv = (sys.executable, "-m", "gigwire", "run", stage)
    env = {**os.environ, **(extra or {})}
    return Child(stage, argv, state_dir / "logs" / f"{stage}.log", env)


async def supervise(children: Sequence[Child], runtime: Runtime) -> None:
    """Keep all children alive until the runtime's stop; then drain them, all at once."""
    try:
        async with asyncio.TaskGroup() as group:
            for child in children:
                group.create_task(keep_alive(child, runtime.stop, runtime))
            runtime.health.ready()
    except* ConfigurationError as errors:
        raise ConfigurationError(tuple(str(one) for one in errors.exceptions)) from None
    finally:
        await asyncio.gather(*(child.finish() for child in children))
