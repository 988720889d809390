"""Who holds the post of notify in `benchmarks.delivery_kills`: one process, kept running.

Owns the processes, their deliberate ends and the restarts of those that ended unasked, as a
supervisor has them in production. Knows nothing of cards.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson

from gigwire.runtime.backoff import Backoff
from gigwire.runtime.clock import SYSTEM_CLOCK
from local.process import NotReadyError
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from local.process import ChildProcess
    from tests.support.bot_lab import BotLab

WATCH_SECONDS: Final = 0.1
ZOMBIE_SECONDS: Final = 60.0  # a woken one looks at its lease four times a second
TRIES: Final = 3
BACKOFF: Final = Backoff()
FAST: Final = {
    "GIGWIRE_TELEGRAM__RATE_PER_SECOND": "120",
    "GIGWIRE_TELEGRAM__BURST": "8",
    "GIGWIRE_TELEGRAM__CHAT_RATE_PER_SECOND": "50",
    "GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS": "6",
}


class End(NamedTuple):
    """A life that ended: Unix seconds, by whom, and what the process said of it."""

    at: float
    why: str  # "kill", "zombie", "itself"
    said: str = ""


class Post:
    """One present process of notify and whoever was it before."""

    def __init__(self, lab: BotLab) -> None:
        self._lab = lab
        self._present: ChildProcess
        self._busy = asyncio.Lock()  # a deliberate end and the supervisor's restart exclude another
        self.ends: list[End] = []
        self.recovery: list[float] = []

    async def begin(self, name: str = "notify", **env: str) -> None:
        """The first process, or one in place of one that was stopped."""
        async with self._busy:
            self._present = await self._lab.start("notify", name, **(FAST | env))

    async def keep(self) -> None:
        """Start the present process again whenever it ended unasked, later each time."""
        pause: float | None = None
        began = SYSTEM_CLOCK.monotonic()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            async with self._busy:
                if self._present.is_alive:
                    continue
                self._note("itself", self._last_words())
                pause = BACKOFF.after(pause, SYSTEM_CLOCK.monotonic() - began)
                await asyncio.sleep(pause)
                began = SYSTEM_CLOCK.monotonic()
                await self._start()

    async def kill(self) -> float:
        """SIGKILL, then the heir; gives seconds until it is ready."""
        async with self._busy:
            await self._present.kill()
            self._note("kill")
            began = SYSTEM_CLOCK.monotonic()
            await self._start()
            seconds = SYSTEM_CLOCK.monotonic() - began
            self.recovery.append(seconds)
            return seconds

    async def restart(self) -> None:
        """SIGTERM, drained, started again."""
        async with self._busy:
            await self._present.stop()
            await self._start()

    async def stop(self) -> None:
        """SIGTERM; nobody holds the post until `begin`. To be called without `keep`."""
        async with self._busy:
            await self._present.stop()

    async def stand_still(self, name: str) -> ChildProcess:
        """SIGSTOP the present one; gives it once an heir, which takes over, is ready."""
        async with self._busy:
            stopped = self._present
            assert stopped.pid is not None
            os.kill(stopped.pid, signal.SIGSTOP)
            self._note("zombie")
            self._present = await self._heir(name)
            return stopped

    async def wake(self, zombie: ChildProcess) -> None:
        """SIGCONT; returns when it has ended by itself, as it must."""
        assert zombie.pid is not None
        os.kill(zombie.pid, signal.SIGCONT)

        async def has_ended() -> bool:
            return not zombie.is_alive

        await until_async(has_ended, ZOMBIE_SECONDS)

    async def _start(self) -> None:
        """Start; whoever ends before it is ready is left to `keep`."""
        with suppress(NotReadyError):
            await self._present.start()

    async def _heir(self, name: str) -> ChildProcess:
        for _ in range(TRIES - 1):
            with suppress(NotReadyError):
                return await self._lab.start("notify", name, **FAST)
            self._note("itself", "not ready")
        return await self._lab.start("notify", name, **FAST)

    def _note(self, why: str, said: str = "") -> None:
        self.ends.append(End(SYSTEM_CLOCK.now().timestamp(), why, said))

    def _last_words(self) -> str:
        """The reason in the newest `process.failed` of the present process's log."""
        lines = self._present.command.log.read_bytes().splitlines()
        for line in reversed(lines):
            if b"process.failed" in line and line.startswith(b"{"):
                found = orjson.loads(line)
                return str(found.get("reason") or found.get("kind"))
        return "nothing"

    def tail(self) -> str:
        """What an error tells of the present process."""
        name = self._present.command.name
        state = "runs" if self._present.is_alive else "does not run"
        return f"{name} {state}; the end of its log:\n" + "\n".join(
            self._lab.log(name).splitlines()[-5:]
        )
