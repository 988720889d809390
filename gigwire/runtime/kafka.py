"""Typed doors to aiokafka: wire names, safe producers and consumers, partition arithmetic.

aiokafka's defaults lose messages (acks=1, auto-commit, latest); everything here sets its own. Owns
no topic: those are in gigwire.contracts.topics. aiokafka ships no types, so this module gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.partitioner import murmur2

from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.runtime.offsets import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from gigwire.contracts.topics import Topic
    from gigwire.runtime.settings import Settings

from contextlib import asynccontextmanager

POSITIVE: Final = 0x7FFFFFFF
MAX_RECORD_BYTES: Final = 1024 * 1024  # Kafka's default max.message.bytes
FETCH_WAIT_MS: Final = 100
# A group that forms while a broker has just come back is given no partitions of topics that the
# broker does not show yet, and notices only when metadata is fetched anew: after 5 minutes by
# default, of which nobody would hear. A request a client in this time costs nothing.
METADATA_AGE_MS: Final = 3_000

Headers = list[tuple[str, bytes]]


def partition_of(user: UserId, partitions: int = USER_PARTITIONS) -> int:
    """The user's partition: Java murmur2 of the decimal id, as Faust and aiokafka compute it."""
    return partition_of_key(user_key(user), partitions)


def partition_of_key(key: bytes, partitions: int = USER_PARTITIONS) -> int:
    """Partition of raw key bytes by Kafka's default partitioner (murmur2, sign bit cleared)."""
    hashed: int = murmur2(key)
    return (hashed & POSITIVE) % partitions


def wire_topic(settings: Settings, topic: Topic | str) -> str:
    """Name of a topic at the broker: the installation's prefix, then the table's name."""
    name = topic if isinstance(topic, str) else topic.name
    return settings.kafka.prefix + name


def plain_topic(settings: Settings, wire: str) -> str:
    """The table's name of a topic at the broker."""
    return wire.removeprefix(settings.kafka.prefix)


def wire_group(settings: Settings, stage: str) -> str:
    """Name of a stage's consumer group at the broker."""
    return settings.kafka.prefix + stage


def connection(settings: Settings) -> dict[str, Any]:
    """Where Kafka is and how long to wait for it: arguments of every aiokafka client."""
    return {
        "bootstrap_servers": settings.kafka.bootstrap,
        "request_timeout_ms": int(settings.kafka.request_timeout_seconds * 1000),
        "metadata_max_age_ms": METADATA_AGE_MS,
        "retry_backoff_ms": 100,
    }


@asynccontextmanager
async def open_producer(settings: Settings, client: str) -> AsyncIterator[AIOKafkaProducer]:
    """An idempotent producer with acks=all; leaving flushes and closes it.

    `await producer.send_and_wait(...)` returns only when Kafka has the record.
    """
    producer = AIOKafkaProducer(
        **connection(settings),
        client_id=client,
        acks="all",
        enable_idempotence=True,
        linger_ms=2,
        max_batch_size=262_144,
        max_request_size=MAX_RECORD_BYTES,
    )
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


def make_consumer(settings: Settings, group: str | None, **overrides: object) -> AIOKafkaConsumer:
    """A consumer that never commits by itself and starts at the earliest record.

    Args:
        settings: the tree.
        group: stage word, or None for a reader outside any group.
        **overrides: arguments of AIOKafkaConsumer.

    The caller starts, subscribes or assigns, and stops it.
    """
    arguments: dict[str, Any] = {
        **connection(settings),
        "client_id": group or "gigwire-reader",
        "group_id": wire_group(settings, group) if group else None,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "isolation_level": "read_committed",
        "session_timeout_ms": int(settings.kafka.session_timeout_seconds * 1000),
        "heartbeat_interval_ms": int(settings.kafka.heartbeat_seconds * 1000),
        "fetch_max_wait_ms": FETCH_WAIT_MS,
    }
    arguments.update(overrides)
    return checked(AIOKafkaConsumer(**arguments))


@asynccontextmanager
async def open_admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin connection; leaving closes it."""
    admin = checked(
        AIOKafkaAdminClient(
            bootstrap_servers=settings.kafka.bootstrap,
            request_timeout_ms=int(settings.kafka.request_timeout_seconds * 1000),
        )
    )
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


def member_of(consumer: AIOKafkaConsumer | None) -> str:
    """The id under which its group knows a consumer; empty while it is in none."""
    coordinator = None if consumer is None else consumer._coordinator  # noqa: SLF001 - as below
    return "" if coordinator is None else str(coordinator.member_id)


def generation_of(consumer: AIOKafkaConsumer) -> int:
    """The group's generation that this member belongs to; -1 once the group has sent it away."""
    coordinator = consumer._coordinator  # noqa: SLF001 - aiokafka 0.14 tells it nowhere else
    return -1 if coordinator is None else int(coordinator.generation)


async def read_to_end(
    settings: Settings, topic: str, partitions: Sequence[int]
) -> list[tuple[int, int, bytes | None, bytes | None]]:
    """Read partitions of a topic from the start to the end that they have now.

    Args:
        settings: the tree.
        topic: the table's name, without prefix.
        partitions: which partitions.

    Returns:
        (partition, offset, key, value) in order within each partition. A compacted topic may
        hold several values of one key: the last one counts; value None is a tombstone.
    """
    consumer = make_consumer(settings, None)
    await consumer.start()
    try:
        wanted = [TopicPartition(wire_topic(settings, topic), number) for number in partitions]
        return await _drain(consumer, wanted)
    finally:
        await consumer.stop()


async def _drain(
    consumer: AIOKafkaConsumer, wanted: list[TopicPartition]
) -> list[tuple[int, int, bytes | None, bytes | None]]:
    rows: list[tuple[int, int, bytes | None, bytes | None]] = []
    if not wanted:
        return rows
    consumer.assign(wanted)
    await consumer.seek_to_beginning(*wanted)
    ends = await consumer.end_offsets(wanted)
    # position, not the last record seen: the end of a compacted log may be a gap
    while [one for one in wanted if await consumer.position(one) < ends[one]]:
        fetched = await consumer.getmany(timeout_ms=FETCH_WAIT_MS)
        for where, records in fetched.items():
            rows += [(where.partition, one.offset, one.key, one.value) for one in records]
    return rows
