"""Writing a dead letter with an aiokafka producer. Owns the send, not the form or the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.dead_letters import dead_letter, to_headers
from gigwire.contracts.messages import Origin
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import plain_topic, wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer, ConsumerRecord

    from gigwire.contracts.errors import Poison
    from gigwire.runtime.process import Runtime


async def bury(
    runtime: Runtime, producer: AIOKafkaProducer, record: ConsumerRecord, error: Poison
) -> None:
    """Put a record that can never work into its topic's DLQ; returns when Kafka has it.

    The value and key go untouched; only then may the caller commit past the record.
    """
    settings, stage = runtime.settings, runtime.health.stage
    name = plain_topic(settings, record.topic)
    origin = Origin(topic=name, partition=record.partition, offset=record.offset)
    letter = dead_letter(stage, error, origin, runtime.clock.now(), record.headers)
    await producer.send_and_wait(
        wire_topic(settings, TOPICS[name].dlq),
        value=record.value,
        key=record.key,
        headers=to_headers(letter),
    )
    runtime.metrics.add("gigwire_dlq_total", stage=stage, reason=error.reason)
    runtime.log.warning(
        "dlq.buried",
        reason=error.reason,
        topic=name,
        partition=record.partition,
        offset=record.offset,
    )
