"""What became of broadcasts' messages: the ledger's partitions of this process, followed.

Counts follow from the ledger alone, so a restart counts the same again. Owns no decision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import orjson
from aiokafka import TopicPartition

from gigwire.contracts.codec import unpacked
from gigwire.contracts.errors import Poison
from gigwire.domain.broadcast.walk import Counts, name_of
from gigwire.runtime.kafka import make_consumer, wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import AIOKafkaConsumer, ConsumerRecord

    from gigwire.contracts.broadcasts import BroadcastId
    from gigwire.runtime.process import Runtime

TOPIC: Final = "notifications.ledger"
LOOK_MS: Final = 50
MARK: Final = b'"broadcast"'  # the kind: other records are not parsed


class Outcomes:
    """States of the messages of some broadcasts, by partition."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._topic = wire_topic(runtime.settings, TOPIC)
        self._consumer: AIOKafkaConsumer = make_consumer(runtime.settings, None)
        self._from: dict[int, int] = {}
        self._states: defaultdict[int, dict[BroadcastId, dict[bytes, str]]] = defaultdict(dict)
        self._ends: dict[int, int] = {}

    async def start(self) -> None:
        """Connect."""
        await self._consumer.start()

    async def stop(self) -> None:
        """Disconnect."""
        await self._consumer.stop()

    async def end(self, partition: int) -> int:
        """Where the partition ends now."""
        where = TopicPartition(self._topic, partition)
        ends: dict[TopicPartition, int] = await self._consumer.end_offsets([where])
        return ends[where]

    async def follow(self, wanted: dict[int, dict[BroadcastId, int]]) -> None:
        """Follow these partitions for these broadcasts, each from its offset.

        What is new begins at its offset; if that lies behind what was read, the partition is read
        again, for all its broadcasts.
        """
        before = dict(self._from)
        for partition in set(self._from) - set(wanted):
            del self._from[partition]
            self._states.pop(partition, None)
        for partition, offsets in wanted.items():
            if set(offsets) != set(self._states[partition]):
                self._from[partition] = min(offsets.values())
                self._states[partition] = {name: {} for name in offsets}
                before.pop(partition, None)
        if before != self._from:
            await self._assign(set(self._from) - set(before))

    async def _assign(self, anew: set[int]) -> None:
        positions = {
            one.partition: await self._consumer.position(one) for one in self._consumer.assignment()
        }
        where = [TopicPartition(self._topic, number) for number in self._from]
        self._consumer.assign(where)
        if not where:
            return
        begins = await self._consumer.beginning_offsets(where)
        for one in where:
            number = one.partition
            is_new = number in anew or number not in positions
            begin = self._from[number] if is_new else positions[number]
            self._consumer.seek(one, max(begin, begins[one]))
        ends = await self._consumer.end_offsets(where)
        self._ends = {one.partition: end for one, end in ends.items()}

    async def look(self) -> None:
        """Take in what was written."""
        if not self._from:
            return
        for records in (await self._consumer.getmany(timeout_ms=LOOK_MS)).values():
            self._fold(records)

    async def is_caught_up(self, partition: int) -> bool:
        """Whether all that was there when the partition was begun has been read."""
        if partition not in self._from:
            return False
        where = TopicPartition(self._topic, partition)
        position: int = await self._consumer.position(where)
        return position >= self._ends.get(partition, 0)

    def counts(self, partition: int, name: BroadcastId) -> Counts:
        """What became of a broadcast's messages, as far as was read."""
        states = Counter(self._states[partition].get(name, {}).values())
        failed = states["REJECTED"] + states["EXPIRED"]
        return Counts(states["SENT"], failed, states["UNKNOWN"])

    def _fold(self, records: Iterable[ConsumerRecord]) -> None:
        for record in records:
            books = self._states[record.partition]
            if record.value is None:
                for states in books.values():
                    states.pop(record.key, None)
                continue
            try:
                plain = unpacked(record.value)
                row = orjson.loads(plain) if MARK in plain else {}
            except (Poison, orjson.JSONDecodeError):
                continue
            if not isinstance(row, dict) or row.get("kind") != "broadcast":
                continue
            for name, states in books.items():
                if record.key == name_of(row["user_id"], name).encode():
                    states[record.key] = row["state"]
