"""Dashboard "Pipeline": is everything moving, how fast does it reach people, what became of it."""

from __future__ import annotations

from itertools import count
from typing import Final, Literal, NamedTuple

from grafana_foundation_sdk.builders import common, dashboard, stat, table, timeseries
from grafana_foundation_sdk.models.dashboard import DashboardCursorSync, GridPos

from dashboards.query import DATASOURCE, PLUGIN, Query

UID: Final = "gigwire-pipeline"

PanelBuilder = stat.Panel | table.Panel | timeseries.Panel


class Spec(NamedTuple):
    """One panel. `query` names the file with its SQL."""

    title: str
    query: str
    kind: Literal["lines", "number", "table"]
    unit: str
    about: str
    width: int = 12
    height: int = 8


class Section(NamedTuple):
    """A row of the dashboard."""

    title: str
    panels: tuple[Spec, ...]


SECTIONS: Final = (
    Section(
        "At a glance",
        (
            Spec("Accepted by Telegram", "sent", "number", "short", "Notifications sent.", 6, 5),
            Spec(
                "Board to chat", "latency_now", "number", "s",
                "Median and 99th percentile, from the poll that saw a project to Telegram's"
                " acceptance. Promise: 1 s at p99.", 6, 5,
            ),
            Spec(
                "Unknown", "unknown", "number", "short",
                "Sent, but nobody knows yet whether it arrived. Never sent again blindly.", 6, 5,
            ),
            Spec(
                "Dead letters", "dead_letters", "table", "short",
                "Records that no stage could use: `gigwire dlq list`.", 6, 5,
            ),
        ),
    ),
    Section(
        "Stages",
        (
            Spec(
                "Records a second", "stage_rate", "lines", "ops",
                "What each stage wrote. A line at zero beside its neighbours is a stage that"
                " stands still.",
            ),
            Spec(
                "Lag", "lag", "lines", "short",
                "Records waiting for each stage. Growing means: restart it, or add workers.",
            ),
        ),
    ),
    Section(
        "Delivery",
        (
            Spec(
                "Board to chat over time", "latency", "lines", "s",
                "Latency of instant cards, median and 99th percentile.", 8,
            ),
            Spec("Outcomes", "outcomes", "lines", "short", "Terminal states of notifications.", 8),
            Spec(
                "Decisions", "decisions", "lines", "short",
                "Why matches were sent, held for a digest or suppressed.", 8,
            ),
        ),
    ),
    Section(
        "Boards and projects",
        (
            Spec("Polls", "polls", "lines", "short", "Requests to boards by outcome."),
            Spec("Boards", "sources", "table", "short", "What each board brought."),
            Spec("Funnel", "funnel", "table", "short", "From observations to messages."),
            Spec(
                "Projects", "projects", "table", "short",
                "Unique projects by board and language; median of the least pay in US dollars.",
            ),
        ),
    ),
)  # fmt: skip


def build_pipeline() -> dashboard.Dashboard:
    """The dashboard, ready to be rendered."""
    board = (
        dashboard.Dashboard("Pipeline")
        .uid(UID)
        .description("From a job board to a Telegram chat. Made by `gigwire dashboards build`.")
        .tags(["gigwire"])
        .readonly()
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .time("now-1h", "now")
        .timezone("utc")
        .refresh("10s")
        .with_variable(dashboard.DatasourceVariable("datasource").label("ClickHouse").type(PLUGIN))
    )
    numbers = count(1)
    for section in SECTIONS:
        board = board.with_row(dashboard.Row(section.title).id(next(numbers)))
        for spec in section.panels:
            board = board.with_panel(_panel(spec, next(numbers)))
    return board


def _panel(spec: Spec, number: int) -> PanelBuilder:
    kinds: dict[str, PanelBuilder] = {
        "lines": timeseries.Panel().fill_opacity(10).line_width(2),
        "number": stat.Panel().reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"])),
        "table": table.Panel(),
    }
    query = Query(spec.query, "timeseries" if spec.kind == "lines" else "table")
    return (
        kinds[spec.kind]
        .id(number)
        .title(spec.title)
        .description(spec.about)
        .unit(spec.unit)
        .no_value("none")
        .datasource(DATASOURCE)
        .grid_pos(GridPos(h=spec.height, w=spec.width, x=0, y=0))
        .with_target(query)
    )
