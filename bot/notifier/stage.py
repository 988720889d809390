"""The notify stage: one loop takes requests in, one sends them at the pace of the desk.

The drain before partitions go: nothing new is sent, what is in flight ends with its outcome in the
ledger, offsets are committed; only then does the group go on.
"""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiokafka.errors import KafkaError

from bot.api import open_bots
from bot.assignment import Assignment, group_consumer
from bot.notifier.bots import Bots
from bot.notifier.caller import STOOD_STILL, Caller
from bot.notifier.courier import Courier
from bot.notifier.forgetting import Forgetting
from bot.notifier.intake import TOPIC, Intake
from bot.notifier.ledger import Ledger
from bot.notifier.reports import Reports
from gigwire.contracts.errors import Fatal
from gigwire.domain.notify.desk import Desk
from gigwire.domain.notify.desks import Desks
from gigwire.domain.notify.lanes import LANES
from gigwire.domain.notify.lease import Lease
from gigwire.domain.notify.outcomes import NotSent
from gigwire.domain.notify.paid import Paid
from gigwire.domain.notify.policy import with_cards
from gigwire.domain.notify.protocol import Halted
from gigwire.runtime.kafka import generation_of, open_producer
from gigwire.runtime.tasks import background

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram import Bot
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

    from gigwire.domain.notify.request import Request
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import Settings

IN_FLIGHT: Final = 8  # calls of a bot at once: 27/s with 0.25 s an answer; most UNKNOWN of a kill
ANSWER_SECONDS: Final = 0.25
POLL_MS: Final = 200
COMMIT_SECONDS: Final = 0.5
BEAT_SECONDS: Final = 0.25
FORGET_SECONDS: Final = 600.0
IDLE_SECONDS: Final = 1.0


async def run_notify(runtime: Runtime) -> None:
    """Deliver until told to stop; then finish what is in flight.

    Raises:
        Fatal: the tokens of all bots are refused, or the process stood still past its lease.
    """
    settings = runtime.settings
    seconds = settings.telegram.request_timeout_seconds
    async with (
        open_bots(settings, seconds, _in_flight(settings)) as bots,
        open_producer(settings, "notify") as producer,
    ):
        await Notify(runtime, bots, producer).run()


def _longest_pause(settings: Settings) -> float:
    """Seconds that this process may stand still and surely keep its partitions.

    The last heartbeat before a pause may be one interval old; half an interval is for the way.
    """
    return settings.kafka.session_timeout_seconds - 1.5 * settings.kafka.heartbeat_seconds


def _desk(settings: Settings) -> Desk:
    pace = settings.telegram
    above = pace.paid_rate_per_second - pace.rate_per_second
    least_lane = 0 if pace.paid_lanes == "all" else LANES - 1
    paid = Paid(above, least_lane) if above > 0 else None
    return Desk(pace.rate_per_second, pace.burst, pace.chat_rate_per_second, paid)


def _in_flight(settings: Settings) -> int:
    """Calls of a bot at once; a paid pace needs more, and as many are UNKNOWN after a kill."""
    return max(IN_FLIGHT, math.ceil(settings.telegram.paid_rate_per_second * ANSWER_SECONDS))


class Notify:
    """One member of the group `notify`."""

    def __init__(
        self, runtime: Runtime, bots: Mapping[str, Bot], producer: AIOKafkaProducer
    ) -> None:
        settings = runtime.settings
        self._runtime = runtime
        self._bots = Bots(runtime, bots)
        self._desks = Desks(
            {name: _desk(settings) for name in self._bots.names}, _in_flight(settings)
        )
        policies = with_cards(settings.telegram.unknown_cards)
        self._ledger = ledger = Ledger(runtime, producer, policies)
        self._assignment = Assignment(runtime, self._drain)
        self._consumer: AIOKafkaConsumer = group_consumer(runtime, TOPIC, self._assignment)
        self._lease = Lease(
            _longest_pause(settings),
            runtime.clock.monotonic(),
            lambda: generation_of(self._consumer),
        )
        self._intake = Intake(runtime, producer, ledger, self._desks, self._bots)
        self._caller = caller = Caller(runtime, self._desks, self._bots, self._lease)
        reports = Reports(runtime, producer)
        self._forgetting = Forgetting(runtime, ledger)
        self._courier = Courier(runtime, ledger, self._desks, caller, reports)
        self._news = asyncio.Event()
        self._landed = asyncio.Event()

    async def run(self) -> None:
        """Take part in the group until told to stop."""
        async with background(self._beat()):
            await self._consumer.start()
            try:
                chores = self._commit_often(), self._forget_often(), self._look_often()
                async with background(self._send_all(), *chores):
                    while not self._runtime.stop.is_set:
                        await self._receive()
                    await self._drain()
            finally:
                await self._consumer.stop()

    async def _receive(self) -> None:
        if not self._assignment.is_settled:
            await self._assignment.settle(self._consumer, TOPIC, self._intake.recover)
            if self._assignment.is_settled:
                self._lease.claim()
                self._caller.shown.forget()
                self._forgetting.begin_anew()
            self._news.set()
            return
        # Fetched even when nothing is wanted: a member that does not poll is sent away.
        owned = self._consumer.assignment()
        if self._intake.is_full:
            self._consumer.pause(*owned)
        elif self._consumer.paused():
            self._consumer.resume(*owned)
        self._intake.recall(self._consumer)
        batch = await self._consumer.getmany(timeout_ms=POLL_MS)
        if self._assignment.is_settled:
            await self._intake.take(batch)
            self._news.set()

    async def _send_all(self) -> None:
        """Start requests as the desk gives them; a failure of one ends the stage."""
        async with asyncio.TaskGroup() as group:
            while True:
                request = self._next()
                if request is None:
                    await self._pause()
                    continue
                group.create_task(self._carry(request))

    def _next(self) -> Request | None:
        now = self._runtime.clock.monotonic()
        is_open = self._assignment.is_settled and not self._runtime.stop.is_set
        return self._desks.take(now) if is_open and self._lease.is_held(now) else None

    async def _pause(self) -> None:
        """Until something changes, or until the desk's next time."""
        self._news.clear()
        now = self._runtime.clock.monotonic()
        due = self._desks.next_time()
        is_waiting = due is not None and self._assignment.is_settled
        wait = max(0.0, due - now) if is_waiting and due is not None else IDLE_SECONDS
        if self._runtime.stop.is_set:
            wait = IDLE_SECONDS
        # Not wait_for: in Python 3.11 it can swallow a cancellation that meets the event.
        with suppress(TimeoutError):
            async with asyncio.timeout(max(wait, 0.001)):
                await self._news.wait()

    async def _carry(self, request: Request) -> None:
        try:
            for finished in await self._courier.carry(request):
                self._intake.finish(finished)
        except Halted:
            self._halt(request)
        finally:
            self._desks.landed(request)
            self._landed.set()
            self._news.set()

    def _halt(self, request: Request) -> None:
        """Its token is refused: the request stays, to be the one that is tried again."""
        wait = self._bots.refused(request.due.bot)
        desk, now = self._desks.of(request), self._runtime.clock.monotonic()
        self._intake.set_aside(request.due.bot)
        desk.token.gate.close(now + wait)
        desk.again(request, NotSent("gate"), now)

    async def _drain(self) -> None:
        """Wait for what is in flight, then commit. The caller has closed the intake."""
        await self._all_landed()
        await self._intake.commit(self._consumer)

    async def _all_landed(self) -> None:
        while self._desks.is_out:
            self._landed.clear()
            await self._landed.wait()

    async def _beat(self) -> None:
        while True:
            now = self._runtime.clock.monotonic()
            self._lease.beat(now)
            if not self._lease.is_held(now):
                # What had left before the pause still gets its outcome: an answer is proof.
                await self._all_landed()
                raise Fatal(STOOD_STILL)
            self._desks.forget_idle(now)
            for lane, depth in enumerate(self._desks.depth):
                self._runtime.metrics.set("gigwire_notify_queue_depth", depth, lane=str(lane))
            aside = self._intake.aside
            for bot in {*self._bots.names, *aside}:
                self._runtime.metrics.set("gigwire_notify_aside", aside[bot], bot=bot)
            await asyncio.sleep(BEAT_SECONDS)

    async def _commit_often(self) -> None:
        while True:
            await asyncio.sleep(COMMIT_SECONDS)
            if self._assignment.is_settled:
                await self._intake.commit(self._consumer)

    async def _forget_often(self) -> None:
        while True:
            await asyncio.sleep(FORGET_SECONDS)
            if self._assignment.is_settled and self._lease.may_act(self._runtime.clock.monotonic()):
                await self._ledger.forget_outlived()
                for number in await self._intake.read_up(self._consumer):
                    await self._ledger.close_orphans(number)

    async def _look_often(self) -> None:
        """Forget people where nothing of theirs is under way: all is finished and committed."""
        while True:
            await asyncio.sleep(self._runtime.settings.privacy.look_seconds)
            if not self._assignment.is_settled:
                continue
            await self._intake.commit(self._consumer)
            still = await self._intake.read_up(self._consumer)
            if still and self._lease.may_act(self._runtime.clock.monotonic()):
                try:
                    await self._forgetting.look(still)
                except KafkaError as error:
                    self._runtime.log.info("notify.not_forgotten", reason=type(error).__name__)
