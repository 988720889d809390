"""The changelogs of all Faust tables: one list, as the table of topics is one."""

from __future__ import annotations

from typing import Final

from gigwire.contracts.topic import USER_PARTITIONS, Changelog

CHANGELOGS: Final = (
    Changelog(stage="normalise", table="seen_by_project", partitions=USER_PARTITIONS),
    Changelog(stage="dedupe", table="sketch_by_cluster", partitions=1),
    Changelog(stage="dedupe", table="cluster_by_project", partitions=1),
    Changelog(stage="match", table="subscriber_by_user", partitions=USER_PARTITIONS),
    Changelog(stage="personalise", table="subscriber_by_user", partitions=USER_PARTITIONS),
    Changelog(stage="personalise", table="pacing_by_user", partitions=USER_PARTITIONS),
    Changelog(stage="personalise", table="taste_by_user", partitions=USER_PARTITIONS),
    Changelog(stage="personalise", table="scheduled_by_user", partitions=USER_PARTITIONS),
)
