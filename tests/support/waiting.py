"""Waiting for a condition with a deadline, in place of sleeps."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PAUSE_SECONDS = 0.02


def until(is_true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Return when `is_true` says so; AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, f"not true within {seconds} s"
        time.sleep(PAUSE_SECONDS)


async def until_async(is_true: Callable[[], Awaitable[bool]], seconds: float = 30.0) -> None:
    """The same for a condition that has to be awaited."""
    deadline = time.monotonic() + seconds
    while not await is_true():
        assert time.monotonic() < deadline, f"not true within {seconds} s"
        await asyncio.sleep(PAUSE_SECONDS)
