"""How much of one person is let in: a flood is dropped, and told so once a minute. Pure.

Time is the update's own where it has one, so that what waited at Telegram while nobody fetched
counts as slowly as it was said. Held in memory: a restart forgives everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from gigwire.domain.ingress.buckets import Buckets, Rate

if TYPE_CHECKING:
    from gigwire.contracts.ids import UserId

# in: let in. notice: dropped, and the person is to be told. out: dropped.
Verdict = Literal["in", "notice", "out"]

NOTICES: Final = Rate(burst=1, per_second=1 / 60)
# Whether a chat may be written to must not be missed, and Telegram itself sends few of these.
ALWAYS: Final = frozenset({"my_chat_member", "chat_member"})


class Crowd:
    """The buckets of everybody who spoke of late."""

    def __init__(self, rate: Rate) -> None:
        self._said: Buckets[UserId] = Buckets(rate)
        self._notices: Buckets[UserId] = Buckets(NOTICES)

    def judge(self, user: UserId, kind: str, at: float) -> Verdict:
        """What becomes of an update. `at`: Unix time in seconds when it was said."""
        if kind in ALWAYS or self._said.take(user, at):
            return "in"
        return "notice" if self._notices.take(user, at) else "out"

    def take_back(self, user: UserId, kind: str, verdict: Verdict) -> None:
        """It could not be kept and will come again: then it counts, not now."""
        if verdict == "notice":
            self._notices.give_back(user)
        elif verdict == "in" and kind not in ALWAYS:
            self._said.give_back(user)
