"""The read model: subscribers of the owned partitions, by user. Written by this stage alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replica import Replica
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.people import Subscriber
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiokafka import AIOKafkaProducer, ConsumerRecord

    from gigwire.runtime.process import Runtime

TOPIC = "subscribers"


class People:
    """Subscribers by user id, as the topic has them."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer
        self._held: dict[int, dict[UserId, Subscriber]] = {}
        self._replica = Replica(runtime.settings, TOPIC, self._fold)

    def get(self, partition: int, user: UserId) -> Subscriber | None:
        """Settings of a person, None for one never seen or forgotten."""
        return self._held.get(partition, {}).get(user)

    def known(self, partition: int) -> Mapping[UserId, Subscriber]:
        """Everybody of a partition."""
        return self._held.get(partition, {})

    async def recover(self, partitions: Iterable[int]) -> None:
        """Hold exactly these partitions, up to date."""
        wanted = tuple(partitions)
        for gone in set(self._replica.partitions) - set(wanted):
            self._replica.forget(gone)
            self._held.pop(gone, None)
        await self._replica.catch_up(wanted)

    async def save(self, partition: int, subscriber: Subscriber) -> None:
        """Put a person into Kafka; held only once Kafka has it."""
        await self._producer.send_and_wait(
            wire_topic(self._runtime.settings, TOPIC),
            encode(subscriber),
            key=user_key(subscriber.user_id),
            partition=partition,
        )
        self._held.setdefault(partition, {})[subscriber.user_id] = subscriber

    def _fold(self, record: ConsumerRecord) -> None:
        held = self._held.setdefault(record.partition, {})
        if record.value is None:
            held.pop(UserId(int(record.key)), None)
            return
        try:
            subscriber = decode(Subscriber, record.value)
        except Poison as error:
            # Somebody else's mistake in our topic: the person is as good as unknown.
            self._runtime.log.warning(
                "chat.unreadable_subscriber", reason=error.reason, offset=record.offset
            )
            return
        known = held.get(subscriber.user_id)
        if known is None or known.version <= subscriber.version:
            held[subscriber.user_id] = subscriber
