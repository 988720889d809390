"""How one stage becomes a process: settings, logs, signals, health, exit code.

Exit codes: 0 drained, 1 fatal (the supervisor restarts), 78 wrong settings (it does not).
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uvloop

from gigwire import __version__
from gigwire.contracts.errors import ConfigurationError, Fatal, Poison, Transient, leaves
from gigwire.contracts.stages import WORD_STAGES
from gigwire.domain.text import load_dictionaries
from gigwire.runtime.clock import SYSTEM_CLOCK, Clock
from gigwire.runtime.health import Health, serve_health
from gigwire.runtime.kafka import wire_group
from gigwire.runtime.lexicon import keep_dictionaries
from gigwire.runtime.logs import configure_logging, get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.seat import Seat, dismiss_predecessor, take_seat
from gigwire.runtime.settings import Settings, load_settings
from gigwire.runtime.tasks import Stop, background

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from structlog.stdlib import BoundLogger

EXIT_FATAL = 1
# Allocations between looks for cycles. Python's 700 suit small programs: a stage that makes some
# hundred objects a record would look all day, each time through everything it holds.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


@dataclass(frozen=True)
class Runtime:
    """What every stage is given: nothing else comes from outside."""

    settings: Settings
    clock: Clock
    stop: Stop  # set by SIGTERM and SIGINT: finish what is in hand, then return
    health: Health
    metrics: Metrics
    log: BoundLogger
    seat: Seat = field(default_factory=lambda: Seat(None))  # kept until the process ends


if TYPE_CHECKING:
    StageMain = Callable[[Runtime], Awaitable[None]]


def run_process(stage: str, main: StageMain) -> int:
    """Run a stage until it returns, fails or is told to stop; gives the exit code."""
    try:
        settings = load_settings(os.environ)
    except ConfigurationError as error:
        sys.stderr.write("".join(f"gigwire: {line}\n" for line in error.problems))
        return error.exit_code
    configure_logging(settings.log, stage=stage)
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    keep_dictionaries(settings.cache_dir)
    if stage in WORD_STAGES:
        load_dictionaries()
    return uvloop.run(_run(settings, stage, main))


async def _run(settings: Settings, stage: str, main: StageMain) -> int:
    log = get_logger(stage)
    runtime = Runtime(
        settings=settings,
        clock=SYSTEM_CLOCK,
        stop=Stop(),
        health=Health(stage),
        metrics=Metrics(),
        log=log,
        seat=_seat(settings, stage, log),
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, runtime.stop.set)
    runtime.metrics.set("gigwire_build", 1, version=__version__)
    try:
        async with serve_health(settings, runtime.health, runtime.metrics):
            runtime.log.info("process.started", pid=os.getpid())
            async with background(dismiss_predecessor(runtime)):
                await main(runtime)
    except Exception as error:
        kind, reason = verdict(error)
        runtime.log.exception("process.failed", kind=kind, reason=reason)
        return EXIT_FATAL
    runtime.log.info("process.drained")
    return 0


def _seat(settings: Settings, stage: str, log: BoundLogger) -> Seat:
    try:
        return take_seat(settings.state_dir / "seats", wire_group(settings, stage))
    except OSError as error:
        log.warning("process.no_seat", reason=str(error))
        return Seat(None)


def verdict(error: BaseException) -> tuple[str, str]:
    """What ended a stage, and why: the decision of its error's type, out of however many groups.

    A Fatal is why, whatever failed in its wake; then an error that nobody expected.
    """
    by_kind = {_kind(one): one for one in reversed(leaves(error))}
    kind = next(name for name in ("fatal", "unexpected", "poison", "transient") if name in by_kind)
    first = by_kind[kind]
    return kind, type(first).__name__ if kind == "unexpected" else str(first)


def _kind(error: BaseException) -> str:
    decisions = (("fatal", Fatal), ("poison", Poison), ("transient", Transient))
    return next((name for name, meant in decisions if isinstance(error, meant)), "unexpected")
