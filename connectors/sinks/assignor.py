"""Group assignment in which a topic is never split: record's batches span all its partitions.

A batch that was recorded by one worker must be repeatable by whoever comes next, so its partitions
have to move together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiokafka.coordinator.assignors.abstract import AbstractPartitionAssignor
from aiokafka.coordinator.protocol import (
    ConsumerProtocolMemberAssignment,
    ConsumerProtocolMemberMetadata,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aiokafka.cluster import ClusterMetadata

VERSION = 0


def share_topics(partitions: Mapping[str, int], members: Sequence[str]) -> dict[str, list[str]]:
    """Give each topic to one member: largest first, always to whoever has fewest partitions.

    Args:
        partitions: count by topic.
        members: ids; their order does not matter.
    """
    shares: dict[str, list[str]] = {member: [] for member in sorted(members)}
    load = dict.fromkeys(shares, 0)
    for topic in sorted(partitions, key=lambda name: (-partitions[name], name)):
        member = min(load, key=lambda name: (load[name], name))
        shares[member].append(topic)
        load[member] += partitions[topic]
    return shares


class WholeTopicAssignor(AbstractPartitionAssignor):  # type: ignore[misc]  # untyped base
    """`share_topics` in aiokafka's terms."""

    name = "gigwire-whole-topic"

    @classmethod
    def assign(
        cls, cluster: ClusterMetadata, members: Mapping[str, ConsumerProtocolMemberMetadata]
    ) -> dict[str, ConsumerProtocolMemberAssignment]:
        """Partitions of each member. All members subscribe to the same topics."""
        topics = {topic for member in members.values() for topic in member.subscription}
        known = {topic: sorted(cluster.partitions_for_topic(topic) or ()) for topic in topics}
        shares = share_topics({topic: len(known[topic]) for topic in known}, list(members))
        return {
            member: ConsumerProtocolMemberAssignment(
                VERSION, [(topic, known[topic]) for topic in sorted(own) if known[topic]], b""
            )
            for member, own in shares.items()
        }

    @classmethod
    def metadata(cls, topics: Iterable[str]) -> ConsumerProtocolMemberMetadata:
        """What a member says of itself."""
        return ConsumerProtocolMemberMetadata(VERSION, list(topics), b"")

    @classmethod
    def on_assignment(cls, assignment: ConsumerProtocolMemberAssignment) -> None:
        """Nothing to remember: each assignment is computed from scratch."""
