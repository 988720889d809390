"""What a row of the table of topics is, and the row of a table's changelog. Owns no row."""

from __future__ import annotations

from typing import Final

from gigwire.contracts.messages import Event, Frozen

USER_PARTITIONS: Final = 24  # divides by 2, 3, 4, 6, 8, 12; never changed under an app id
HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS


class Topic(Frozen):
    """One row of the table.

    `retention_ms` None: kept until compaction removes it. `dlq` topics hold the untouched bytes
    of records that `readers` could not use, with the reason in headers.
    """

    name: str
    doc: str
    model: type[Event]
    partitions: int
    key: str
    owner: str  # the stage or the operator's tool that writes it
    readers: tuple[str, ...]  # stages with a consumer group on it
    loaded_by: tuple[str, ...] = ()  # stages that read it whole at their start, without a group
    retention_ms: int | None = 7 * DAY_MS
    is_compacted: bool = False
    has_dlq: bool = True

    @property
    def dlq(self) -> str:
        """Name of the dead letter topic of this topic."""
        return f"{self.name}.dlq"


class Changelog(Frozen):
    """The compacted changelog of one Faust table; the application id is the stage's word."""

    stage: str
    table: str
    partitions: int

    @property
    def name(self) -> str:
        """Topic name as Faust derives it."""
        return f"{self.stage}-{self.table}-changelog"
