"""What waits at the desk: a due notification and where it came from. Decides nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Album

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue


@dataclass(frozen=True)
class Request:
    """A due notification with where it lay and since when (monotonic) it waits here.

    One that is handed out may take `others` of its chat along: one call brings all of them.
    """

    due: NotificationDue
    partition: int
    offset: int
    taken_at: float
    attempts: int = 0  # earlier tries whose outcome stayed open
    order: int = 0  # set by the desk: a request that comes back keeps its place
    late_at: float = math.inf  # from then on a card is told in a list
    is_listed: bool = False  # a line of a list, not a card
    is_moved: bool = False  # its chat got another id after a call
    is_paid: bool = False  # it leaves above the free pace
    others: tuple[Request, ...] = ()

    @property
    def weight(self) -> int:
        """How many messages Telegram counts it as."""
        content = self.due.content
        return len(content.media) if isinstance(content, Album) else 1

    @property
    def everyone(self) -> tuple[Request, ...]:
        """The requests of this call, in the order in which they were to be served."""
        alone = (replace(self, others=()),) if self.others else (self,)
        return alone + self.others
