"""What may be committed: pure book-keeping of offsets handed to streams. No Kafka, no Faust.

One rule: the commit position is the lowest offset handed out and not yet acknowledged. A hole
between offsets (compaction, transaction markers, a seek) means nothing and marks nothing as done.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

P = TypeVar("P")  # a topic partition


class OffsetLedger(Generic[P]):
    """Offsets of the current assignment, per partition.

    Args:
        acknowledged: where acknowledgements arrive, as sets of offsets. Faust's compiled stream
            iterator writes into the consumer's own mapping (_cython/streams.pyx `after`), so the
            mapping is shared instead of a method being called.
    """

    def __init__(self, acknowledged: MutableMapping[P, set[int]]) -> None:
        self._acknowledged = acknowledged
        self._handed_out: dict[P, deque[int]] = {}
        self._next: dict[P, int] = {}

    def begin(self, partition: P) -> None:
        """Start counting for a partition from nothing; what was known of it is dropped."""
        self.forget([partition])
        self._handed_out[partition] = deque()

    def forget(self, partitions: Iterable[P]) -> None:
        """Drop partitions; later acknowledgements of theirs are without effect."""
        for partition in partitions:
            self._handed_out.pop(partition, None)
            self._next.pop(partition, None)
            self._acknowledged.pop(partition, None)

    def hand_out(self, partition: P, offset: int) -> None:
        """Note an offset given to the streams. Offsets of a partition come in rising order."""
        handed_out = self._handed_out.get(partition)
        if handed_out is not None:
            handed_out.append(offset)

    def in_hand(self, partition: P) -> int:
        """How many offsets of a partition are handed out and not known to be done."""
        return len(self._handed_out.get(partition, ()))

    def committable(self, partition: P) -> int | None:
        """The next offset to read if the worker died now; None if nothing is known to be done."""
        handed_out = self._handed_out.get(partition)
        if handed_out is None:  # an acknowledgement that belongs to an earlier assignment
            return None
        done = self._acknowledged.get(partition, set())
        while handed_out and handed_out[0] in done:
            offset = handed_out.popleft()
            done.discard(offset)
            self._next[partition] = offset + 1
        return self._next.get(partition)
