"""The match agent: which people of a partition a project fits. One record a (project, partition).

Owns what an edit and a batch do to table and index. Indexes come and go with the assignment:
streams.agents.indexes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.people import Subscriber
from gigwire.contracts.topics import TOPICS
from gigwire.domain.match.records import records_of
from streams.agents.batches import Batches
from streams.agents.indexes import Indexes
from streams.sending import Packet
from streams.wrapper import NOTHING, Effects, Received, Step

if TYPE_CHECKING:
    from gigwire.contracts.messages import ProjectsFannedOut
    from streams.shell import Shell


class Match:
    """`subscribers`, `projects.fanout` -> `matches`; filters: table subscriber_by_user."""

    def __init__(self, shell: Shell) -> None:
        self._app = shell.app
        self._subscriber_by_user = shell.tables.open("subscriber_by_user", Subscriber)
        self._indexes = Indexes(shell.runtime)
        self._batches = Batches(self._indexes.dictionary)
        shell.tables.on_recovered(self.build)
        shell.tables.on_revoked(self._indexes.drop)
        self.steps = (
            Step(TOPICS["subscribers"], self.subscribe, self.forget),
            Step(TOPICS["projects.fanout"], self.match, read=self._batches.read, is_keyed=False),
        )

    async def beside(self) -> None:
        """Keep the indexes in shape."""
        await self._indexes.beside()

    async def build(self, partitions: frozenset[int]) -> None:
        """Build the indexes of the owned partitions from the table; before any event of them."""
        rows = self._subscriber_by_user.rows
        await self._indexes.build(partitions, rows, lambda: self._app.consumer_generation_id)

    def subscribe(self, subscriber: Subscriber, received: Received) -> Effects:
        """Take in a person's settings, unless newer ones are known."""
        partition = received.origin.partition
        index = self._indexes.of(partition, received.generation)
        key = user_key(subscriber.user_id)
        known = self._subscriber_by_user.get(key)
        if known is not None and known.version > subscriber.version:
            return NOTHING

        def change() -> None:
            self._subscriber_by_user.put(key, subscriber)
            index.put(subscriber)
            self._indexes.changed(partition)

        return Effects(state=change)

    def forget(self, key: bytes, received: Received) -> Effects:
        """Take a person out of table and index."""
        partition = received.origin.partition
        index = self._indexes.of(partition, received.generation)

        def change() -> None:
            self._subscriber_by_user.remove(key)
            index.remove(UserId(int(key)))
            self._indexes.changed(partition)

        return Effects(state=change)

    def match(self, _: ProjectsFannedOut, received: Received) -> Effects:
        """Ask the partition's index for all projects of the batch."""
        partition = received.origin.partition
        index = self._indexes.of(partition, received.generation)
        batch = self._batches.batch(received.value)
        found = index.match_all(batch.prepared)
        records = records_of(batch.steps, found, partition, received.origin)
        return Effects(packets=(Packet("matches", partition, records),) if records else ())
