"""Who has to be looked at when: a heap for each partition, so that a tick costs what is due."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.ids import UserId


class DueUsers:
    """At most one time for each user; times that were replaced lie in the heap until they come."""

    def __init__(self) -> None:
        self._heap: defaultdict[int, list[tuple[datetime, UserId]]] = defaultdict(list)
        self._due_by_user: defaultdict[int, dict[UserId, datetime]] = defaultdict(dict)

    def put(self, partition: int, user: UserId, due: datetime | None) -> None:
        """Set when a user is due; None: never."""
        known = self._due_by_user[partition]
        if due is None:
            known.pop(user, None)
        elif known.get(user) != due:
            known[user] = due
            heappush(self._heap[partition], (due, user))

    def is_due(self, partition: int, now: datetime) -> bool:
        """Whether anybody is due at `now`."""
        heap, known = self._heap[partition], self._due_by_user[partition]
        while heap and known.get(heap[0][1]) != heap[0][0]:
            heappop(heap)
        return bool(heap) and heap[0][0] <= now

    def due(self, partition: int, now: datetime) -> tuple[UserId, ...]:
        """Who is due at `now`, earliest first. They stay due until `put` says otherwise."""
        heap, found = self._heap[partition], []
        while self.is_due(partition, now):
            found.append(heappop(heap))
        for entry in found:
            heappush(heap, entry)
        return tuple(dict.fromkeys(user for _, user in found))

    def clear(self) -> None:
        """Forget all."""
        self._heap.clear()
        self._due_by_user.clear()
