"""Records that must be in Kafka before notify goes on: while Kafka is away, it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aiokafka.errors import KafkaError

from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer

    from gigwire.runtime.process import Runtime

RETRY_SECONDS: Final = 1.0


class Outgoing(NamedTuple):
    """A record to be written; `topic` without the installation's prefix."""

    topic: str
    key: bytes
    value: bytes | None
    partition: int | None = None
    headers: tuple[tuple[str, bytes], ...] = ()


async def put(runtime: Runtime, producer: AIOKafkaProducer, record: Outgoing) -> None:
    """Returns when Kafka has acknowledged it.

    Raises:
        KafkaError: one that no waiting heals.
    """
    topic, key, value, partition, headers = record
    wire = wire_topic(runtime.settings, topic)
    while True:
        try:
            await producer.send_and_wait(
                wire, value, key=key, partition=partition, headers=list(headers)
            )
        except KafkaError as error:
            if not getattr(error, "retriable", False):
                raise
            runtime.metrics.add("gigwire_retries_total", stage="notify")
            runtime.log.warning("notify.kafka_retry", topic=topic, reason=type(error).__name__)
            await runtime.stop.wait(RETRY_SECONDS)
        else:
            return
