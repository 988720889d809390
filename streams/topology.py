"""The stream stages on one page, in the order in which a project flows through them.

Read a row as: the stage reads these topics, keeps these tables, writes those topics. Partitions,
keys and retention: gigwire.contracts.topics. What a stage decides: gigwire.domain. Here is only
which parts belong together; a test holds this page against the table of topics.

    projects.raw ─normalise→ projects.clean ─dedupe→ projects.unique ─fanout→ projects.fanout, ticks
    subscribers × projects.fanout ─match→ matches
    subscribers × matches × feedback × ticks ─personalise→ notifications.{due, decisions}
    notifications.scheduled × ticks ─personalise→ notifications.due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from streams.agents.dedupe import Dedupe
from streams.agents.fanout import Fanout
from streams.agents.indexes import warm_up
from streams.agents.match import Match
from streams.agents.normalise import Normalise
from streams.agents.personalise import Personalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.stages import Stage
    from streams.shell import Body, Shell


class Row(NamedTuple):
    """One stage: topics in, tables kept, topics out, and the body that does it.

    `is_write_ahead`: what a table row says is stored before the records decided with it (the row
    remembers what was told); else after them (the row only follows from the input).
    `fetch_bytes`: most that is fetched of a partition at once. Less keeps partitions abreast.
    `warm_up`: what takes long and needs no partition; done before the group is joined.
    """

    stage: Stage
    reads: tuple[str, ...]
    tables: tuple[str, ...]
    writes: tuple[str, ...]
    body: Callable[[Shell], Body]
    is_write_ahead: bool = False
    fetch_bytes: int = 1024 * 1024
    warm_up: Callable[[], None] | None = None


TOPOLOGY: Final = (
    Row(
        stage="normalise",
        reads=("projects.raw",),
        tables=("seen_by_project",),
        writes=("projects.clean",),
        body=Normalise,
    ),
    Row(
        stage="dedupe",
        reads=("projects.clean",),
        tables=("sketch_by_cluster", "cluster_by_project"),
        writes=("projects.unique",),
        body=Dedupe,
    ),
    Row(
        stage="fanout",
        reads=("projects.unique",),
        tables=(),
        writes=("projects.fanout", "ticks"),
        body=Fanout,
    ),
    Row(
        stage="match",
        reads=("projects.fanout", "subscribers"),
        tables=("subscriber_by_user",),
        writes=("matches",),
        body=Match,
        fetch_bytes=256 * 1024,  # 400 projects: all partitions read a batch while it is remembered
        warm_up=warm_up,
    ),
    Row(
        stage="personalise",
        reads=(
            "ticks",
            "subscribers",
            "matches",
            "feedback",
            "notifications.returned",
            "notifications.scheduled",
        ),
        tables=("subscriber_by_user", "pacing_by_user", "taste_by_user", "scheduled_by_user"),
        writes=("notifications.due", "notifications.decisions"),
        body=Personalise,
        is_write_ahead=True,
    ),
)


def row_of(stage: Stage) -> Row:
    """The row of a stream stage.

    Raises:
        KeyError: the stage does not run on Faust.
    """
    return {row.stage: row for row in TOPOLOGY}[stage]
