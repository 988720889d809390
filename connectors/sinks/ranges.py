"""Where record remembers what it is inserting: the commit metadata of its own consumer group.

Kafka itself is the state store: writes are fenced by the group's generation, and all ranges of a
batch are written by one request, which the coordinator appends as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

from gigwire.domain.record import Span, batch_of, owed_spans, pending_metadata
from gigwire.runtime.kafka import open_admin, wire_group
from gigwire.runtime.offsets import group_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aiokafka import AIOKafkaConsumer

    from gigwire.runtime.settings import Settings


async def read_owed(settings: Settings, topics: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """The batch that each topic owes from an earlier life of the group; wire names."""
    async with open_admin(settings) as admin:
        committed = await group_offsets(admin, wire_group(settings, "record"))
    owed = {}
    for topic in topics:
        metadata = {
            where.partition: one.metadata or ""
            for where, one in committed.items()
            if where.topic == topic
        }
        owed[topic] = owed_spans(topic, metadata)
    return owed


async def commit_pending(consumer: AIOKafkaConsumer, batches: Mapping[str, Sequence[Span]]) -> None:
    """Write down what is about to be inserted; the offsets stay where they are.

    Raises:
        CommitFailedError: the group has moved on; nothing may be inserted.
    """
    offsets = {}
    for topic, spans in batches.items():
        batch = batch_of(topic, spans)
        for span in spans:
            where = TopicPartition(topic, span.partition)
            offsets[where] = OffsetAndMetadata(span.first, pending_metadata(span, batch))
    await consumer.commit(offsets)


async def commit_done(consumer: AIOKafkaConsumer, batches: Mapping[str, Sequence[Span]]) -> None:
    """Move the offsets behind what was inserted and forget the ranges.

    Raises:
        CommitFailedError: the group has moved on; the next owner repeats the same tokens.
    """
    await consumer.commit(
        {
            TopicPartition(topic, span.partition): OffsetAndMetadata(span.last + 1, "")
            for topic, spans in batches.items()
            for span in spans
        }
    )
