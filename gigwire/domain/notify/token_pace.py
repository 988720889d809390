"""The pace of one whole token: even, under a ceiling that 429s teach, shut by gates and outages.

Owns what all chats of a token share; whose turn it is, and the paces of chats, are the desk's.
Times are monotonic seconds of the caller.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.notify.ceiling import Ceiling
from gigwire.domain.notify.pace import Even, Gate, Outage, Throttling
from gigwire.domain.notify.share import share_of

if TYPE_CHECKING:
    from gigwire.domain.notify.paid import Paid

LEARNED_BURST: Final = 1.5
# Calls that wait at the socket for their turn. More would not leave sooner, and a reply that is
# handed out behind them would wait for all: after a pause of Kafka's they were eight, 0.3 s.
MOST_AT_DOOR: Final = 2


class TokenPace:
    """One budget for all methods of a token, of which this process has its partitions' share."""

    def __init__(self, rate: float, burst: float, paid: Paid | None = None) -> None:
        self.gate = Gate()
        self.paid = paid
        self._rate = rate
        self._burst = self._most_burst = burst
        self._even = Even(rate, burst)
        self._door = Even(rate, burst)
        self._at_door = 0
        self._ceiling = Ceiling(rate)
        self._outage = Outage()
        self._throttling = Throttling()

    def set_share(self, owned: int, now: float = -math.inf) -> None:
        """Use the part of the token's rate that `owned` of all user partitions stand for.

        It begins with its burst used up: others may have sent with these partitions just now.
        """
        share = share_of(self._rate, self._burst, owned)
        self._most_burst = share.burst
        self._ceiling.set_cap(share.rate)
        self._adopt()
        for pace in (self._even, self._door):
            pace.spend(now)
        if self.paid is not None:
            self.paid.set_share(max(1, owned) / USER_PARTITIONS)

    @property
    def rate(self) -> float:
        """Calls a second at which this part of the token is paced now."""
        return self._ceiling.rate

    def ready_at(self, lane: int = 0) -> float:
        """Before this time nothing of this lane leaves, whatever waits."""
        ready = self._even.ready_at()
        if self._at_door >= MOST_AT_DOOR:
            ready = max(ready, self._door.ready_at())
        if self.paid is not None and lane >= self.paid.least_lane:
            ready = min(ready, self.paid.ready_at())
        return max(self.gate.opens_at, ready)

    def least_lane(self, now: float) -> int | None:
        """From which lane on something may leave now; None: nothing."""
        if now >= self.ready_at() and self._at_door < MOST_AT_DOOR:
            return 0
        if self.paid is not None and now >= self.ready_at(self.paid.least_lane):
            return self.paid.least_lane
        return None

    def take(self, now: float, weight: int = 1) -> bool:
        """Count a request that is handed out; an album weighs as many messages as it has files.

        Gives whether it goes above the free pace, to be paid for.
        """
        if self.paid is not None and now < self._even.ready_at():
            self.paid.take(now, weight)
            return True
        self._ceiling.sent(now)
        self._adopt()
        self._even.take(now, weight)
        return False

    def at_door(self, change: int) -> None:
        """A call has come to the socket to leave at the free pace (1), or has left it (-1)."""
        self._at_door += change

    def knock(self, now: float, weight: int = 1, *, is_paid: bool = False) -> float | None:
        """The pace once more, at the socket: None: go now (it is counted), else when to ask again.

        Between handing out and the write lies Kafka's acknowledgement; when that hangs for a
        moment, what was handed out evenly would leave in one clump.
        """
        if is_paid and self.paid is not None:
            return self.paid.knock(now, weight)
        ready = self._door.ready_at(weight)
        if now < ready:
            return ready
        self._door.take(now, weight)
        return None

    def answered(self) -> None:
        """The server spoke: the next outage begins with a short pause again."""
        self._outage.ended()

    def unreachable(self, now: float) -> None:
        """A connection was refused: all wait."""
        self.gate.close(self._outage.failed(now))

    def is_meant(self, chat: int, now: float, *, was_chat_quiet: bool) -> bool:
        """Whether a 429 that this chat met now speaks of the whole bot."""
        return self._throttling.is_global(chat, now, was_chat_quiet=was_chat_quiet)

    def throttled(self, sent_at: float, until: float) -> None:
        """The whole bot is to wait, for a call that left at `sent_at`."""
        self.gate.close(until)
        if self.is_paying(sent_at) and self.paid is not None:
            self.paid.refused(until)  # it says nothing of the free limit
            return
        self._ceiling.refused(sent_at, until)
        self._adopt()

    def is_paying(self, now: float) -> bool:
        """Whether what leaves now carries the permission to be charged."""
        return self.paid is not None and self.paid.is_used(now)

    def _adopt(self) -> None:
        # A learned rate fills the limit: a burst on top of it would not fit, but a call that the
        # process was late with may be half made up for.
        burst = self._most_burst
        if self._ceiling.is_learned:
            burst = min(burst, LEARNED_BURST)
        for pace in (self._even, self._door):
            pace.set_rate(self._ceiling.rate, burst)
