"""`gigwire run normalise|dedupe|fanout|match|personalise`: one stream stage as this process.

Owns start, readiness, draining and the way out. A worker that must not go on raises; the process
ends with an error and its supervisor starts it again.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.errors import Fatal
from gigwire.runtime.rates import FollowedRates
from streams.app import build_app
from streams.topology import row_of
from streams.transport import consumer_of

if TYPE_CHECKING:
    from gigwire.contracts.stages import Stage
    from gigwire.runtime.process import Runtime
    from streams.shell import Body
    from streams.transport import MendedApp

LOOK_SECONDS: Final = 0.1
DRAIN_SECONDS: Final = 20.0  # events in hand, their outputs, one commit, leaving the group
EXIT_STUCK: Final = 70  # EX_SOFTWARE of sysexits.h


class WorkerEnded(Fatal):
    """The worker ended without being told to; the cause is chained."""


async def run_stream(runtime: Runtime, stage: Stage) -> None:
    """Run a stage until `runtime.stop` is set, then finish what is in hand and commit it.

    Raises:
        WorkerEnded: going on would have lost something, or nothing moved any more.
    """
    rates = FollowedRates(runtime)
    await rates.load()
    if (warm_up := row_of(stage).warm_up) is not None:
        runtime.health.waiting("machine code")
        await asyncio.to_thread(warm_up)
    if runtime.stop.is_set:
        return
    app, body = build_app(runtime, stage, rates)
    try:
        async with asyncio.TaskGroup() as group:
            work = [group.create_task(one) for one in _work(app, body, runtime)]
            await _until_end(app, runtime)
            # The work beside goes on meanwhile: what is in hand may wait for it to be sent.
            await _stop(app, runtime)
            for task in work:
                task.cancel()
    finally:
        await _stop(app, runtime)
    if app.crash_reason is not None:
        raise WorkerEnded(f"{stage} ended: {app.crash_reason!r}") from app.crash_reason


def _work(app: MendedApp, body: Body, runtime: Runtime) -> tuple[Any, ...]:
    return app.start(), _beside(app, body), _tell_readiness(app, runtime)


async def _until_end(app: MendedApp, runtime: Runtime) -> None:
    while not (app.should_stop or await runtime.stop.wait(LOOK_SECONDS)):
        pass


async def _beside(app: MendedApp, body: Body) -> None:
    while not app.is_working:  # noqa: ASYNC110 - Faust has no event for it
        await asyncio.sleep(LOOK_SECONDS)
    await body.beside()


async def _tell_readiness(app: MendedApp, runtime: Runtime) -> None:
    stage, rebalances = runtime.health.stage, 0
    while True:
        if app.is_working:
            runtime.health.ready()
        elif not app.should_stop:
            runtime.health.waiting("recovery" if app.in_recovery else "assignment")
        if app.rebalancing_count > rebalances:
            more = app.rebalancing_count - rebalances
            runtime.metrics.add("gigwire_rebalances_total", more, stage=stage)
            rebalances = app.rebalancing_count
        runtime.metrics.set("gigwire_recovery_seconds", app.recovery_seconds, stage=stage)
        await asyncio.sleep(LOOK_SECONDS)


async def _stop(app: MendedApp, runtime: Runtime) -> None:
    runtime.health.waiting("stopping")
    if not runtime.stop.is_set and app.has_consumer:
        consumer_of(app).seal()  # something failed: what it left undone must not count
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await app.stop()
    except TimeoutError:
        # Faust's threads are no daemons: the interpreter would wait for them for ever. Nothing is
        # lost, what is not committed is done again.
        runtime.log.exception("stream.stop_timed_out", seconds=DRAIN_SECONDS)
        os._exit(EXIT_STUCK)
