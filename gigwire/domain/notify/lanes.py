"""Who is next: a queue per chat, chats in turn, lanes by weight. Knows no time and no limits.

Lane 0 (a person waits) goes before all others; lanes 1 to 4 share by weight and none is left idle
while another has work. Within a chat lower lanes go first, so an edit never overtakes its card.
"""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

LANES: Final = 5
# Of lanes 1..4; lane 0 is strict. A project that fits 3,000 people fills two minutes at 27/s: a
# broadcast beside it gets a message in seven seconds, and all of the rate once lane 1 is empty.
WEIGHTS: Final = (0, 180, 18, 6, 1)
# Each so-manyth turn of a lane is the longest waiting chat's; the others are the most urgent's.
FAIR_TURN: Final = 4


class ChatQueue(Generic[T]):
    """Requests of one chat: by lane, then by urgency (lower first), then in the order they came."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, float, int, T]] = []

    def __iter__(self) -> Iterator[T]:
        """All requests, in no order."""
        return (entry[3] for entry in self._heap)

    def __len__(self) -> int:
        return len(self._heap)

    def push(self, lane: int, urgency: float, order: int, item: T) -> None:
        """Add one; `order` is unique."""
        heapq.heappush(self._heap, (lane, urgency, order, item))

    def pop(self) -> tuple[int, T]:
        """Take the first: its lane and itself."""
        lane, _, _, item = heapq.heappop(self._heap)
        return lane, item

    def head(self) -> Head[T] | None:
        """What stands at the front."""
        if not self._heap:
            return None
        lane, urgency, _, item = self._heap[0]
        return Head(lane, urgency, item)

    def first(self, count: int) -> list[T]:
        """The first few of the lane that the front is in, in their order."""
        lane = self._heap[0][0] if self._heap else None
        front = heapq.nsmallest(count, (entry for entry in self._heap if entry[0] == lane))
        return [entry[3] for entry in front]

    def drop(self, is_dropped: Callable[[T], bool]) -> list[tuple[int, T]]:
        """Take some out; gives each with its lane, in their order."""
        dropped = sorted(entry for entry in self._heap if is_dropped(entry[3]))
        if dropped:
            self._heap = [entry for entry in self._heap if not is_dropped(entry[3])]
            heapq.heapify(self._heap)
        return [(entry[0], entry[3]) for entry in dropped]


class Head(NamedTuple, Generic[T]):
    """The front of a chat's queue."""

    lane: int
    urgency: float
    item: T


class _Place(NamedTuple):
    """Where a chat stands: `number` of its entry by urgency, `since` of the one by waiting."""

    lane: int
    urgency: float
    number: int
    since: int


class _Ring:
    """Chats of one lane, to be taken by urgency or by the time they have stood in line.

    Chats that left or moved up leave entries behind; their `_Place` tells those from valid ones.
    """

    def __init__(self, places: dict[int, _Place]) -> None:
        self._places = places
        self._urgent: list[tuple[float, int, int]] = []
        self._oldest: deque[tuple[int, int]] = deque()
        self._turn = 0

    def put(self, chat: int, place: _Place) -> None:
        heapq.heappush(self._urgent, (place.urgency, place.number, chat))
        if place.since == place.number:
            self._oldest.append((place.since, chat))

    def has_work(self) -> bool:
        """Whether a chat stands here; entries left behind at the fronts are forgotten."""
        places = self._places
        while self._urgent:
            _, number, chat = self._urgent[0]
            if (place := places.get(chat)) is not None and place.number == number:
                break
            heapq.heappop(self._urgent)
        while self._oldest:
            since, chat = self._oldest[0]
            if (place := places.get(chat)) is not None and place.since == since:
                break
            self._oldest.popleft()
        return bool(self._oldest)

    def take(self) -> int:
        """The chat whose turn it is; `has_work` said that there is one."""
        self._turn += 1
        if self._turn % FAIR_TURN == 0:
            return self._oldest.popleft()[1]
        return heapq.heappop(self._urgent)[2]


class Rings:
    """Chats that could be served now, a ring per lane, and which ring's turn it is."""

    def __init__(self) -> None:
        self._places: dict[int, _Place] = {}
        self._rings = tuple(_Ring(self._places) for _ in range(LANES))
        self._number = 0
        self._credit = [0] * LANES

    def __bool__(self) -> bool:
        return bool(self._places)

    def put(self, chat: int, lane: int, urgency: float = 0.0) -> None:
        """Line a chat up in a lane; a repeat changes nothing, more urgent work moves it up."""
        held = self._places.get(chat)
        if held is not None and (held.lane, held.urgency) == (lane, urgency):
            return
        self._number += 1
        since = held.since if held is not None and held.lane == lane else self._number
        self._places[chat] = place = _Place(lane, urgency, self._number, since)
        self._rings[lane].put(chat, place)

    def remove(self, chat: int) -> None:
        """Take a chat out of its ring."""
        self._places.pop(chat, None)

    def last_lane(self) -> int | None:
        """The highest lane in which a chat is lined up."""
        waiting = (lane for lane in reversed(range(LANES)) if self._rings[lane].has_work())
        return next(waiting, None)

    def take(self, least: int = 0) -> int | None:
        """The chat whose turn it is, out of its ring; None where none stands from `least` on."""
        lane = self._next_lane(least)
        if lane is None:
            return None
        chat = self._rings[lane].take()
        self.remove(chat)
        return chat

    def _next_lane(self, least: int) -> int | None:
        """Strict lane 0, then smooth weighted round robin (as in nginx's upstream module)."""
        waiting = [lane for lane in range(least, LANES) if self._rings[lane].has_work()]
        if not waiting or waiting[0] == 0:
            return 0 if waiting else None
        for lane in waiting:
            self._credit[lane] += WEIGHTS[lane]
        best = max(waiting, key=lambda lane: self._credit[lane])
        self._credit[best] -= sum(WEIGHTS[lane] for lane in waiting)
        return best
