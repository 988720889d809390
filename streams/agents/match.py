"""The match agent: which people of a partition a project fits. One record a (project, partition).

Owns the indexes of this worker's partitions and when they are built and dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.errors import Fatal
from gigwire.contracts.ids import UserId
from gigwire.contracts.people import Subscriber
from gigwire.contracts.topics import TOPICS
from gigwire.domain.match import MatchIndex, PivotIndex, matches_of
from streams.agents.idle import Idle
from streams.sending import Output
from streams.wrapper import NOTHING, Effects, Received, Step

if TYPE_CHECKING:
    from gigwire.contracts.messages import ProjectsFannedOut
    from streams.shell import Shell


class Match(Idle):
    """`subscribers`, `projects.fanout` -> `matches`; filters: table subscriber_by_user."""

    def __init__(self, shell: Shell) -> None:
        self._subscriber_by_user = shell.tables.open("subscriber_by_user", Subscriber)
        self._metrics = shell.runtime.metrics
        self._index_by_partition: dict[int, MatchIndex] = {}
        shell.tables.on_recovered(self.build)
        shell.tables.on_revoked(self._index_by_partition.clear)
        self.steps = (
            Step(TOPICS["subscribers"], self.subscribe, self.forget),
            Step(TOPICS["projects.fanout"], self.match, is_keyed=False),
        )

    def build(self, partitions: frozenset[int]) -> None:
        """Build the indexes of the owned partitions from the table; before any event of them."""
        self._index_by_partition.update({number: PivotIndex() for number in partitions})
        for partition, _, subscriber in self._subscriber_by_user.rows(partitions):
            self._index_by_partition[partition].add(subscriber)
        for partition in partitions:
            self._measure(partition)

    def subscribe(self, subscriber: Subscriber, received: Received) -> Effects:
        """Take in a person's settings, unless newer ones are known."""
        index = self._index(received.origin.partition)
        key = str(subscriber.user_id).encode()
        known = self._subscriber_by_user.get(key)
        if known is not None and known.version > subscriber.version:
            return NOTHING

        def change() -> None:
            self._subscriber_by_user.put(key, subscriber)
            index.add(subscriber)
            self._measure(received.origin.partition)

        return Effects(state=change)

    def forget(self, key: bytes, received: Received) -> Effects:
        """Take a person out of table and index."""
        index = self._index(received.origin.partition)

        def change() -> None:
            self._subscriber_by_user.remove(key)
            index.remove(UserId(int(key)))
            self._measure(received.origin.partition)

        return Effects(state=change)

    def match(self, fanned: ProjectsFannedOut, received: Received) -> Effects:
        """Ask the partition's index for each project of the batch."""
        partition = received.origin.partition
        found = matches_of(fanned, self._index(partition))
        return Effects(
            [
                Output("matches", match.project.cluster_id.encode(), match, partition)
                for match in found
            ]
        )

    def _index(self, partition: int) -> MatchIndex:
        try:
            return self._index_by_partition[partition]
        except KeyError:
            raise Fatal(f"no index was built for partition {partition}") from None

    def _measure(self, partition: int) -> None:
        filters = len(self._index_by_partition[partition])
        self._metrics.set("gigwire_filters", filters, partition=str(partition))
