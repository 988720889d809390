"""Requests whose bot cannot send now: left in Kafka, remembered by their offsets only.

So a halted bot costs no memory and holds nobody up: the partitions go on being read for the others,
commits stay in front of its first request. When it works again, its requests are read once more.
Owns no reading.
"""

from __future__ import annotations

from collections import Counter


class Aside:
    """What was set aside of the owned partitions, and up to where each was read."""

    def __init__(self) -> None:
        self._bots: dict[int, dict[int, str]] = {}
        self._next: dict[int, int] = {}

    def admit(self, partition: int, offset: int) -> tuple[bool, bool]:
        """Whether a record that was read is to be looked at, and whether it is read anew.

        Read anew are all records behind the first one set aside; only those set aside count.
        """
        if offset >= self._next.get(partition, 0):
            self._next[partition] = offset + 1
            return True, False
        return self._bots.get(partition, {}).pop(offset, None) is not None, True

    def put(self, partition: int, offset: int, bot: str) -> None:
        """Leave a request of this bot where it lies."""
        self._bots.setdefault(partition, {})[offset] = bot

    def recall(self, bot: str) -> dict[int, int]:
        """From which offset of which partition to read again for a bot that works now."""
        return {
            partition: min(offsets)
            for partition, held in self._bots.items()
            if (offsets := [offset for offset, name in held.items() if name == bot])
        }

    def counts(self) -> Counter[str]:
        """How many requests of each bot are set aside."""
        return Counter(name for held in self._bots.values() for name in held.values())

    def __len__(self) -> int:
        return sum(map(len, self._bots.values()))
