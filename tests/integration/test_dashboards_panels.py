"""Every panel of every dashboard on the real engine: its numbers against a recount in Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import migrate
from dashboards.macros import expand
from dashboards.panels.pipeline import SECTIONS
from dashboards.query import load_sql
from gigwire.runtime.settings import ClickHouseSettings
from tests.support.day_of_traffic import Day, letter_lines, yesterday
from tests.support.record_lab import insert

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from clickhouse_connect.driver.asyncclient import AsyncClient

STEP = 600  # seconds an interval
SPECS = [spec for section in SECTIONS for spec in section.panels]
Rows = list[tuple[Any, ...]]


class Store(NamedTuple):
    """The traffic and the database that holds it."""

    day: Day
    client: AsyncClient

    async def panel(self, query: str, start: datetime | None = None) -> Rows:
        """Rows of a panel over the day, or over two hours from `start`."""
        first = start or self.day.start
        sql = expand(load_sql(query), first, first + timedelta(hours=2), STEP)
        return [tuple(row) for row in (await self.client.query(sql)).result_rows]


@pytest.fixture
async def store(clickhouse_server: str, topic_prefix: str) -> AsyncIterator[Store]:
    """A database with a day of traffic, written as record writes it."""
    settings = ClickHouseSettings(url=clickhouse_server, database="dash_" + topic_prefix.strip("."))
    day = Day(yesterday())
    async with open_clickhouse(settings) as client:
        await migrate(client, settings.database)
        client.database = settings.database
        for table in day.tables:
            await insert(client, table, day.lines(table))
        await insert(client, "dead_letters", letter_lines(day.start))
        yield Store(day, client)
        await client.command(f"DROP DATABASE {settings.database}")


def bucket(at: datetime) -> datetime:
    """Start of the interval that a time falls into, as ClickHouse returns it."""
    seconds = int(at.timestamp()) // STEP * STEP
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def series(rows: Iterable[dict[str, Any]], label: Callable[[dict[str, Any]], str]) -> Rows:
    """Counts by interval and label, in the order of the panels."""
    found = Counter((bucket(row["_at"]), label(row)) for row in rows)
    return [(at, name, number) for (at, name), number in sorted(found.items())]


def quantile(values: list[int], level: float) -> float:
    """ClickHouse's quantileExact: the element at level x n, from below."""
    ordered = sorted(values)
    return ordered[min(int(level * len(ordered)), len(ordered) - 1)]


def latencies(day: Day) -> list[tuple[datetime, int]]:
    """(time of acceptance, milliseconds) of each card sent."""
    return [
        (
            row["_at"],
            round((row["_at"] - datetime.fromisoformat(row["seen_at"])).total_seconds() * 1e3),
        )
        for row in day.tables["notifications_ledger"]
        if row["state"] == "SENT"
    ]


def terminal(day: Day) -> list[dict[str, Any]]:
    """Ledger rows that end something."""
    return [row for row in day.tables["notifications_ledger"] if row["state"] != "INTENT"]


async def test_lines_count_what_happened(store: Store) -> None:
    """Outcomes, decisions and polls per interval."""
    day = store.day
    outcomes = series(
        terminal(day),
        lambda row: f"{row['state']}: {row['reason']}" if row["reason"] else row["state"],
    )
    assert await store.panel("outcomes") == outcomes
    decisions = day.tables["notifications_decisions"]
    assert await store.panel("decisions") == series(
        decisions, lambda row: f"{row['decision']}: {row['reason']}"
    )
    assert await store.panel("polls") == series(
        day.tables["sources_polls"], lambda row: f"{row['source']}: {row['outcome']}"
    )


async def test_stage_rates_are_records_per_second(store: Store) -> None:
    """Each stage's line, from the topic it writes; record's line is the time of insertion."""
    tables = {
        "collect": "projects_raw", "normalise": "projects_clean", "dedupe": "projects_unique",
        "fanout": "projects_fanout", "match": "matches", "personalise": "notifications_decisions",
    }  # fmt: skip
    expected = [
        (at, stage, number / STEP)
        for stage, table in tables.items()
        for at, _, number in series(store.day.tables[table], lambda _: "")
    ]
    expected += [(at, "notify", n / STEP) for at, _, n in series(terminal(store.day), lambda _: "")]
    assert await store.panel("stage_rate") == sorted(expected)
    now = datetime.now(UTC)  # noqa: TID251 - rows are stamped by the server's clock
    rows = await store.panel("stage_rate", now - timedelta(hours=1))
    written = sum(len(rows) for name, rows in store.day.tables.items() if name != "lag_samples")
    assert sum(rate * STEP for _, stage, rate in rows if stage == "record") == pytest.approx(
        written
    )


async def test_latency_is_from_poll_to_acceptance(store: Store) -> None:
    """Median and 99th percentile, per interval and over all, in seconds."""
    found: dict[datetime, list[int]] = defaultdict(list)
    for at, took in latencies(store.day):
        found[bucket(at)].append(took)
    assert len(found) > 3
    expected = [
        (at, quantile(found[at], 0.5) / 1000, quantile(found[at], 0.99) / 1000)
        for at in sorted(found)
    ]
    assert await store.panel("latency") == expected
    whole = [took for _, took in latencies(store.day)]
    both = (quantile(whole, 0.5) / 1000, quantile(whole, 0.99) / 1000)
    assert await store.panel("latency_now") == [both]


async def test_numbers_count_notifications(store: Store) -> None:
    """Sent and unknown."""
    states = Counter(row["state"] for row in terminal(store.day))
    assert states["SENT"] > 5
    assert await store.panel("sent") == [(states["SENT"],)]
    assert await store.panel("unknown") == [(states["UNKNOWN"],)]


async def test_lag_is_the_worst_sample_of_an_interval(store: Store) -> None:
    """Summed over a stage's topics, then the largest sample."""
    samples: Counter[datetime] = Counter()
    for row in store.day.tables["lag_samples"]:
        samples[row["_at"]] += row["lag"]
    worst: dict[datetime, int] = {}
    for at, lag in samples.items():
        worst[bucket(at)] = max(worst.get(bucket(at), 0), lag)
    expected = [(at, "match", lag) for at, lag in sorted(worst.items())]
    assert await store.panel("lag") == expected


async def test_funnel_narrows_from_observations_to_cards(store: Store) -> None:
    """Each step counts its own kind of thing once."""
    tables = store.day.tables
    new_unique = {row["cluster_id"] for row in tables["projects_unique"] if row["kind"] == "new"}
    expected = [
        len(tables["projects_raw"]),
        sum(row["kind"] == "new" for row in tables["projects_clean"]),
        len(new_unique),
        len({row["project"]["cluster_id"] for row in tables["matches"]}),
        len({row["cluster_id"] for row in tables["notifications_decisions"]}),
        len({row["notification_id"] for row in terminal(store.day) if row["state"] == "SENT"}),
    ]
    assert [number for _, _, number in await store.panel("funnel")] == expected


async def test_tables_group_boards_projects_and_letters(store: Store) -> None:
    """The three tables of the dashboard, row by row."""
    polls: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.day.tables["sources_polls"]:
        polls[row["source"]].append(row)
    assert await store.panel("sources") == [
        (
            source,
            len(rows),
            sum(row["outcome"] == "failed" for row in rows),
            sum(row["new_items"] for row in rows),
            quantile([row["duration_ms"] for row in rows], 0.5) / 1000,
            max(row["_at"] for row in rows).replace(tzinfo=None),
        )
        for source, rows in sorted(polls.items())
    ]
    letters = await store.panel("dead_letters")
    assert [row[:4] for row in letters] == [("match", "ticks", "not_json", 4)]
    assert_projects(store.day, await store.panel("projects"))


def assert_projects(day: Day, rows: Rows) -> None:
    """Unique projects by board and language with the median of known budgets."""
    groups: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for row in day.tables["projects_unique"]:
        if row["kind"] == "new":
            project = row["project"]
            budget = project["budget"]
            pay = budget["usd_minimum"] if budget else None
            groups[project["source"], project["language"]].append(pay)
    assert len(groups) == len(rows) == 6
    for source, language, number, median in rows:
        known = [cents for cents in groups[source, language] if cents is not None]
        assert number == len(groups[source, language])
        assert median == pytest.approx(quantile(known, 0.5) / 100)


async def test_panels_without_traffic_are_empty_and_no_error(store: Store) -> None:
    """A range in which nothing happened gives no rows, or zeros."""
    long_ago = store.day.start - timedelta(days=300)
    for spec in SPECS:
        rows = await store.panel(spec.query, long_ago)
        assert bool(rows) is (spec.query in ("sent", "unknown", "funnel")), spec.query
        assert {row[-1] for row in rows} <= {0}, spec.query
