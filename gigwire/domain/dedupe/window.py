"""All clusters and memberships in memory, seven and thirty days of them. Decides nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from gigwire.contracts.ids import ClusterId, ProjectKey
from gigwire.domain.dedupe.bands import BandTable
from gigwire.domain.dedupe.rows import ClusterRow, MemberRow
from gigwire.domain.dedupe.shelf import Shelf
from gigwire.domain.dedupe.sketch import SKETCH_VERSION, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from numpy.typing import NDArray

CLUSTER_DAYS: Final = 7
MEMBER_DAYS: Final = 30  # as long as projects.raw is kept: a replay finds its cluster again
MAX_CANDIDATES: Final = 8  # parsed and judged per project, the likest first


class _Day:
    """The sketches of the clusters last seen on one day."""

    def __init__(self) -> None:
        self.table = BandTable()
        self.ids: list[ClusterId] = []

    def add(self, cluster_id: ClusterId, sketch: NDArray[np.uint64]) -> None:
        self.table.add(sketch)
        self.ids.append(cluster_id)


class Window:
    """Rows by key, sketches by day of `last_seen` (UTC event time)."""

    def __init__(self) -> None:
        self._clusters: Shelf[ClusterRow] = Shelf(ClusterRow)
        self._members: Shelf[MemberRow] = Shelf(MemberRow)
        self._days: dict[int, _Day] = defaultdict(_Day)
        self._today = 0

    def __len__(self) -> int:
        return len(self._clusters)

    @property
    def nbytes(self) -> int:
        """Bytes of arrays and rows, without Python's own overhead."""
        arrays = sum(day.table.nbytes for day in self._days.values())
        return arrays + self._clusters.nbytes + self._members.nbytes

    def load(self, clusters: Iterable[ClusterRow], members: Iterable[MemberRow]) -> None:
        """Fill an empty window; sketches at array speed."""
        packed: dict[int, list[ClusterRow]] = defaultdict(list)
        for row in clusters:
            day = row.last_seen.toordinal()
            self._clusters.put(row.cluster_id, row, day)
            if row.sketch_version == SKETCH_VERSION:
                packed[day].append(row)
        for number, rows in packed.items():
            day_of = self._days[number]
            day_of.table.extend(np.stack([unpack(row.sketch) for row in rows]))
            day_of.ids.extend(row.cluster_id for row in rows)
        for member in members:
            self._members.put(member.key, member, member.seen_at.toordinal())
        self._today = max([self._today, *packed])

    def cluster(self, cluster_id: ClusterId) -> ClusterRow | None:
        """The row of a cluster, while it is kept."""
        return self._clusters.get(cluster_id)

    def member(self, key: ProjectKey) -> MemberRow | None:
        """The membership of a project, while it is kept."""
        return self._members.get(key)

    def put_cluster(self, row: ClusterRow) -> None:
        """Store a row; its sketch is found under its newest day."""
        known = self._clusters.get(row.cluster_id)
        day = row.last_seen.toordinal()
        is_moved = self._clusters.put(row.cluster_id, row, day)
        if is_moved or known is None or known.sketch != row.sketch:
            self._days[day].add(row.cluster_id, unpack(row.sketch))

    def put_member(self, row: MemberRow) -> None:
        """Store a membership."""
        self._members.put(row.key, row, row.seen_at.toordinal())

    def nearest(self, sketch: NDArray[np.uint64], at_least: int) -> list[tuple[int, ClusterRow]]:
        """Clusters with a like sketch: (agreement of 128, row), likest first, then oldest.

        A cluster that moved to a later day, or whose text changed, is still found by what it was.
        """
        best: dict[ClusterId, int] = {}
        for day in self._days.values():
            for agreement, number in day.table.nearest(sketch, at_least)[:MAX_CANDIDATES]:
                cluster_id = day.ids[number]
                best[cluster_id] = max(agreement, best.get(cluster_id, 0))
        likest = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_CANDIDATES]
        rows = [(agreement, self._clusters.get(cluster_id)) for cluster_id, agreement in likest]
        kept = [(agreement, row) for agreement, row in rows if row is not None]
        return sorted(kept, key=lambda pair: (-pair[0], pair[1].first_seen, pair[1].cluster_id))

    def advance(self, time: datetime) -> tuple[tuple[ClusterId, ...], tuple[ProjectKey, ...]]:
        """Let event time be at least `time`; returns keys of rows that expired by it, some at once.

        Sketches of days before the window go at once, so an expired cluster attracts nothing.
        """
        self._today = max(self._today, time.toordinal())
        first_day = self._today - CLUSTER_DAYS
        for day in [day for day in self._days if day < first_day]:
            del self._days[day]
        clusters = self._clusters.expire(first_day)
        members = self._members.expire(self._today - MEMBER_DAYS)
        return tuple(map(ClusterId, clusters)), tuple(map(ProjectKey, members))
