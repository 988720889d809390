"""What the topics and changelogs hold of one person: the number itself is looked for, in all bytes.

Compacted topics count by their newest record of each key, as they are once compacted. Writes
nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from aiokafka import TopicPartition

from gigwire.contracts.codec import unpacked
from gigwire.contracts.errors import Poison
from gigwire.contracts.topics import (
    CHANGELOGS,
    DLQ_PARTITIONS,
    DLQ_RETENTION_MS,
    TOPICS,
    USER_PARTITIONS,
)
from gigwire.operate.scan import Span, records_of
from gigwire.runtime.kafka import make_consumer, partition_of, wire_topic
from gigwire.runtime.topics import existing_topics

if TYPE_CHECKING:
    from aiokafka import AIOKafkaConsumer, ConsumerRecord

    from gigwire.contracts.ids import UserId
    from gigwire.runtime.settings import Settings

# Topics without people: boards, projects, time, money.
NOBODYS: Final = frozenset({
    "projects.raw", "projects.clean", "projects.unique", "projects.fanout", "sources.polls",
    "sources.cursors", "ticks", "rates", "ops.notes",
})  # fmt: skip

# What was done in office, and orders about people: kept as evidence (decision 20).
OFFICE: Final = frozenset({"broadcasts", "broadcasts.progress", "ops.audit"})


class Store(NamedTuple):
    """A topic to look through. `kept_ms` None: until compaction, or for ever."""

    name: str
    partitions: tuple[int, ...]
    is_compacted: bool
    kept_ms: int | None


class Held(NamedTuple):
    """What a store holds: records that name the person, and when the last of them goes by itself.

    `until` None: by compaction once tombstones are there, or never.
    """

    store: str
    records: int
    until: datetime | None = None


def stores_of(user: UserId) -> list[Store]:
    """Where a person can be: their own partition where there are 24, else everywhere."""
    own = partition_of(user)
    found = []
    for topic in TOPICS.values():
        places = (own,) if topic.partitions == USER_PARTITIONS else tuple(range(topic.partitions))
        if topic.name not in NOBODYS:
            found.append(Store(topic.name, places, topic.is_compacted, topic.retention_ms))
            if topic.has_dlq:
                letters = tuple(range(DLQ_PARTITIONS))
                found.append(
                    Store(topic.dlq, letters, is_compacted=False, kept_ms=DLQ_RETENTION_MS)
                )
    found += [
        Store(changelog.name, (own,), is_compacted=True, kept_ms=None)
        for changelog in CHANGELOGS
        if changelog.table.endswith("_by_user")
    ]
    return found


def names(user: UserId) -> re.Pattern[bytes]:
    """Finds the number where it stands by itself."""
    return re.compile(rb"(?<![0-9])%d(?![0-9])" % user)


async def look(settings: Settings, user: UserId) -> list[Held]:
    """What every store holds of the person; stores without anything are left out."""
    present = await existing_topics(settings)
    consumer = make_consumer(settings, None)
    await consumer.start()
    try:
        found = [
            await _held(settings, consumer, store, user)
            for store in stores_of(user)
            if wire_topic(settings, store.name) in present
        ]
    finally:
        await consumer.stop()
    return [one for one in found if one.records]


async def _held(settings: Settings, consumer: AIOKafkaConsumer, store: Store, user: UserId) -> Held:
    wire, wanted = wire_topic(settings, store.name), names(user)
    places = [TopicPartition(wire, number) for number in store.partitions]
    ends = await consumer.end_offsets(places)
    begins = await consumer.beginning_offsets(places)
    spans = [Span(one.partition, begins[one], ends[one]) for one in places]
    held: dict[object, datetime] = {}
    async for record in records_of(consumer, wire, [one for one in spans if one.first < one.end]):
        key = (record.partition, record.key if store.is_compacted else record.offset)
        held.pop(key, None)
        if _is_named(record, wanted, store):
            held[key] = datetime.fromtimestamp(record.timestamp / 1000, UTC)
    if not held or store.is_compacted or store.kept_ms is None:
        return Held(store.name, len(held))
    return Held(store.name, len(held), max(held.values()) + timedelta(milliseconds=store.kept_ms))


def _is_named(record: ConsumerRecord, wanted: re.Pattern[bytes], store: Store) -> bool:
    """Of a compacted topic a tombstone is nothing, though its key is the person's."""
    if record.value is None and store.is_compacted:
        return False
    try:
        value = unpacked(record.value or b"")
    except Poison:
        value = record.value
    return bool(wanted.search(record.key or b"") or wanted.search(value))
