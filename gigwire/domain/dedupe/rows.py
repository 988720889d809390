"""What the dedupe stage remembers, as rows of its two tables. Values only, JSON-able.

sketch_by_cluster: cluster id -> `ClusterRow` (under 2.5 kB); cluster_by_project: project key ->
`MemberRow` (under 600 bytes). Either may be durable without the other after a crash: both
remember the last events, so that a redelivered one gives its output again and no second cluster.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pydantic import AwareDatetime

from gigwire.contracts.ids import ClusterId, EventId, ProjectKey
from gigwire.contracts.messages import Frozen, Link, Period, ProjectKind, UniqueProject

MAX_MEMBER_BYTES: Final = 1_400  # all members of a row together, about seven of them
MAX_APPLIED: Final = 4
MAX_PRICES: Final = 3


class Applied(Frozen):
    """One event that was applied, and what it was: enough to give its output again."""

    event_id: EventId
    kind: ProjectKind
    revision: int


class Member(Frozen):
    """One project of a cluster. `client` is a short hash of who asked, where the board tells."""

    key: ProjectKey
    source: str
    url: str
    client: str | None = None
    is_open: bool = True

    @property
    def size(self) -> int:
        """About how many bytes this member takes in the row."""
        return len(self.key) + len(self.source) + len(self.url) + 80


class Price(Frozen):
    """A budget as far as it is compared: US cents."""

    minimum: int | None = None
    maximum: int | None = None
    period: Period


class ClusterRow(Frozen):
    """One cluster. Members past `MAX_MEMBER_BYTES` are known by their `MemberRow` only.

    `revision` counts steps. `applied`: the last events, newest last.
    """

    cluster_id: ClusterId
    sketch: str
    sketch_version: int
    members: tuple[Member, ...]
    prices: tuple[Price, ...] = ()  # the first and the latest; none: the budget is unknown
    revision: int = 0
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    applied: tuple[Applied, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """Where the project can be read now: its open members, in order of arrival."""
        return tuple(Link(source=m.source, url=m.url) for m in self.members if m.is_open)

    def member(self, key: ProjectKey) -> Member | None:
        """The member of that key, if this row holds it."""
        return next((member for member in self.members if member.key == key), None)


class MemberRow(Frozen):
    """Which cluster a project belongs to, and how far its own history was applied."""

    key: ProjectKey
    cluster_id: ClusterId
    project_revision: int
    is_closed: bool
    applied: tuple[Applied, ...]  # this project's last events, newest last, at least one
    seen_at: AwareDatetime  # event time of the last of them

    @property
    def last(self) -> Applied:
        """The newest step."""
        return self.applied[-1]

    @property
    def order(self) -> tuple[int, bool]:
        """Grows with each step of the project: an event not beyond it is old."""
        return self.project_revision, self.is_closed


class DedupeResult(NamedTuple):
    """What to send, and what to store or delete. All of it may be applied again without harm."""

    outputs: tuple[UniqueProject, ...] = ()
    clusters: tuple[ClusterRow, ...] = ()
    members: tuple[MemberRow, ...] = ()
    expired_clusters: tuple[ClusterId, ...] = ()
    expired_members: tuple[ProjectKey, ...] = ()
