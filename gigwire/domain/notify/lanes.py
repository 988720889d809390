"""Who is next: a queue per chat, chats in turn, lanes by weight. Knows no time and no limits.

Lane 0 (a person waits) goes before all others; lanes 1 to 4 share by weight and none is left idle
while another has work. Within a chat lower lanes go first, so an edit never overtakes its card.
"""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LANES: Final = 5
WEIGHTS: Final = (0, 12, 4, 2, 1)  # of lanes 1..4; lane 0 is strict


class ChatQueue(Generic[T]):
    """Requests of one chat, by lane, then in the order they came."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, T]] = []

    def push(self, lane: int, order: int, item: T) -> None:
        """Add one; `order` is unique and rising."""
        heapq.heappush(self._heap, (lane, order, item))

    def pop(self) -> tuple[int, T]:
        """Take the first: its lane and itself."""
        lane, _, item = heapq.heappop(self._heap)
        return lane, item

    def head(self) -> tuple[int, T] | None:
        """Lane and request at the front."""
        return (self._heap[0][0], self._heap[0][2]) if self._heap else None

    def drop(self, is_dropped: Callable[[T], bool]) -> list[int]:
        """Forget some; gives the lane of each forgotten one."""
        dropped = [lane for lane, _, item in self._heap if is_dropped(item)]
        self._heap = [entry for entry in self._heap if not is_dropped(entry[2])]
        heapq.heapify(self._heap)
        return dropped


class Rings:
    """Chats that could be served now, a ring per lane, and which ring's turn it is.

    Moving a chat to another lane leaves its old entry behind; `place` tells it from the valid one.
    """

    def __init__(self) -> None:
        self._rings: tuple[deque[int], ...] = tuple(deque() for _ in range(LANES))
        self._place: dict[int, int] = {}
        self._credit = [0] * LANES

    def __bool__(self) -> bool:
        return bool(self._place)

    def put(self, chat: int, lane: int) -> None:
        """Line a chat up at the end of a lane's ring; a repeat changes nothing."""
        if self._place.get(chat) != lane:
            self._place[chat] = lane
            self._rings[lane].append(chat)

    def remove(self, chat: int) -> None:
        """Take a chat out of its ring."""
        self._place.pop(chat, None)

    def take(self) -> int | None:
        """The chat whose turn it is, out of its ring; None where no chat is lined up."""
        for each in range(LANES):
            self._skip_stale(each)
        lane = self._next_lane()
        if lane is None:
            return None
        chat = self._rings[lane].popleft()
        del self._place[chat]
        return chat

    def _skip_stale(self, lane: int) -> None:
        ring = self._rings[lane]
        while ring and self._place.get(ring[0]) != lane:
            ring.popleft()

    def _next_lane(self) -> int | None:
        """Strict lane 0, then smooth weighted round robin (as in nginx's upstream module)."""
        if self._rings[0]:
            return 0
        waiting = [lane for lane in range(1, LANES) if self._rings[lane]]
        if not waiting:
            return None
        for lane in waiting:
            self._credit[lane] += WEIGHTS[lane]
        best = max(waiting, key=lambda lane: self._credit[lane])
        self._credit[best] -= sum(WEIGHTS[lane] for lane in waiting)
        return best
