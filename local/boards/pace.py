"""When the next step happens: a steady rate that can be changed, paused and resumed."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Final

from gigwire.runtime.clock import SYSTEM_CLOCK

if TYPE_CHECKING:
    from local.boards.generator import Generator
    from local.boards.world import World

FASTEST: Final = 2_000.0  # steps a second
LONGEST_PAUSE: Final = 0.5  # seconds between looks, so that a change of rate is heard soon
MOST_AT_ONCE: Final = 200  # steps before the loop turns


class Pace:
    """Moves the world on. One `run` at a time."""

    def __init__(self, world: World, generator: Generator, rate: float, *, is_paused: bool) -> None:
        self._world = world
        self._generator = generator
        self._credit = 0.0
        self.is_paused = is_paused
        self.set_rate(rate)

    def set_rate(self, rate: float) -> None:
        """Steps a second from now on.

        Raises:
            ValueError: not above 0 and at most `FASTEST`.
        """
        if not (math.isfinite(rate) and 0 < rate <= FASTEST):
            raise ValueError(f"a rate lies above 0 and at most at {FASTEST:.0f}, not {rate}")
        self.rate = rate

    def pause(self) -> None:
        """No steps until `resume`."""
        self.is_paused = True

    def resume(self) -> None:
        """Steps again, from now on: what was missed is not made up for."""
        self.is_paused = False
        self._credit = 0.0

    def step(self, count: int = 1) -> None:
        """Make steps now."""
        for _ in range(count):
            self._world.append(self._generator.next_step(SYSTEM_CLOCK.now()))

    async def run(self) -> None:
        """Make steps at the rate until cancelled."""
        last = SYSTEM_CLOCK.monotonic()
        while True:
            await asyncio.sleep(min(LONGEST_PAUSE, max(0.01, (1 - self._credit) / self.rate)))
            now = SYSTEM_CLOCK.monotonic()
            if not self.is_paused:
                self._credit += (now - last) * self.rate
                due = min(MOST_AT_ONCE, int(self._credit))
                self._credit -= due
                self.step(due)
            last = now
