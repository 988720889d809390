"""Keeps one child running: restarts it on its port and state when it died unasked.

Owns the watch and the back-off; what is wanted and what a restart changes: `local.stack`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.logs import get_logger
from local.process import ChildProcess, NotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable

WATCH_SECONDS: Final = 0.1
FIRST_PAUSE_SECONDS: Final = 0.2
LAST_PAUSE_SECONDS: Final = 10.0
STEADY_SECONDS: Final = 30.0  # after this long up, the next death counts as a first one


def next_pause(pause: float, up_seconds: float) -> float:
    """Seconds to wait before a restart, from the last pause and how long the child was up."""
    if up_seconds > STEADY_SECONDS:
        return FIRST_PAUSE_SECONDS
    return min(pause * 2, LAST_PAUSE_SECONDS)


async def keep(
    child: ChildProcess, *, is_wanted: Callable[[], bool], restarted: Callable[[], None]
) -> None:
    """Watch `child` until cancelled; `restarted` is called after each restart that answered."""
    log = get_logger("stack").bind(part=child.command.name)
    pause, started = FIRST_PAUSE_SECONDS / 2, SYSTEM_CLOCK.monotonic()
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if child.is_alive or not is_wanted():
            continue
        pause = next_pause(pause, SYSTEM_CLOCK.monotonic() - started)
        log.warning("stack.part_died", restart_in_seconds=pause)
        await asyncio.sleep(pause)
        started = SYSTEM_CLOCK.monotonic()
        try:
            await child.start()
        except NotReadyError as error:
            log.warning("stack.part_not_ready", reason=str(error))
        else:
            restarted()
            log.info("stack.part_restarted", pid=child.pid)
