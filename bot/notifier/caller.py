"""The one call of one or several requests: rendered, checked against gate and lease, made.

Owns the repeat in another form of what the server refuses in this one; decides no outcome.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.lexicon import lexicon
from bot.oddities import refusing
from gigwire.contracts.errors import Fatal, Poison
from gigwire.domain.cards.card import Reader
from gigwire.domain.notify.calls import Call, call_for, instead_of, list_for
from gigwire.domain.notify.desk import MESSAGE_KINDS
from gigwire.domain.notify.outcomes import Accepted, NotSent, Outcome, Refused
from gigwire.domain.notify.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.notifier.bots import Bots
    from bot.notifier.sender import Sender
    from gigwire.domain.notify.desks import Desks
    from gigwire.domain.notify.lease import Lease
    from gigwire.domain.notify.protocol import Send
    from gigwire.domain.notify.request import Request
    from gigwire.domain.notify.token_pace import TokenPace
    from gigwire.runtime.process import Runtime

STOOD_STILL: Final = "this process stood still for too long: its partitions may have moved"


class Caller:
    """Calls Telegram for requests whose INTENTs are acknowledged."""

    def __init__(self, runtime: Runtime, desks: Desks, bots: Bots, lease: Lease) -> None:
        self._runtime = runtime
        self._desks = desks
        self._bots = bots
        self._lease = lease
        self.shown = Shown()

    def check_lease(self) -> None:
        """Raises Fatal where the partitions may have gone, in a pause or to a new generation."""
        if not self._lease.may_act(self._runtime.clock.monotonic()):
            raise Fatal(STOOD_STILL)

    async def call(self, sends: Sequence[Send], request: Request) -> Outcome:
        """Make the call of `request` for those of its members that are still to be sent."""
        sender = self._bots.sender(request.due.bot)
        if sender is None:
            return Refused("bot_retired")
        try:
            call = self._render(sends, request)
        except Poison as error:
            return Refused(error.reason)
        if self.shown.is_shown(call):
            return Accepted()  # an edit that would change nothing
        for one in request.everyone:
            waited = self._runtime.clock.monotonic() - one.taken_at
            lane = str(one.due.lane)
            self._runtime.metrics.observe("gigwire_notify_wait_seconds", waited, lane=lane)
        outcome = await self._attempt(call, request, sender)
        while isinstance(outcome, Refused) and (other := instead_of(call, outcome.reason)):
            self._runtime.log.warning(
                "notify.instead", notification=request.due.notification_id, reason=outcome.reason
            )
            call = other
            outcome = await self._attempt(call, request, sender)
        if not isinstance(outcome, NotSent):
            self.shown.learn(call, is_accepted=isinstance(outcome, Accepted))
        if isinstance(outcome, NotSent) and outcome.moved_to is not None and request.is_moved:
            return Refused("migrated")  # twice: it is resent once
        return outcome

    async def _attempt(self, call: Call, request: Request, sender: Sender) -> Outcome:
        clock, desk = self._runtime.clock, self._desks.of(request)
        token, is_paid = desk.token, request.is_paid
        await self._turn_of(request, token)
        # Right before the socket write, with no await between: the gate of a neighbour's 429, and
        # whether a pause of this process has cost it its partitions.
        self.check_lease()
        if not desk.may_leave(request, clock.monotonic()):
            return NotSent("gate")
        may_cost = is_paid or token.is_paying(clock.monotonic())
        outcome = await sender.send(call, is_paid=may_cost)
        if isinstance(outcome, Accepted) and request.due.kind in MESSAGE_KINDS:
            self._charge(request, may_cost=may_cost)
        if isinstance(outcome, Accepted | Refused):
            desk.answered()
            self._bots.works(request.due.bot)
        return outcome

    async def _turn_of(self, request: Request, token: TokenPace) -> None:
        """Wait at the socket until the pace lets this call through."""
        clock, is_paid = self._runtime.clock, request.is_paid
        knock = partial(token.knock, weight=request.weight, is_paid=is_paid)
        token.at_door(not is_paid)
        try:
            while (ready := knock(clock.monotonic())) is not None:  # noqa: ASYNC110 - a time
                await asyncio.sleep(ready - clock.monotonic())
        finally:
            token.at_door(-(not is_paid))

    def _charge(self, request: Request, *, may_cost: bool) -> None:
        """Count what an accepted message costs; the free ones fill the free second, too."""
        bot, metrics = request.due.bot, self._runtime.metrics
        if (paid := self._desks.of(request).token.paid) is None:
            return
        stars = paid.accepted(self._runtime.clock.monotonic(), request.weight)
        if request.is_paid:
            metrics.add("gigwire_notify_paid_total", request.weight, bot=bot)
        if may_cost and stars:
            metrics.add("gigwire_notify_stars_total", stars, bot=bot)

    def _render(self, sends: Sequence[Send], request: Request) -> Call:
        newest = sends[-1]  # of edits of one card; what else leaves together is a list
        due = newest.due
        now, is_shared = self._runtime.clock.now(), due.chat_id < 0
        reader = Reader(lexicon(due.locale), due.currency, now, is_shared)
        key = due.notification_id
        with refusing(self._runtime.log, "notify.cannot_render", "cannot_render", key=key):
            if request.is_listed:
                return list_for([one.due for one in sends], reader)
            return call_for(due, newest.target, reader, is_captioned=newest.is_captioned)
