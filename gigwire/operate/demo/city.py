"""The demo's processes: parts, topics, stages; started in order, ended in order.

Owns the order. A stage or part that dies is started again by its supervisor, as in production.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import aiohttp
import orjson

from gigwire.contracts.errors import Fatal
from gigwire.contracts.stages import STAGES
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import Health, runtime_file
from gigwire.runtime.logs import get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.process import Runtime
from gigwire.runtime.settings import Settings, load_settings
from gigwire.runtime.supervise import Child, stage_child, supervise
from gigwire.runtime.tasks import Stop, background
from gigwire.runtime.topics import apply_topics
from local.stack import LocalStack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

POLL_SECONDS: Final = "0.3"  # the demo's boards are ours: asking often is polite here
READY_SECONDS: Final = 240.0  # ten processes import aiogram and numba, maybe on two busy cores
LOOK_SECONDS: Final = 0.1
SOURCES: Final = ("freelancer", "fl", "kwork", "freelancehunt", "telegram_channel")


class City(NamedTuple):
    """Everything that runs, and how to reach it."""

    settings: Settings
    runtime: Runtime
    stack: LocalStack
    children: list[Child]


def city_env(stack: LocalStack) -> dict[str, str]:
    """The stack's addresses and the demo's impatience, as settings of the stages."""
    pace = {f"GIGWIRE_COLLECT__{name.upper()}__INTERVAL_SECONDS": POLL_SECONDS for name in SOURCES}
    return {**stack.env, **pace}


@asynccontextmanager
async def open_city(state_dir: Path, tell: Callable[[str], None]) -> AsyncIterator[City]:
    """Start everything from nothing; `tell` is given each step. Leaving ends it all.

    Raises:
        Fatal: a part or a stage did not become ready; its log is named.
    """
    shutil.rmtree(state_dir, ignore_errors=True)
    tell("starting Kafka, ClickHouse, the Bot API server and the boards")
    async with LocalStack(state_dir, extra={"boards": ("--paused",)}) as stack:
        env = city_env(stack)
        settings = load_settings({**os.environ, **env})
        tell("creating topics")
        await apply_topics(settings)
        stop, log = Stop(), get_logger("demo")
        runtime = Runtime(settings, SYSTEM_CLOCK, stop, Health("demo"), Metrics(), log)
        children = [stage_child(stage, settings.state_dir, env) for stage in STAGES]
        tell(f"starting {len(children)} stages")
        async with background(stack.supervise(stop)), _supervised(children, runtime):
            await until_ready(settings)
            yield City(settings, runtime, stack, children)


@asynccontextmanager
async def _supervised(children: list[Child], runtime: Runtime) -> AsyncIterator[None]:
    """Run the stages beside the body; leaving asks them to drain and waits for them."""
    async with asyncio.TaskGroup() as group:
        group.create_task(supervise(children, runtime))
        try:
            yield
        finally:
            runtime.stop.set()


async def until_ready(settings: Settings) -> None:
    """Return when every stage says that it can work.

    Raises:
        Fatal: one did not, within READY_SECONDS.
    """
    deadline = SYSTEM_CLOCK.monotonic() + READY_SECONDS
    waiting: dict[str, str] = dict.fromkeys(STAGES, "not started")
    async with aiohttp.ClientSession() as session:
        while waiting:
            for stage in list(waiting):
                reason = await waits_for(settings, stage, session)
                if reason is None:
                    del waiting[stage]
                else:
                    waiting[stage] = reason
            if waiting and SYSTEM_CLOCK.monotonic() > deadline:
                logs = settings.state_dir / "logs"
                raise Fatal(f"stages are not ready: {waiting}; see {logs}")
            await asyncio.sleep(LOOK_SECONDS if waiting else 0)


async def waits_for(settings: Settings, stage: str, session: aiohttp.ClientSession) -> str | None:
    """Why a stage's process cannot work yet; None when it can."""
    try:
        url = orjson.loads(runtime_file(settings, stage).read_bytes())["url"]
        async with session.get(f"{url}/readyz") as answer:
            reason: str | None = orjson.loads(await answer.read())["waits_for"]
    except FileNotFoundError:
        return "not started"
    except aiohttp.ClientError as error:
        return str(error)
    return reason
