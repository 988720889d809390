"""One desk a bot: each token has limits of its own, so each has its own pace, gates and queues.

Owns whose desk is asked next and how many calls of each token are out. Decides nothing within one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.notify.lanes import LANES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gigwire.domain.notify.desk import Desk
    from gigwire.domain.notify.request import Request


class Desks:
    """Desks by bot's name, asked in turns; a bot whose calls hang holds no other one up."""

    def __init__(self, desks: Mapping[str, Desk], most_out: int) -> None:
        self._desks = dict(desks)
        self._most_out = most_out
        self._out = dict.fromkeys(desks, 0)
        self._turns = list(desks)

    def __contains__(self, bot: str) -> bool:
        return bot in self._desks

    def of(self, request: Request) -> Desk:
        """The desk of the bot by which a request is to be sent."""
        return self._desks[request.due.bot]

    def named(self, bot: str) -> Desk:
        """A bot's desk."""
        return self._desks[bot]

    def offer(self, request: Request) -> None:
        """A request came in; its bot is one of ours."""
        self.of(request).offer(request)

    def take(self, now: float) -> Request | None:
        """The request to send now, if any may leave; it is out until `landed`."""
        for place, bot in enumerate(self._turns):
            if self._out[bot] >= self._most_out:
                continue
            request = self._desks[bot].take(now)
            if request is not None:
                self._out[bot] += 1
                self._turns.append(self._turns.pop(place))
                return request
        return None

    def landed(self, request: Request) -> None:
        """The call of a request is over, whatever came of it."""
        self._out[request.due.bot] -= 1

    @property
    def is_out(self) -> bool:
        """Whether any call is under way."""
        return any(self._out.values())

    def next_time(self) -> float | None:
        """When `take` could give something that it does not give now; None: not before news."""
        times = (
            desk.next_time() for bot, desk in self._desks.items() if self._out[bot] < self._most_out
        )
        return min((one for one in times if one is not None), default=None)

    def set_share(self, owned: int, now: float) -> None:
        """Use the part of each token's rate that `owned` of all user partitions stand for."""
        for desk in self._desks.values():
            desk.token.set_share(owned, now)

    def drop(self, is_dropped: Callable[[Request], bool]) -> None:
        """Forget waiting requests."""
        for desk in self._desks.values():
            desk.drop(is_dropped)

    def forget_idle(self, now: float) -> None:
        """Drop what is kept of chats without work, once they are many."""
        for desk in self._desks.values():
            desk.forget_idle(now)

    @property
    def depth(self) -> list[int]:
        """Requests waiting, by lane, of all bots."""
        return [sum(one.depth[lane] for one in self._desks.values()) for lane in range(LANES)]
