"""Takes the forgotten out of the ledger: looks again and again, for entries may come late.

Only in partitions of which every request is finished and committed: what was forgotten earlier
would be sent again when its request came again. Owns no rule: gigwire.domain.forgetting.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import orjson

from bot.replica import Replica
from gigwire.contracts.codec import unpacked
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import NotificationId, UserId
from gigwire.domain.forgetting.gone import Gone, is_former
from gigwire.runtime.forgotten import read_forgotten
from gigwire.runtime.kafka import partition_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aiokafka import ConsumerRecord

    from bot.notifier.ledger import Ledger
    from gigwire.contracts.forgotten import PersonForgotten
    from gigwire.runtime.process import Runtime

TOPIC = "notifications.ledger"


class Forgetting:
    """What one member of the group has taken out so far is kept in memory: a restart looks anew."""

    def __init__(self, runtime: Runtime, ledger: Ledger) -> None:
        self._runtime = runtime
        self._ledger = ledger
        self._gone = Gone()

    def begin_anew(self) -> None:
        """The partitions changed."""
        self._gone = Gone()

    async def look(self, partitions: Iterable[int]) -> None:
        """Take out what is there of the forgotten of these partitions."""
        owned = sorted(partitions)
        for person in await read_forgotten(self._runtime.settings, owned):
            self._gone.learn(person)
        now = self._runtime.clock.now()
        due = [one for one in self._gone.due(now) if partition_of(one.user_id) in owned]
        for number in owned:
            people = [one for one in due if partition_of(one.user_id) == number]
            if people:
                await self._clear(number, people)
                self._gone.looked(people, now)

    async def _clear(self, number: int, people: Sequence[PersonForgotten]) -> None:
        entries = Entries({one.user_id: one for one in people})
        await Replica(self._runtime.settings, TOPIC, entries.fold).catch_up([number])
        await self._ledger.forget(number, entries.keys)
        self._runtime.log.info(
            "notify.forgot", partition=number, people=len(people), entries=len(entries.keys)
        )


class Entries:
    """Keys whose newest record is of a former life of these people."""

    def __init__(self, people: Mapping[UserId, PersonForgotten]) -> None:
        self._people = people
        self._keys: dict[NotificationId, None] = {}

    @property
    def keys(self) -> list[NotificationId]:
        """In the order of the topic."""
        return list(self._keys)

    def fold(self, record: ConsumerRecord) -> None:
        """Take in one record of the ledger."""
        key = NotificationId(record.key.decode(errors="replace"))
        self._keys.pop(key, None)
        if record.value is not None and self._is_theirs(record.value):
            self._keys[key] = None

    def _is_theirs(self, value: bytes) -> bool:
        try:
            row = orjson.loads(unpacked(value))
            person = self._people.get(UserId(row["user_id"]))
            return person is not None and is_former(
                person, datetime.fromisoformat(row["event_time"])
            )
        except (Poison, ValueError, KeyError, TypeError):
            return False
