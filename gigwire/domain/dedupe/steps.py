"""What one event makes of a cluster's row: found, join, change, close. Owns no search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.ids import ClusterId, EventId, digest
from gigwire.contracts.messages import Link, UniqueProject
from gigwire.domain.dedupe.rows import (
    MAX_APPLIED,
    MAX_MEMBER_BYTES,
    MAX_PRICES,
    Applied,
    ClusterRow,
    Member,
    MemberRow,
)
from gigwire.domain.dedupe.same import client_of, price_of
from gigwire.domain.dedupe.sketch import SKETCH_VERSION

if TYPE_CHECKING:
    from gigwire.contracts.ids import ProjectKey
    from gigwire.contracts.messages import CleanProject, Project, ProjectKind


def new_cluster_id(clean: CleanProject) -> ClusterId:
    """Named by its first member and the time of its event: the same again after a crash."""
    when = clean.event_time.isoformat()
    return ClusterId(digest("cluster", clean.project.key, when))


def founded(
    clean: CleanProject, packed: str, cluster_id: ClusterId, applied: Applied
) -> ClusterRow:
    """A cluster of one project."""
    row = ClusterRow(
        cluster_id=cluster_id,
        sketch=packed,
        sketch_version=SKETCH_VERSION,
        members=(member_of(clean.project),),
        revision=applied.revision,
        first_seen=clean.event_time,
        last_seen=clean.event_time,
        applied=(applied,),
    )
    return _priced(row, clean.project)


def joined(row: ClusterRow, clean: CleanProject, applied: Applied) -> ClusterRow:
    """One member more, or a known one as it is now. A copy opens a closed cluster again."""
    members = _with(row.members, member_of(clean.project))
    return _priced(_stepped(row, clean, applied, members), clean.project)


def changed(row: ClusterRow, clean: CleanProject, packed: str, applied: Applied) -> ClusterRow:
    """A member's content changed, or it is open again.

    A cluster of one follows the new text; one of several keeps what its copies share.
    """
    after = joined(row, clean, applied)
    return after if len(after.members) > 1 else after.model_copy(update={"sketch": packed})


def closed(row: ClusterRow, clean: CleanProject, applied: Applied) -> ClusterRow:
    """A member is not open any more."""
    key = clean.project.key
    members = tuple(
        member.model_copy(update={"is_open": False}) if member.key == key else member
        for member in row.members
    )
    return _stepped(row, clean, applied, members)


def close_kind(row: ClusterRow | None, key: ProjectKey) -> ProjectKind | None:
    """What closing a member is to the cluster.

    `closed` when no other member is open; `changed` while a copy is open elsewhere; None for a
    member past the row's limit, whose link the row does not hold.
    """
    if row is None:
        return "closed"
    if row.member(key) is None:
        return None
    is_open_elsewhere = any(member.is_open and member.key != key for member in row.members)
    return "changed" if is_open_elsewhere else "closed"


def member_of(project: Project) -> Member:
    """An open member."""
    return Member(
        key=project.key, source=project.source, url=project.url, client=client_of(project)
    )


def member_row(
    clean: CleanProject, cluster_id: ClusterId, applied: Applied, before: MemberRow | None
) -> MemberRow:
    """What the project itself remembers after this step."""
    known = before.applied if before else ()
    return MemberRow(
        key=clean.project.key,
        cluster_id=cluster_id,
        project_revision=clean.project.revision,
        is_closed=clean.kind == "closed",
        applied=(*known, applied)[-MAX_APPLIED:],
        seen_at=clean.event_time,
    )


def output(
    clean: CleanProject, row: ClusterRow | None, cluster_id: ClusterId, applied: Applied
) -> UniqueProject:
    """The event to send. Its id depends on the input's id and the step only.

    Where a copy closed but others are open, the project points at the first that still is.
    """
    links = row.links if row else ()
    project, own = clean.project, Link(source=clean.project.source, url=clean.project.url)
    if clean.kind == "closed" and applied.kind == "changed" and row:
        project = _moved(project, row)
    elif own not in links and clean.kind != "closed":
        links = (*links, own)
    return UniqueProject(
        event_id=EventId(
            digest("unique", cluster_id, applied.revision, applied.kind, clean.event_id)
        ),
        trace_id=clean.trace_id,
        event_time=clean.event_time,
        kind=applied.kind,
        cluster_id=cluster_id,
        project=project,
        links=links or (own,),
        revision=applied.revision,
    )


def _moved(project: Project, row: ClusterRow) -> Project:
    place = next((member for member in row.members if member.is_open), None)
    if place is None:
        return project
    native_id = place.key.removeprefix(f"{place.source}:")
    return project.model_copy(
        update={
            "key": place.key,
            "source": place.source,
            "native_id": native_id,
            "url": place.url,
        }
    )


def _with(members: tuple[Member, ...], member: Member) -> tuple[Member, ...]:
    if any(known.key == member.key for known in members):
        return tuple(member if known.key == member.key else known for known in members)
    if sum(known.size for known in members) + member.size > MAX_MEMBER_BYTES:
        return members
    return (*members, member)


def _stepped(
    row: ClusterRow, clean: CleanProject, applied: Applied, members: tuple[Member, ...]
) -> ClusterRow:
    known = tuple(step for step in row.applied if step.event_id != applied.event_id)
    return row.model_copy(
        update={
            "members": members,
            "revision": max(row.revision, applied.revision),
            "last_seen": max(row.last_seen, clean.event_time),
            "applied": (*known, applied)[-MAX_APPLIED:],
        }
    )


def _priced(row: ClusterRow, project: Project) -> ClusterRow:
    """Remember a budget: the first one and the latest, for a copy may state either."""
    price = price_of(project)
    if price is None or price in row.prices:
        return row
    return row.model_copy(update={"prices": (*row.prices[: MAX_PRICES - 1], price)})
