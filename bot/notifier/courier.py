"""Carries one request, or several by one call, through the protocol; tells the desk the result.

Interprets the steps of gigwire.domain.notify one by one; decides nothing itself.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from gigwire.contracts.groups import AdminQuestion
from gigwire.contracts.people import ChatReport
from gigwire.contracts.portable import FileQuestion
from gigwire.domain.notify.outcomes import (
    CHAT_REASONS,
    POISON_REASONS,
    TOPIC_REASONS,
    Accepted,
    NotSent,
    Outcome,
    Refused,
)
from gigwire.domain.notify.protocol import Again, Done, Return, Withdraw, Write
from gigwire.domain.notify.together import Member, SendAll, SharedStep, deliver_together, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.notifier.caller import Caller
    from bot.notifier.ledger import Ledger
    from bot.notifier.reports import Reports
    from gigwire.contracts.delivery import LedgerEntry
    from gigwire.domain.notify.desks import Desks
    from gigwire.domain.notify.request import Request
    from gigwire.runtime.process import Runtime


class Courier:
    """Several calls may be under way at once; each is carried by one call of `carry`."""

    def __init__(
        self, runtime: Runtime, ledger: Ledger, desks: Desks, caller: Caller, reports: Reports
    ) -> None:
        self._runtime = runtime
        self._ledger = ledger
        self._desks = desks
        self._caller = caller
        self._reports = reports

    async def carry(self, request: Request) -> list[Request]:
        """Bring a request and its others to their ends, or back to the desk.

        Gives those that are finished, and those that waited for a chat which takes nothing.

        Raises:
            Halted: the token is refused; the request is to be returned.
            Fatal: this process may no longer act.
        """
        book = self._ledger.book(request.partition)
        members = [Member(one.due, one.attempts, one.is_listed) for one in request.everyone]
        steps = deliver_together(members, book, self._runtime.clock.now, self._ledger.policies)
        outcome: Outcome | None = None
        try:
            while True:
                outcome = await self._act(steps.send(outcome), request)
        except StopIteration as end:
            return await self._ended(end.value, request)

    async def _act(self, step: SharedStep, request: Request) -> Outcome | None:
        match step:
            case Write(entry):
                if not step.is_proof:
                    self._caller.check_lease()
                await self._ledger.write(request.partition, entry)
            case Withdraw(intent, before):
                self._caller.check_lease()
                if before is None:
                    await self._ledger.withdraw(request.partition, intent)
                else:
                    await self._ledger.write(request.partition, before)
            case Return(event):
                self._caller.check_lease()
                await self._reports.give_back(event)
            case SendAll(sends):
                outcome = await self._caller.call(sends, request)
                await self._tell(request, outcome)
                return outcome
        return None

    async def _tell(self, request: Request, outcome: Outcome) -> None:
        """The answers to questions, before the ledger says that they were asked."""
        if not isinstance(outcome, Accepted | Refused):
            return
        admins = outcome.admins if isinstance(outcome, Accepted) else frozenset()
        text = outcome.text if isinstance(outcome, Accepted) else ""
        for one in request.everyone:
            match one.due.content:
                case AdminQuestion(sender=sender) as asked:
                    self._caller.check_lease()
                    await self._reports.answer(one.due, asked, is_admin=sender in admins)
                case FileQuestion() as asked_for:
                    self._caller.check_lease()
                    await self._reports.file(one.due, asked_for, text)

    async def _ended(self, results: Sequence[Done | Again], request: Request) -> list[Request]:
        finished: list[Request] = []
        back: list[Request] = []
        waits: NotSent | None = None
        reason: str | None = None
        for one, result in zip(request.everyone, results, strict=True):
            if isinstance(result, Again):
                back.append(one)
                waits = result.outcome
                continue
            finished.append(one)
            if result.entry is not None:
                self._count(result.entry)
                reason = result.entry.reason if result.entry.state == "REJECTED" else reason
        finished += await self._consequences(request, reason)
        desk = self._desks.of(request)
        if waits is None:
            desk.finished(request)
        else:
            await self._returned(back[0], waits)
            going_back = replace(back[0], others=tuple(back[1:]))
            desk.again(going_back, waits, self._runtime.clock.monotonic())
        return finished

    async def _consequences(self, request: Request, reason: str | None) -> list[Request]:
        """What a refusal means beyond its request; gives the requests that end with it."""
        if reason in POISON_REASONS:
            for one in request.everyone:
                await self._reports.bury(one, reason)
        if reason in TOPIC_REASONS:
            report = ChatReport(reason=reason, thread_id=request.due.thread_id)
            await self._reports.chat(request.due, report)
        if reason is None or reason not in CHAT_REASONS:
            return []
        self._caller.check_lease()
        stopped = self._desks.of(request).stop(request.due.chat_id)
        await asyncio.gather(*(self._give_up(one, reason) for one in stopped))
        await self._reports.chat(request.due, ChatReport(reason=reason))
        return stopped

    async def _give_up(self, request: Request, reason: str) -> None:
        book = self._ledger.book(request.partition)
        entry = refuse(request.due, book, self._runtime.clock.now, reason)
        if entry is not None:
            await self._ledger.write(request.partition, entry)
            self._count(entry)

    async def _returned(self, request: Request, outcome: NotSent) -> None:
        if outcome.moved_to is not None:
            moved = ChatReport(reason=outcome.reason, moved_to=outcome.moved_to)
            await self._reports.chat(request.due, moved)
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
