"""All broadcasts and their progress as one instance knows them: a fold of two topics. No I/O."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gigwire.contracts.topics import USER_PARTITIONS

if TYPE_CHECKING:
    from gigwire.contracts.broadcasts import Broadcast, BroadcastId, BroadcastProgressed


class Tally(NamedTuple):
    """A broadcast over all partitions. `audience` None: not every partition has counted yet."""

    audience: int | None
    emitted: int
    sent: int
    failed: int
    unknown: int
    is_walked: bool

    @property
    def settled(self) -> int:
        """Messages whose end is known, or known to be unknown."""
        return self.sent + self.failed + self.unknown

    @property
    def is_over(self) -> bool:
        """Whether everybody was looked at and every message has its end."""
        return self.is_walked and self.settled >= self.emitted


class Board:
    """The newest of each broadcast and of each of its partitions."""

    def __init__(self) -> None:
        self._broadcasts: dict[BroadcastId, Broadcast] = {}
        self._progress: defaultdict[BroadcastId, dict[int, BroadcastProgressed]]
        self._progress = defaultdict(dict)

    def learn(self, broadcast: Broadcast) -> Broadcast | None:
        """Take a record in, in the order of the topic.

        Of two with the same version the first holds, so that two admins at once cannot both win.
        Gives the one that holds where this one does not: to be written again, for compaction keeps
        what came last.
        """
        known = self._broadcasts.get(broadcast.broadcast_id)
        if known is not None and known.version >= broadcast.version:
            return None if known.event_id == broadcast.event_id else known
        self._broadcasts[broadcast.broadcast_id] = broadcast
        return None

    def count(self, progress: BroadcastProgressed) -> None:
        """Take a partition's progress in; the last one holds."""
        self._progress[progress.broadcast_id][progress.partition] = progress

    def get(self, name: str) -> Broadcast | None:
        """A broadcast as it stands."""
        return next((one for key, one in self._broadcasts.items() if key == name), None)

    def all(self) -> list[Broadcast]:
        """Every broadcast, in the order in which they were made."""
        return list(self._broadcasts.values())

    def in_state(self, *states: str) -> list[Broadcast]:
        """Those in one of these states."""
        return [one for one in self._broadcasts.values() if one.state in states]

    def progress(self, name: BroadcastId, partition: int) -> BroadcastProgressed | None:
        """What is known of one partition."""
        return self._progress[name].get(partition)

    def tally(self, name: BroadcastId) -> Tally:
        """The sum over all partitions."""
        parts = self._progress[name].values()
        is_counted = len(parts) == USER_PARTITIONS
        return Tally(
            audience=sum(one.audience for one in parts) if is_counted else None,
            emitted=sum(one.emitted for one in parts),
            sent=sum(one.sent for one in parts),
            failed=sum(one.failed for one in parts),
            unknown=sum(one.unknown for one in parts),
            is_walked=is_counted and all(one.is_walked for one in parts),
        )
