"""The dedupe stage in small: an index and its two tables, without a broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.dedupe import ClusterIndex, ClusterRow, DedupeResult, MemberRow
from tests.support.raws import after

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import CleanProject, UniqueProject

NOW = after(days=60)
BODY = (
    "We need a parser for the catalogue of our supplier: prices, stock and photographs of about"
    " nine thousand goods, once a night, into a spreadsheet and our own database. Experience with"
    " Python and proxies is a must. Please write what you built before and how long it took."
)
OTHER = (
    "Ищем дизайнера для упаковки чая: двенадцать сортов, три размера, печать в две краски. Нужны"
    " макеты и вёрстка этикеток, сроки обсудим после первого звонка, портфолио обязательно в отклик"
)


class Desk:
    """The stage in small: an index with its two tables, as JSON."""

    def __init__(self) -> None:
        self.index = ClusterIndex()
        self.clusters: dict[str, str] = {}
        self.members: dict[str, str] = {}

    def send(self, clean: CleanProject, now: datetime = NOW) -> DedupeResult:
        """Decide and store."""
        result = self.index.decide(clean, now)
        self.clusters |= {row.cluster_id: row.model_dump_json() for row in result.clusters}
        self.members |= {row.key: row.model_dump_json() for row in result.members}
        for cluster_id in result.expired_clusters:
            del self.clusters[cluster_id]
        for key in result.expired_members:
            del self.members[key]
        return result

    def told(self, *cleans: CleanProject) -> list[UniqueProject]:
        """All outputs, in order."""
        return [event for clean in cleans for event in self.send(clean).outputs]

    def restart(self) -> None:
        """Lose the memory, keep the tables."""
        self.index = ClusterIndex()
        self.index.rebuild(
            (ClusterRow.model_validate_json(row) for row in self.clusters.values()),
            (MemberRow.model_validate_json(row) for row in self.members.values()),
        )
