"""From a micro-batch of projects to the records of `matches`. Owns their identity, not matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.ids import EventId, digest
from gigwire.contracts.messages import ProjectMatched

if TYPE_CHECKING:
    from gigwire.contracts.messages import ProjectsFannedOut
    from gigwire.domain.match.index import MatchIndex


def matches_of(fanned: ProjectsFannedOut, index: MatchIndex) -> tuple[ProjectMatched, ...]:
    """One record for each project that fits anybody of the partition, in order of the batch.

    The event id names (step of the cluster, partition), whatever batch the step came in.
    """
    found = ((step, index.match(step.project)) for step in fanned.projects)
    return tuple(
        ProjectMatched(
            event_id=EventId(digest("match", step.event_id, fanned.partition)),
            trace_id=step.trace_id,
            event_time=step.event_time,
            partition=fanned.partition,
            project=step,
            users=users,
        )
        for step, users in found
        if users
    )
