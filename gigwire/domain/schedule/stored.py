"""Which ticks' messages Kafka surely has, so that one wait for it serves all partitions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

NEVER: Final = datetime.min.replace(tzinfo=UTC)


class Stored:
    """By partition: the last tick that sent, and the last one of which all is stored.

    A wait is for everything sent so far, of whichever partition. Without this memory each of 24
    partitions would wait for Kafka at every tick, one after the other.
    """

    def __init__(self) -> None:
        self._sent: dict[int, datetime] = {}
        self._stored: dict[int, datetime] = {}

    def sent(self, partition: int, tick: datetime) -> None:
        """What this tick sends was handed over; at or before a stored one it is not stored."""
        self._sent[partition] = tick
        if tick <= self.until(partition):
            del self._stored[partition]

    def waited(self) -> None:
        """All that was handed over so far will be stored before anything else is decided."""
        self._stored = dict(self._sent)

    def until(self, partition: int) -> datetime:
        """What ticks of this partition up to here sent is stored."""
        return self._stored.get(partition, NEVER)

    def clear(self) -> None:
        """Others may own these partitions now."""
        self._sent.clear()
        self._stored.clear()
