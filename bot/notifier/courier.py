"""Carries one request through the protocol: writes, sends, tells the desk what came of it.

Interprets the steps of gigwire.domain.notify.protocol one by one; decides nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.lexicon import lexicon
from bot.oddities import refusing
from gigwire.contracts.errors import Fatal, Poison
from gigwire.domain.cards.card import Reader
from gigwire.domain.notify.calls import Call, call_for
from gigwire.domain.notify.outcomes import Accepted, NotSent, Outcome, Refused
from gigwire.domain.notify.protocol import (
    Again,
    Done,
    Halted,
    Send,
    Step,
    Withdraw,
    Write,
    deliver,
)

if TYPE_CHECKING:
    from bot.notifier.ledger import Ledger
    from bot.notifier.sender import Sender
    from gigwire.contracts.delivery import LedgerEntry
    from gigwire.domain.notify.desk import Desk, Request
    from gigwire.domain.notify.lease import Lease
    from gigwire.runtime.process import Runtime

STOOD_STILL: Final = "this process stood still for too long: its partitions may have moved"


class Courier:
    """Several requests may be under way at once; each is carried by one call of `carry`."""

    def __init__(
        self, runtime: Runtime, ledger: Ledger, desk: Desk, sender: Sender, lease: Lease
    ) -> None:
        self._runtime = runtime
        self._ledger = ledger
        self._desk = desk
        self._sender = sender
        self._lease = lease

    async def carry(self, request: Request) -> bool:
        """Bring a request to its end (True), or back to the desk (False).

        Raises:
            Fatal: the token is refused, or this process may no longer act.
        """
        book = self._ledger.book(request.partition)
        steps = deliver(request.due, book, self._runtime.clock.now, request.attempts)
        outcome: Outcome | None = None
        try:
            while True:
                outcome = await self._act(steps.send(outcome), request)
        except StopIteration as end:
            return self._ended(end.value, request)
        except Halted as error:
            raise Fatal(f"Telegram refuses the token: {error}; offsets are kept") from None

    def _ended(self, result: Done | Again, request: Request) -> bool:
        if isinstance(result, Again):
            self._returned(result.outcome)
            self._desk.again(request, result.outcome, self._runtime.clock.monotonic())
            return False
        if result.entry is not None:
            self._count(result.entry)
        self._desk.finished(request)
        return True

    async def _act(self, step: Step, request: Request) -> Outcome | None:
        match step:
            case Write(entry):
                await self._ledger.write(request.partition, entry)
            case Withdraw(due):
                self._check_lease()
                await self._ledger.withdraw(request.partition, due.notification_id)
            case Send():
                return await self._send(step, request)
        return None

    async def _send(self, step: Send, request: Request) -> Outcome:
        try:
            call = self._render(step)
        except Poison as error:
            return Refused(error.reason)
        # Right before the socket write, with no await between: the gate of a neighbour's 429, and
        # whether a pause of this process has cost it its partitions.
        self._check_lease()
        now = self._runtime.clock.monotonic()
        if not self._desk.may_leave(request, now):
            return NotSent("gate")
        waited = now - request.taken_at
        self._runtime.metrics.observe(
            "gigwire_notify_wait_seconds", waited, lane=str(request.due.lane)
        )
        outcome = await self._sender.send(call)
        if isinstance(outcome, Accepted | Refused):
            self._desk.answered()
        return outcome

    def _render(self, step: Send) -> Call:
        due, log = step.due, self._runtime.log
        reader = Reader(lexicon(due.locale), due.currency, self._runtime.clock.now())
        with refusing(log, "notify.cannot_render", "cannot_render", key=due.notification_id):
            return call_for(due, step.target, reader)

    def _check_lease(self) -> None:
        if not self._lease.is_held(self._runtime.clock.monotonic()):
            raise Fatal(STOOD_STILL)

    def _returned(self, outcome: NotSent) -> None:
        metrics = self._runtime.metrics
        metrics.add("gigwire_retries_total", stage="notify")
        if outcome.is_throttled:
            metrics.observe(
                "gigwire_telegram_retry_after_seconds", outcome.wait or 0.0, scope="chat"
            )
            self._runtime.log.warning("notify.throttled", retry_after=outcome.wait)

    def _count(self, entry: LedgerEntry) -> None:
        metrics = self._runtime.metrics
        metrics.add(
            "gigwire_notify_outcomes_total",
            kind=entry.kind,
            state=entry.state,
            reason=entry.reason or "",
        )
        if entry.state == "SENT" and entry.seen_at is not None:
            seconds = max(0.0, (entry.event_time - entry.seen_at).total_seconds())
            metrics.observe("gigwire_notify_latency_seconds", seconds, kind=entry.kind)
        if entry.state == "UNKNOWN":
            self._runtime.log.warning(
                "notify.unknown", notification=entry.notification_id, reason=entry.reason
            )
