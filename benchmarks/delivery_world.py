"""Senders against the judge's own limit models, in virtual time. Measures nothing by itself.

The desk of notify as it is, a network of 10 to 30 ms and an exponential tail each way, and the
Bot API server's `Limiter`. Beside the desk two usual senders: a fixed pace, and the leaky bucket
of aiolimiter (modelled after its documentation: the library is no dependency here). They honour
every 429 for the whole bot.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, Protocol

from gigwire.contracts.delivery import NotificationDue, Reply
from gigwire.contracts.ids import (
    ChatId,
    ClusterId,
    EventId,
    NotificationId,
    TraceId,
    UserId,
    digest,
)
from gigwire.domain.notify.desk import Desk
from gigwire.domain.notify.outcomes import NotSent
from gigwire.domain.notify.request import Request
from gigwire.domain.notify.urgency import late_at
from local.telegram.limits import Ask, Limiter
from tests.support.due import a_card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.delivery import Content, Lane, NotificationKind
    from gigwire.domain.notify.pace import Even

NOON: Final = datetime(2026, 11, 18, 12, tzinfo=UTC)
IN_FLIGHT: Final = 16  # as the stage's
RATE, BURST = 27.0, 2
Group = Literal["normal", "hot", "noisy", "broadcast", "reply"]


class Clerk(Protocol):
    """Who decides what leaves when; the desk, or something simpler."""

    def offer(self, request: Request) -> None:
        """A request came in."""

    def take(self, now: float) -> Request | None:
        """The request to send now, if any may leave."""

    def next_time(self) -> float | None:
        """When `take` could give something that it does not give now."""

    def finished(self, request: Request) -> None:
        """The request is done."""

    def again(self, request: Request, outcome: NotSent, now: float) -> None:
        """The request was not sent."""

    def answered(self) -> None:
        """The server spoke."""


class Leaky:
    """aiolimiter.AsyncLimiter(rate, 1): a bucket of `rate` that leaks `rate` a second."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._level = self._at = 0.0

    def ready_at(self) -> float:
        """When one more fits."""
        return self._at + max(0.0, self._level + 1 - self._rate) / self._rate

    def take(self, now: float) -> None:
        """Count one."""
        self._level = max(0.0, self._level - (now - self._at) * self._rate) + 1
        self._at = now


class Flat:
    """First in, first out, at a pace; after a 429 nothing for as long as it says."""

    def __init__(self, pace: Even | Leaky) -> None:
        self._pace = pace
        self._queue: deque[Request] = deque()
        self._gate = 0.0

    def offer(self, request: Request) -> None:
        """One more waits."""
        self._queue.append(request)

    def next_time(self) -> float | None:
        """When the next may leave."""
        return max(self._gate, self._pace.ready_at()) if self._queue else None

    def take(self, now: float) -> Request | None:
        """The next, if it may leave now."""
        due = self.next_time()
        if due is None or due > now:
            return None
        self._pace.take(now)
        return self._queue.popleft()

    def finished(self, request: Request) -> None:
        """Accepted."""

    def again(self, request: Request, outcome: NotSent, now: float) -> None:
        """Refused: to the front, and wait."""
        self._queue.appendleft(request)
        self._gate = max(self._gate, now + (outcome.wait or 1.0))

    def answered(self) -> None:
        """The server spoke."""


def a_desk() -> Desk:
    """The desk of notify as one instance has it that owns everything."""
    desk = Desk(RATE, BURST, chat_rate=1.0)
    desk.token.set_share(24)
    return desk


@dataclass
class Told:
    """What came of a run."""

    accepted: list[tuple[float, Request]] = field(default_factory=list)  # calls
    refusals: Counter[str] = field(default_factory=Counter)  # by the judge's scope
    unreachable: int = 0
    ended: float = 0.0

    @property
    def rate(self) -> float:
        """Calls a second."""
        return len(self.accepted) / self.ended

    def waits(self, group: Group) -> list[float]:
        """Sorted seconds from offer to acceptance, of each notification of a group."""
        found = [
            at - one.taken_at
            for at, call in self.accepted
            for one in call.everyone
            if one.due.trace_id == group
        ]
        return sorted(found)


class Play:
    """One run: requests come at their times, calls fly, the judge decides."""

    def __init__(
        self,
        clerk: Clerk,
        limiter: Limiter,
        requests: Iterable[Request],
        outage: tuple[float, float] = (0.0, 0.0),
        seed: int = 1,
    ) -> None:
        self._clerk, self._limiter, self._outage = clerk, limiter, outage
        self._rng = random.Random(seed)
        self._coming = iter(requests)
        self._next = next(self._coming, None)
        self._moves: list[tuple[float, int, Request, str]] = []
        self._number = self._out = 0
        self._waits: dict[int, float] = {}
        self.told = Told()

    def run(self) -> Told:
        """Until everything is accepted."""
        now = 0.0
        while self._step(now):
            now = self._later(now)
        self.told.ended = self.told.accepted[-1][0]
        return self.told

    def _step(self, now: float) -> bool:
        while self._next is not None and self._next.taken_at <= now:
            self._clerk.offer(self._next)
            self._next = next(self._coming, None)
        while self._moves and self._moves[0][0] <= now:
            at, _, landing, what = heapq.heappop(self._moves)
            self._land(at, landing, what)
        while self._out < IN_FLIGHT and (request := self._clerk.take(now)) is not None:
            self._out += 1
            self._fly(now, request, "arrives")
        return bool(self._moves or self._next) or self._clerk.next_time() is not None

    def _later(self, now: float) -> float:
        times = [self._moves[0][0]] if self._moves else []
        times += [self._next.taken_at] if self._next else []
        if self._out < IN_FLIGHT and (due := self._clerk.next_time()) is not None:
            times.append(max(due, now + 1e-6))
        return min(times, default=now)

    def _fly(self, now: float, request: Request, what: str) -> None:
        self._number += 1
        way = self._rng.uniform(0.01, 0.03) + self._rng.expovariate(100)
        heapq.heappush(self._moves, (now + way, self._number, request, what))

    def _land(self, now: float, request: Request, what: str) -> None:
        if what == "arrives":
            self._fly(now, request, self._judged(now, request))
            return
        self._out -= 1
        if what == "accepted":
            self._clerk.answered()
            self._clerk.finished(request)
        elif what == "unreachable":
            self._clerk.again(request, NotSent("unreachable"), now)
        else:
            wait = float(what)
            self._clerk.again(request, NotSent("throttled", wait, is_throttled=True), now)

    def _judged(self, now: float, request: Request) -> str:
        begins, ends = self._outage
        if begins <= now < ends:
            self.told.unreachable += 1
            return "unreachable"
        refusal = self._limiter.judge(Ask(request.due.chat_id), now)
        if refusal is not None:
            self.told.refusals[refusal.scope] += 1
            return str(refusal.retry_after)
        self.told.accepted.append((now, request))
        return "accepted"


class Author:
    """Makes requests cheaply: the same contents under new ids."""

    def __init__(self) -> None:
        self.card = a_card(1)
        self.text = Reply(text="x")
        self._number = 0

    def request(
        self, at: float, user: int, group: Group, *, is_card: bool = False, lane: Lane = 1
    ) -> Request:
        """What `user` is due at second `at` of the run."""
        kind: NotificationKind = "instant" if is_card else "reply" if lane == 0 else "digest"
        content: Content = self.card if is_card else self.text
        due = self._due(user, group, kind, content)
        born = NOON + timedelta(seconds=at)
        due = due.model_copy(update={"lane": lane, "event_time": born, "seen_at": born})
        return Request(due, 0, self._number, taken_at=at, late_at=late_at(due, born, at))

    def _due(
        self, user: int, group: Group, kind: NotificationKind, content: Content
    ) -> NotificationDue:
        self._number += 1
        key = NotificationId(digest(user, self._number))
        return NotificationDue.model_construct(
            event_id=EventId(key),
            trace_id=TraceId(group),
            event_time=NOON,
            notification_id=key,
            user_id=UserId(user),
            chat_id=ChatId(user),
            kind=kind,
            lane=1,
            locale="en",
            currency="USD",
            cluster_id=ClusterId("c"),
            content=content,
        )


def percentile(values: list[float], share: float) -> float:
    """Of sorted values; 0 where there are none."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0
