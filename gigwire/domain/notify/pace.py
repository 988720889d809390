"""When the next call may leave: even pace of the whole token, pace within a chat, and 429 gates.

Even pacing by GCRA (ITU-T I.371): one number a key. Why 27/s with a burst of 2: rate + burst must
stay below about 29.5 to never meet 30 in any second (reference `telegram.md` section 3). Times are
monotonic seconds, given by the caller.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

REPLY_BURST: Final = 3  # answers to a person may come together; Telegram tolerates short bursts
GLOBAL_WINDOW: Final = 2.0  # seconds in which 429s of two chats mean the whole bot
QUIET_SECONDS: Final = 5.0  # a chat without a message for so long has its allowance unused
FIRST_PAUSE: Final = 0.5
# 20 a minute in a group (Bot API FAQ), edits too (TDLib's limit): rate + burst stay at it.
GROUP_RATE: Final = 17 / 60
GROUP_BURST: Final = 3
LONGEST_PAUSE: Final = 15.0


class Even:
    """At most `rate` a second, `burst` at once after a pause."""

    def __init__(self, rate: float, burst: float) -> None:
        self._due = float("-inf")
        self.set_rate(rate, burst)

    def set_rate(self, rate: float, burst: float) -> None:
        """Change the pace; what was taken before stays taken."""
        self._every = 1.0 / rate
        self._slack = self._every * (burst - 1)

    def ready_at(self, weight: int = 1) -> float:
        """The earliest time at which so many more fit; from rest any number does, and is a debt."""
        return self._due - self._slack + (weight - 1) * self._every

    def spend(self, now: float) -> None:
        """Count as much as may ever leave at once."""
        self._due = max(self._due, now + self._slack + self._every)

    def is_idle(self, now: float) -> bool:
        """Whether nothing taken counts any more."""
        return self._due <= now

    def take(self, now: float, weight: int = 1) -> None:
        """Count one, or so many at once."""
        self._due = max(self._due, now) + self._every * weight


class Gate:
    """Closed until a time that only ever moves later."""

    def __init__(self) -> None:
        self.opens_at = float("-inf")

    def close(self, until: float) -> None:
        """Stay closed at least until then; a neighbour's earlier time does not reopen it."""
        self.opens_at = max(self.opens_at, until)


class ChatPace:
    """One chat: its pace for messages and its gate after a 429.

    Groups and channels also keep a pace by the minute, which edits count in, too.
    """

    def __init__(self, rate: float, *, is_group: bool = False) -> None:
        self._by_minute = Even(GROUP_RATE, GROUP_BURST) if is_group else None
        self._every = 1.0 / rate
        self._due = float("-inf")
        self._last = float("-inf")
        self.was_quiet = True  # before its last message the chat had none for a while
        self.gate = Gate()

    def ready_at(self, *, is_reply: bool, is_message: bool, weight: int = 1) -> float:
        """The earliest time for one more; in private chats edits wait only for the gate."""
        opens_at = self.gate.opens_at
        if self._by_minute is not None:
            opens_at = max(opens_at, self._by_minute.ready_at(weight))
        if not is_message:
            return opens_at
        slack = self._every * (REPLY_BURST - 1) if is_reply else 0.0
        return max(opens_at, self._due - slack)

    def take(self, now: float, *, is_message: bool, weight: int = 1) -> None:
        """Count one message or edit; an album is as many messages as it has files."""
        if self._by_minute is not None:
            self._by_minute.take(now, weight)
        if not is_message:
            return
        self._due = max(self._due, now) + self._every * weight
        self.was_quiet = now - self._last > QUIET_SECONDS
        self._last = now

    def is_idle(self, now: float) -> bool:
        """Whether forgetting this chat changes nothing."""
        is_paced = self._by_minute is not None and not self._by_minute.is_idle(now)
        return not is_paced and self._due <= now and self.gate.opens_at <= now


@dataclass
class Outage:
    """Pauses while the server cannot be reached: doubled each time, forgotten on success.

    Calls that were in flight together fail together; only the first of them makes the pause longer.
    """

    pause: float = 0.0
    until: float = float("-inf")

    def failed(self, now: float) -> float:
        """One more refusal to connect; gives the time before which nothing should be tried."""
        if now >= self.until:
            self.pause = min(LONGEST_PAUSE, self.pause * 2 or FIRST_PAUSE)
            self.until = now + self.pause
        return self.until

    def ended(self) -> None:
        """The server answered."""
        self.pause = 0.0


@dataclass
class Throttling:
    """Whose limit a 429 was: Telegram does not say.

    The chat always pauses. The whole bot pauses too where another chat was refused within
    `GLOBAL_WINDOW`, or where the chat's own allowance was plainly not used up. A group's 429 never
    stops private chats.
    """

    _recent: deque[tuple[float, int]] = field(default_factory=deque)

    def is_global(self, chat: int, now: float, *, was_chat_quiet: bool) -> bool:
        """Judge a 429 that `chat` met now."""
        if chat < 0:
            return False
        while self._recent and self._recent[0][0] < now - GLOBAL_WINDOW:
            self._recent.popleft()
        self._recent.append((now, chat))
        return was_chat_quiet or len({one for _, one in self._recent}) > 1
