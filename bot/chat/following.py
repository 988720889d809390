"""A topic of one partition, followed for what a process of chat keeps of it in memory.

Owns beginning anew after an error or while the topic is not there; what is read, and from where on,
is the caller's. Best effort: nobody waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from gigwire.runtime.kafka import make_consumer, wire_topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiokafka import AIOKafkaConsumer

    from gigwire.runtime.process import Runtime

LOOK_SECONDS: Final = 1.0


async def follow(
    runtime: Runtime,
    topic: str,
    read: Callable[[AIOKafkaConsumer, TopicPartition], Awaitable[None]],
    failed: str,
) -> None:
    """Let `read` go on until told to stop; `failed`: what the log calls an error of Kafka."""
    wire, stop = wire_topic(runtime.settings, topic), runtime.stop
    while not stop.is_set:
        consumer = make_consumer(runtime.settings, None)
        try:
            await consumer.start()
            if wire in await consumer.topics():
                where = TopicPartition(wire, 0)
                consumer.assign([where])
                await read(consumer, where)
        except KafkaError as error:
            runtime.log.warning(failed, reason=type(error).__name__)
        finally:
            await consumer.stop()
        await stop.wait(LOOK_SECONDS)
