"""The read model: subscribers of the owned partitions, by user, and who was forgotten.

Both topics are written by this stage alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replica import Replica
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.people import Subscriber
from gigwire.domain.forgetting.gone import Gone, back
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiokafka import AIOKafkaProducer, ConsumerRecord

    from gigwire.runtime.process import Runtime

TOPIC = "subscribers"
FORGOTTEN = "people.forgotten"


class People:
    """Subscribers by user id, as the topic has them."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer
        self._held: dict[int, dict[UserId, Subscriber]] = {}
        self._gone = Gone()
        self._replica = Replica(runtime.settings, TOPIC, self._fold)
        self._departures = Replica(runtime.settings, FORGOTTEN, self._fold_gone)

    def gone(self, user: UserId) -> PersonForgotten | None:
        """The person's forgetting, within a month of it."""
        return self._gone.get(user)

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
            self._departures.forget(gone)
            self._held.pop(gone, None)
        await self._departures.catch_up(wanted)
        await self._replica.catch_up(wanted)

    async def save(self, partition: int, subscriber: Subscriber) -> None:
        """Put a person into Kafka; held only once Kafka has it. Who comes back begins anew."""
        gone = self.gone(subscriber.user_id)
        if gone is not None and gone.returned_at is None:
            await self._depart(partition, back(gone, subscriber.event_time))
        await self._producer.send_and_wait(
            wire_topic(self._runtime.settings, TOPIC),
            encode(subscriber),
            key=user_key(subscriber.user_id),
            partition=partition,
        )
        self._held.setdefault(partition, {})[subscriber.user_id] = subscriber

    async def forget(self, partition: int, person: PersonForgotten) -> None:
        """Let a person go: first the word of it, by which a repeat is known, then the settings."""
        await self._depart(partition, person)
        await self._producer.send_and_wait(
            wire_topic(self._runtime.settings, TOPIC),
            None,
            key=user_key(person.user_id),
            partition=partition,
        )
        self._held.get(partition, {}).pop(person.user_id, None)

    async def _depart(self, partition: int, person: PersonForgotten) -> None:
        wire = wire_topic(self._runtime.settings, FORGOTTEN)
        key = user_key(person.user_id)
        await self._producer.send_and_wait(wire, encode(person), key=key, partition=partition)
        self._gone.learn(person)

    def _fold_gone(self, record: ConsumerRecord) -> None:
        try:
            self._gone.learn(decode(PersonForgotten, record.value))
        except Poison as error:
            self._runtime.log.warning(
                "chat.unreadable_forgotten", reason=error.reason, offset=record.offset
            )

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
