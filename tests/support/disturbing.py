"""Killing processes of a city and seeing them come back. Owns the violence, not the verdict."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import aiohttp

from gigwire.operate.demo.city import waits_for
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from gigwire.operate.demo.city import City
    from gigwire.runtime.supervise import Child

RETURN_SECONDS = 90.0


def child_of(city: City, stage: str) -> Child:
    """The supervised process of a stage."""
    return next(child for child in city.children if child.name == stage)


async def kill_stage(city: City, stage: str) -> None:
    """Kill -9 a stage; returns when its supervisor has started it anew."""
    child = child_of(city, stage)
    await until_async(partial(_is_alive, child), RETURN_SECONDS)  # it may be between two lives
    lives, pid = child.restarts, child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    await until_async(partial(_is_reborn, child, lives), RETURN_SECONDS)


async def _is_alive(child: Child) -> bool:
    return child.pid is not None


async def _is_reborn(child: Child, lives: int) -> bool:
    return child.restarts > lives and child.pid is not None


async def until_serving(city: City, stage: str) -> None:
    """Return when a stage's present process says that it can work."""
    async with aiohttp.ClientSession() as session:

        async def is_serving() -> bool:
            return await waits_for(city.settings, stage, session) is None

        await until_async(is_serving, RETURN_SECONDS)
