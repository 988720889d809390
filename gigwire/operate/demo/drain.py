"""Waiting until nothing is on its way any more. Reads offsets; sends and stops nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import Transient
from gigwire.runtime.clock import SYSTEM_CLOCK

if TYPE_CHECKING:
    from gigwire.runtime.lag import LagReader

LOOK_SECONDS: Final = 0.4
QUIET_LOOKS: Final = 3  # equal looks in a row without lag: longer than a poll and a hop between
ENDLESS: Final = ("ticks",)  # time goes on; nobody waits for it
ANALYTICS: Final = ("record",)  # catches up alone


async def until_drained(
    reader: LagReader, seconds: float, unasked: tuple[str, ...] = ANALYTICS
) -> None:
    """Return when no stage has work left and nothing new comes; `unasked` stages do not count.

    Raises:
        Transient: it did not happen within `seconds`; names who is behind.
    """
    deadline = SYSTEM_CLOCK.monotonic() + seconds
    quiet, before = 0, -1
    while quiet < QUIET_LOOKS:
        rows = [
            row
            for row in await reader.sample()
            if row.topic not in ENDLESS and row.stage not in unasked
        ]
        total = sum(row.end for row in rows)
        behind = {f"{row.stage} {row.topic}" for row in rows if row.lag > 0}
        quiet = quiet + 1 if not behind and total == before else 0
        before = total
        if behind and SYSTEM_CLOCK.monotonic() > deadline:
            raise Transient(f"not drained after {seconds:.0f} s: {', '.join(sorted(behind))}")
        await asyncio.sleep(LOOK_SECONDS)
