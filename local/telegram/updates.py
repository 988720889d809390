"""What waits for the bot: pending updates, their confirmation, and the one long poll at a time.

Rules of telegram-bot-api Client.cpp: an update is kept 24 h (a press 150 s), `offset` confirms all
below it, a second poll ends the first with 409. What survives a restart is the world's business.
"""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from local.telegram.errors import CONFLICT, BotApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.telegram.lab_clock import LabClock

KEPT_SECONDS = 24 * 3600
PRESS_KEPT_SECONDS = 150
MAX_LIMIT = 100
MAX_TIMEOUT_SECONDS = 50
REPEATED_CONFLICT_SECONDS = 3
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

Update = dict[str, object]


class Pending(NamedTuple):
    """One update, its chat, and the time it is dropped unseen (Unix seconds)."""

    update_id: int
    expires: float
    chat_id: int
    body: Update


class UpdateQueue:
    """Pending updates in order, and whoever waits for them."""

    def __init__(self, clock: LabClock) -> None:
        self._clock = clock
        self.pending: dict[int, Pending] = {}
        self._waiting: asyncio.Future[None] | None = None
        self._last_conflict = -float(REPEATED_CONFLICT_SECONDS)
        self._is_closed = False
        self.allowed: list[str] = []
        self.last_id = 0
        self.last_poll: tuple[int | None, float] = (None, 0.0)  # offset and monotonic time
        self.listeners: list[Callable[[Pending], None]] = []

    def next_id(self, kind: str) -> int | None:
        """Id for a new update of this kind, or None where the bot did not ask for the kind."""
        is_wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        return self.last_id + 1 if is_wanted else None

    def add(self, update_id: int, kind: str, body: object, at: float, chat_id: int = 0) -> None:
        """Queue an update, wake the poll and the pusher."""
        kept = PRESS_KEPT_SECONDS if kind == "callback_query" else KEPT_SECONDS
        update: Update = {"update_id": update_id, kind: body}
        waiting = Pending(update_id, at + kept, chat_id, update)
        self.pending[update_id] = waiting
        self.last_id = max(self.last_id, update_id)
        for listener in self.listeners:
            listener(waiting)
        self._wake()

    def forget_below(self, offset: int) -> None:
        """Drop what the bot has confirmed."""
        for update_id in [one for one in self.pending if one < offset]:
            del self.pending[update_id]

    def forget(self, update_id: int) -> None:
        """Drop one that a webhook has taken."""
        self.pending.pop(update_id, None)

    def allow(self, kinds: list[str]) -> None:
        """Which kinds are queued from now on; empty means the default ones."""
        self.allowed = list(kinds)

    def confirmed_by(self, offset: int) -> int | None:
        """The id below which an offset confirms; None where it confirms nothing pending.

        A negative offset counts from the end and forgets all before it.
        """
        self.drop_expired()
        if offset < 0 and len(self.pending) > -offset:
            return list(self.pending)[offset]
        is_new = bool(self.pending) and offset > next(iter(self.pending))
        return offset if is_new else None

    def first(self, limit: int) -> list[Update]:
        """The oldest updates, at most `limit` of them (1 to 100)."""
        self.drop_expired()
        count = min(max(limit, 1), MAX_LIMIT)
        return [waiting.body for waiting in islice(self.pending.values(), count)]

    async def wait(self, seconds: float) -> None:
        """Return when there is an update, the time is over, or the server stops.

        Raises:
            BotApiError: 409 when another poll or a webhook takes over.
        """
        self.take_over()
        if self.pending or seconds <= 0 or self._is_closed:
            return
        waiting = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        await asyncio.wait([waiting], timeout=min(seconds, MAX_TIMEOUT_SECONDS))
        if self._waiting is waiting:
            self._waiting = None
        if waiting.done() and (ended_by := waiting.exception()):
            await self._conflict(ended_by)

    def take_over(self, why: str = CONFLICT) -> None:
        """End the poll that waits now, if one does, with 409."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(BotApiError(409, why))
        self._waiting = None

    def close(self) -> None:
        """Let the waiting poll go with an empty answer."""
        self._is_closed = True
        self._wake()

    def reset(self) -> None:
        """As at the first start: nothing pending, the default kinds, no poll remembered."""
        self._wake()
        self._waiting = None
        self.pending.clear()
        self.allowed = []
        self.last_poll = (None, 0.0)
        self._last_conflict = -float(REPEATED_CONFLICT_SECONDS)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits now."""
        return self._waiting is not None

    def __len__(self) -> int:
        return len(self.pending)

    async def _conflict(self, ended_by: BaseException) -> None:
        now = self._clock.monotonic()
        is_repeated = now - self._last_conflict < REPEATED_CONFLICT_SECONDS
        self._last_conflict = now
        if is_repeated:  # Telegram answers the second loser late, to slow two instances down
            await self._clock.sleep(REPEATED_CONFLICT_SECONDS)
        raise ended_by

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def drop_expired(self) -> None:
        """Forget what nobody fetched in time."""
        now = self._clock.unix()
        for update_id in [one.update_id for one in self.pending.values() if one.expires < now]:
            del self.pending[update_id]
