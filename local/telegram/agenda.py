"""Things to do later in the server's time: one heap and one loop, whatever their number."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.telegram.lab_clock import LabClock

AT_ONCE = 200  # acts between two chances for the server to answer calls


class Agenda:
    """Plain functions called when due, in order of their time. Forgotten by a restart."""

    def __init__(self, clock: LabClock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self._added = asyncio.Event()

    def __len__(self) -> int:
        return len(self._heap)

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Call `act` so many of the server's seconds from now."""
        due = self._clock.monotonic() + seconds
        if not self._heap or due < self._heap[0][0]:
            self._added.set()
        heapq.heappush(self._heap, (due, next(self._numbers), act))

    def clear(self) -> None:
        """Forget everything planned."""
        self._heap.clear()

    async def run(self) -> None:
        """Do what is due, for ever."""
        while True:
            self._added.clear()
            if self._do_due():
                await asyncio.sleep(0)
                continue
            await self._until_next()

    def _do_due(self) -> bool:
        now = self._clock.monotonic()
        done = 0
        while self._heap and self._heap[0][0] <= now and done < AT_ONCE:
            heapq.heappop(self._heap)[2]()
            done += 1
        return done > 0

    async def _next_added(self) -> None:
        await self._added.wait()

    async def _until_next(self) -> None:
        waits: list[asyncio.Future[None]] = [asyncio.ensure_future(self._next_added())]
        if self._heap:
            waits.append(asyncio.ensure_future(self._clock.sleep_until(self._heap[0][0])))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
