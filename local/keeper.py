"""Keeps one child running: restarts it on its port and state when it died unasked.

Owns the watch and the back-off; what is wanted and what a restart changes: `local.stack`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from gigwire.runtime.backoff import Backoff
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.logs import get_logger
from local.process import ChildProcess, NotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable

WATCH_SECONDS: Final = 0.1
BACKOFF: Final = Backoff(longest=10.0, healthy=30.0)


async def keep(
    child: ChildProcess, *, is_wanted: Callable[[], bool], restarted: Callable[[], None]
) -> None:
    """Watch `child` until cancelled; `restarted` is called after each restart that answered."""
    log = get_logger("stack").bind(part=child.command.name)
    pause: float | None = None
    started = SYSTEM_CLOCK.monotonic()
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if child.is_alive or not is_wanted():
            continue
        pause = BACKOFF.after(pause, SYSTEM_CLOCK.monotonic() - started)
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
