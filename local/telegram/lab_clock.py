"""The server's time: the machine's by default, faster, frozen or moved forward when a test asks.

Limits, delays, outages, ages of queries and pauses of the webhook follow it; long polls and the
sockets themselves stay in real time. It never goes back.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from gigwire.runtime.clock import Clock


class LabClock:
    """A clock over another one: `speed` 1 is real time, 60 a minute a second, 0 stands still."""

    def __init__(self, inner: Clock) -> None:
        self._inner = inner
        self._since = inner.monotonic()
        self._virtual = self._since
        self._epoch = inner.now().timestamp() - self._since
        self._moved: asyncio.Event | None = None
        self.speed = 1.0

    def now(self) -> datetime:
        """The server's wall time, timezone-aware UTC."""
        return datetime.fromtimestamp(self.unix(), UTC)

    def unix(self) -> float:
        """The server's wall time in Unix seconds."""
        return self._epoch + self.monotonic()

    def monotonic(self) -> float:
        """The server's seconds; they pass at `speed`."""
        return self._virtual + (self._inner.monotonic() - self._since) * self.speed

    def run_at(self, speed: float) -> None:
        """Let time pass at another speed from now on."""
        self._rebase(0.0)
        self.speed = speed

    def advance(self, seconds: float) -> None:
        """Jump forward; everything that was waiting for that long is over."""
        self._rebase(seconds)

    def resume(self, unix: float, real: float, speed: float) -> None:
        """Go on where a former process was: at real time `real` it showed `unix`."""
        passed = (self._inner.now().timestamp() - real) * speed
        self._rebase(max(0.0, unix + passed - self.unix()))
        self.speed = speed

    def real_unix(self) -> float:
        """The machine's wall time in Unix seconds."""
        return self._inner.now().timestamp()

    def sleep(self, seconds: float) -> Coroutine[object, object, None]:
        """Return when so many of the server's seconds have passed since this call."""
        return self.sleep_until(self.monotonic() + seconds)

    async def sleep_until(self, due: float) -> None:
        """Return when the monotonic time is reached; a jump made meanwhile counts."""
        while (left := due - self.monotonic()) > 0:
            if self._moved is None:
                self._moved = asyncio.Event()
            with suppress(TimeoutError):
                async with asyncio.timeout(left / self.speed if self.speed else None):
                    await self._moved.wait()

    def _rebase(self, seconds: float) -> None:
        self._virtual = self.monotonic() + seconds
        self._since = self._inner.monotonic()
        if self._moved is not None:
            self._moved.set()
        self._moved = None
