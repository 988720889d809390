"""`ClusterIndex`: the state of the dedupe stage and its one decision. No I/O, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.dedupe import steps
from gigwire.domain.dedupe.rows import Applied, ClusterRow, DedupeResult, MemberRow
from gigwire.domain.dedupe.same import MIN_AGREEMENT, is_copy
from gigwire.domain.dedupe.sketch import pack, sketch_of
from gigwire.domain.dedupe.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from gigwire.contracts.ids import EventId
    from gigwire.contracts.messages import CleanProject, ProjectKind


class _Known(NamedTuple):
    """What is remembered of a project and of its cluster."""

    member: MemberRow | None
    row: ClusterRow | None


class ClusterIndex:
    """Clusters of equal projects over seven days of event time.

    Rules: the first of its kind is `new`; a near-copy with a compatible budget, from another board
    or posted again, is `joined`; a member's change keeps its cluster. A cluster closes when its
    last open member does; while a copy is open elsewhere the close is `changed`, with one link
    less. A copy that comes after that is `joined` and opens the cluster again.

    Idempotent: the same event gives the same output and rows again while it is among the last
    four of its cluster or of its project, and nothing after that; never a second cluster. After a
    crash either table may be behind the other: events redelivered in order mend both.
    """

    def __init__(self) -> None:
        self._window = Window()

    def __len__(self) -> int:
        return len(self._window)

    @property
    def nbytes(self) -> int:
        """Bytes of sketches, band indexes and rows held."""
        return self._window.nbytes

    def rebuild(self, clusters: Iterable[ClusterRow], members: Iterable[MemberRow]) -> None:
        """Forget all and load the rows of the recovered tables, in any order."""
        window = Window()
        window.load(clusters, members)
        self._window = window

    def decide(self, clean: CleanProject, now: datetime) -> DedupeResult:
        """Place one clean project; at most one output.

        Time is event time, held to `now` so that one wrong clock cannot expire the window. The
        index has taken the rows of the result in when this returns; the caller stores them.
        """
        expired = self._window.advance(min(clean.event_time, now))
        result = self._decided(clean)
        for row in result.clusters:
            self._window.put_cluster(row)
        for member in result.members:
            self._window.put_member(member)
        # What expired by this very event and was written again by it must not be deleted.
        written = {row.cluster_id for row in result.clusters}
        told = {member.key for member in result.members}
        return result._replace(
            expired_clusters=tuple(it for it in expired[0] if it not in written),
            expired_members=tuple(it for it in expired[1] if it not in told),
        )

    def _decided(self, clean: CleanProject) -> DedupeResult:
        known = self._known(clean)
        if done := _remembered(known, clean.event_id):
            return self._again(clean, known, done)
        if known.member and _order(clean) <= known.member.order:
            return DedupeResult()
        if clean.kind == "closed":
            return _closed(clean, known)
        if known.member is None and known.row is None:
            return self._placed(clean)
        return _changed(clean, known)

    def _known(self, clean: CleanProject) -> _Known:
        member = self._window.member(clean.project.key)
        return _Known(member, self._window.cluster(member.cluster_id) if member else None)

    def _again(self, clean: CleanProject, known: _Known, done: Applied) -> DedupeResult:
        """The same event once more: the same output, and the rows that may have been lost.

        A row whose revision is below the step's is what a crash left behind: it catches up.
        """
        member, row = known
        assert member is not None
        if row is None and clean.kind != "closed":
            row = steps.founded(clean, pack(sketch_of(clean.project)), member.cluster_id, done)
        elif row is not None and row.revision < done.revision:
            row = _caught_up(row, clean, done)
        unique = steps.output(clean, row, member.cluster_id, done)
        return DedupeResult((unique,), (row,) if row else (), (member,))

    def _placed(self, clean: CleanProject) -> DedupeResult:
        """A project never seen: a copy of a known cluster, or the first of its own."""
        sketch = sketch_of(clean.project)
        own = steps.new_cluster_id(clean)
        # Its row may be durable where the membership is not: then this is no second step.
        if (row := self._window.cluster(own)) and (done := _applied(row, clean.event_id)):
            return _result(clean, row, done, None)
        found = self._copied(clean, sketch)
        if found is None:
            applied = Applied(event_id=clean.event_id, kind="new", revision=0)
            return _result(clean, steps.founded(clean, pack(sketch), own, applied), applied, None)
        if done := _applied(found, clean.event_id):
            return _result(clean, found, done, None)
        applied = _next(clean, found, "joined")
        row = steps.joined(found, clean, applied)
        return _result(clean, row, applied, None)

    def _copied(self, clean: CleanProject, sketch: NDArray[np.uint64]) -> ClusterRow | None:
        near = [row for _, row in self._window.nearest(sketch, MIN_AGREEMENT)]
        for row in near:
            if row.member(clean.project.key) or _applied(row, clean.event_id):
                return row
        return next((row for row in near if is_copy(clean.project, row)), None)


def _order(clean: CleanProject) -> tuple[int, bool]:
    return clean.project.revision, clean.kind == "closed"


def _applied(row: ClusterRow | MemberRow, event_id: EventId) -> Applied | None:
    return next((step for step in row.applied if step.event_id == event_id), None)


def _remembered(known: _Known, event_id: EventId) -> Applied | None:
    if known.member is None:
        return None
    own = _applied(known.member, event_id)
    return own or (_applied(known.row, event_id) if known.row else None)


def _next(clean: CleanProject, row: ClusterRow, kind: ProjectKind) -> Applied:
    return Applied(event_id=clean.event_id, kind=kind, revision=row.revision + 1)


def _caught_up(row: ClusterRow, clean: CleanProject, done: Applied) -> ClusterRow:
    match clean.kind:
        case "new":
            return steps.joined(row, clean, done)
        case "changed":
            return steps.changed(row, clean, pack(sketch_of(clean.project)), done)
        case "closed":
            return steps.closed(row, clean, done)


def _changed(clean: CleanProject, known: _Known) -> DedupeResult:
    member, row = known
    assert member is not None
    packed = pack(sketch_of(clean.project))
    if row is None:  # expired: the same cluster goes on, so that nobody is told of it as new
        applied = Applied(
            event_id=clean.event_id, kind="changed", revision=member.last.revision + 1
        )
        row = steps.founded(clean, packed, member.cluster_id, applied)
        return _result(clean, row, applied, member)
    applied = _next(clean, row, "changed")
    return _result(clean, steps.changed(row, clean, packed, applied), applied, member)


def _closed(clean: CleanProject, known: _Known) -> DedupeResult:
    member, row = known
    if member is None or (kind := steps.close_kind(row, clean.project.key)) is None:
        return DedupeResult()
    last = row.revision if row else member.last.revision
    applied = Applied(event_id=clean.event_id, kind=kind, revision=last + 1)
    if row is not None:
        return _result(clean, steps.closed(row, clean, applied), applied, member)
    after = steps.member_row(clean, member.cluster_id, applied, member)
    return DedupeResult(
        outputs=(steps.output(clean, None, member.cluster_id, applied),), members=(after,)
    )


def _result(
    clean: CleanProject, row: ClusterRow, applied: Applied, member: MemberRow | None
) -> DedupeResult:
    return DedupeResult(
        outputs=(steps.output(clean, row, row.cluster_id, applied),),
        clusters=(row,),
        members=(steps.member_row(clean, row.cluster_id, applied, member),),
    )
