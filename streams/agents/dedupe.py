"""The dedupe agent: copies of one project from all boards become one cluster.

Owns when the index is built from the tables. The one partition sees every board in one order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.topics import TOPICS
from gigwire.domain.dedupe import ClusterIndex, ClusterRow, MemberRow
from streams.agents.idle import Idle
from streams.sending import Output
from streams.wrapper import Effects, Received, Step

if TYPE_CHECKING:
    from gigwire.contracts.messages import CleanProject
    from gigwire.domain.dedupe import DedupeResult
    from streams.shell import Shell


class Dedupe(Idle):
    """`projects.clean` -> `projects.unique`; tables sketch_by_cluster, cluster_by_project."""

    def __init__(self, shell: Shell) -> None:
        self._sketch_by_cluster = shell.tables.open("sketch_by_cluster", ClusterRow)
        self._cluster_by_project = shell.tables.open("cluster_by_project", MemberRow)
        self._metrics = shell.runtime.metrics
        self._index = ClusterIndex()
        shell.tables.on_recovered(self.build)
        self.steps = (Step(TOPICS["projects.clean"], self.decide),)

    def build(self, partitions: frozenset[int]) -> None:
        """Load the index from the recovered tables; before any event."""
        self._index.rebuild(
            (row for _, _, row in self._sketch_by_cluster.rows(partitions)),
            (row for _, _, row in self._cluster_by_project.rows(partitions)),
        )
        self._metrics.set("gigwire_clusters", len(self._index))

    def decide(self, clean: CleanProject, received: Received) -> Effects:
        """Find or found the project's cluster."""
        result = self._index.decide(clean, received.at)
        outputs = [
            Output("projects.unique", unique.cluster_id.encode(), unique)
            for unique in result.outputs
        ]
        return Effects(outputs, lambda: self._store(result))

    def _store(self, result: DedupeResult) -> None:
        for row in result.clusters:
            self._sketch_by_cluster.put(row.cluster_id.encode(), row)
        for member in result.members:
            self._cluster_by_project.put(member.key.encode(), member)
        for cluster in result.expired_clusters:
            self._sketch_by_cluster.remove(cluster.encode())
        for key in result.expired_members:
            self._cluster_by_project.remove(key.encode())
        self._metrics.set("gigwire_clusters", len(self._index))
