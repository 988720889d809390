"""How fast a whole token may go when Telegram's limit is hidden: learn from each 429, remember.

A 429 tells more than "slower": what left in the second before the refused call was let through.
The remembered ceiling follows from that count; it is probed upwards, in growing steps while that
goes well, and each probe that fails makes the next one wait twice as long. Plain AIMD forgets what
it met and gets about half of a lower limit, a fixed 27/s collapses to 3 % of it (reference
`telegram.md` section 3, simulated). Times are monotonic seconds of the caller. Owns no waiting.
"""

from __future__ import annotations

from collections import deque
from typing import Final

WINDOW: Final = 1.0  # seconds over which Telegram's published limits count
# Of what was let through. Calls spaced 1/r meet a window that some 100 ms of jitter on the way
# stretch to 1.13 s: r * 1.13 must stay within the limit.
SHARE: Final = 0.88
STEP_DOWN: Final = 0.97  # at least so much less after a refusal
UNEXPLAINED: Final = 0.85  # where so few had left that the rate was not the reason
LEAST: Final = 1.0  # a second
FIRST_PROBE: Final = 0.03
LARGEST_PROBE: Final = 0.24
FIRST_QUIET: Final = 900.0  # seconds without a 429 before more is tried
LONGEST_QUIET: Final = 4 * 3600.0


class Ceiling:
    """The rate of one token, at most `cap` a second; exactly `cap` until a 429 says otherwise."""

    def __init__(self, cap: float) -> None:
        self._cap = cap
        self._rate = cap
        self._sent: deque[float] = deque()
        self._quiet_since = float("-inf")
        self._quiet = FIRST_QUIET
        self._probe = FIRST_PROBE
        self._is_probed = False

    def set_cap(self, cap: float) -> None:
        """Another part of the token's rate is ours: what was learned holds in proportion."""
        self._rate *= cap / self._cap
        self._cap = cap

    @property
    def rate(self) -> float:
        """Calls a second."""
        return self._rate

    @property
    def is_learned(self) -> bool:
        """Whether a refusal has set the rate: then bursts have no room."""
        return self._rate < self._cap * (1 - 1e-9)

    def sent(self, now: float) -> None:
        """Count a call that left; try more where all was quiet for long enough."""
        self._sent.append(now)
        while self._sent[0] <= now - 2 * WINDOW:
            self._sent.popleft()
        if self.is_learned and now - self._quiet_since >= self._quiet:
            if self._is_probed:
                self._probe = min(LARGEST_PROBE, self._probe * 2)
            self._rate = min(self._cap, self._rate * (1 + self._probe))
            self._quiet_since, self._is_probed = now, True

    def refused(self, sent_at: float, until: float) -> None:
        """Learn from a 429 of the whole bot for a call that left at `sent_at`.

        Calls in flight together are refused together: those sent before an earlier lesson's `until`
        only prolong the quiet, so their order does not matter.
        """
        if sent_at < self._quiet_since:
            self._quiet_since = max(self._quiet_since, until)
            return
        passed = sum(1 for at in self._sent if sent_at - WINDOW < at < sent_at)
        if passed < self._rate / 2:
            self._rate *= UNEXPLAINED
        else:
            self._rate = min(self._rate * STEP_DOWN, passed * SHARE)
        self._rate = max(LEAST, self._rate)
        if self._is_probed:
            self._quiet = min(LONGEST_QUIET, self._quiet * 2)
        self._probe, self._is_probed = FIRST_PROBE, False
        self._quiet_since = until
