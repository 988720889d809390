"""`gigwire filters` as people run it: exit codes, carets, and a real record to test against."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import orjson
import pytest
from typer.testing import CliRunner

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import migrate
from gigwire.cli import build_cli
from gigwire.contracts.codec import encode
from gigwire.contracts.errors import Transient
from gigwire.operate.filters.history import backtest_of
from gigwire.runtime.settings import ClickHouseSettings, Settings
from tests.support.gigs import a_step, usd
from tests.support.record_lab import insert

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from typer.testing import Result

NOW = datetime.now(UTC).replace(hour=12)  # noqa: TID251 - rows must be younger than the table's TTL
PROJECT = b'{"id": 7, "title": "Python bot for shops", "budget": {"min": 300, "currency": "USD"}}'


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    """One command in this process."""
    return CliRunner().invoke(build_cli(arguments[0]), arguments, input=stdin)


def test_a_fitting_project_is_exit_code_0_and_its_words_are_shown() -> None:
    """The canonical form, the tree and the reason."""
    said = run("filters", "check", "PYTHON bot >200usd", "--project", "-", stdin=PROJECT)
    assert said.exit_code == 0, said.output
    assert "PYTHON bot budget>=200usd" in said.output
    assert "title 0-6 “Python”" in said.output


def test_a_project_that_does_not_fit_is_exit_code_1_with_the_reason(tmp_path: Path) -> None:
    """The first failing condition, and what the project says to it."""
    (tmp_path / "p.json").write_bytes(PROJECT)
    said = run(
        "filters", "check", "python budget>=400usd", "--project", f"{tmp_path}/p.json", "--json"
    )
    told = orjson.loads(said.stdout)
    assert (said.exit_code, told["fits"]) == (1, False)
    assert [one["condition"] for one in told["because"]] == ["budget>=400usd"]
    assert told["because"][0]["told"] == [30_000, 30_000]


@pytest.mark.parametrize(
    ("query", "caret"), [("python budget>=abc", 15), ('бот "на питоне', 4), ("a (b", 2)]
)
def test_an_invalid_query_is_exit_code_2_with_a_caret(query: str, caret: int) -> None:
    """Under the character at fault; English, and a JSON form with the key."""
    said = run("filters", "check", query)
    assert said.exit_code == 2
    assert f"  {query}\n  {' ' * caret}^" in said.stderr
    problem = orjson.loads(run("filters", "check", query, "--json").stdout)["problems"][0]
    assert problem["position"] == caret
    assert "{" not in problem["text"]


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (("-wordpress python",), "python -wordpress"),
        (("--json", "-wordpress python"), "python -wordpress"),
        (("-h python",), "python -h"),
        (("--", "-wordpress python"), "python -wordpress"),
    ],
)
def test_a_query_that_begins_with_a_minus_is_a_query(
    arguments: tuple[str, ...], query: str
) -> None:
    """Its first word is excluded, not an option."""
    said = run("filters", "check", *arguments)
    assert said.exit_code == 0, said.output
    assert query in said.output


@pytest.mark.parametrize("arguments", [("--jsn", "-a python"), ("-a b", "-c d"), ("-x",)])
def test_what_is_neither_option_nor_query_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    """A misspelt option, two queries, a query that requires no word."""
    said = run("filters", "check", *arguments)
    assert said.exit_code == 2, said.output


@pytest.fixture
async def settings(clickhouse_server: str, topic_prefix: str) -> AsyncIterator[Settings]:
    """A database of its own with all tables."""
    name = "db_" + topic_prefix.strip(".")
    wanted = Settings(clickhouse=ClickHouseSettings(url=clickhouse_server, database=name))
    async with open_clickhouse(wanted.clickhouse) as client:
        await migrate(client, name)
        yield wanted
        await client.command(f"DROP DATABASE {name}")


async def recorded(settings: Settings, *steps: bytes) -> None:
    """Put steps into the record."""
    envelope = {"_topic": "projects.unique", "_partition": 0, "_time": NOW.isoformat(), "_key": "k"}
    rows = [
        {**orjson.loads(step), **envelope, "_offset": number} for number, step in enumerate(steps)
    ]
    for row in rows:
        row |= {name: orjson.dumps(row[name]).decode() for name in ("project", "links", "origin")}
    async with open_clickhouse(settings.clickhouse) as client:
        table = f"{settings.clickhouse.database}.projects_unique"
        await insert(client, table, [orjson.dumps(row) for row in rows])


def step(
    cluster: str, title: str, days: int, *, kind: str = "new", revision: int = 0, **fields: object
) -> bytes:
    """A step of so many days ago."""
    now = NOW - timedelta(days=days)
    return encode(a_step(cluster, kind, revision, now, title=title, **fields))


async def test_a_backtest_counts_each_cluster_once_on_its_first_fitting_day(
    settings: Settings,
) -> None:
    """By UTC days; closed steps, other words, other budgets and older days do not count."""
    await recorded(
        settings,
        step("a", "Python bot", 2, budget=usd(50_000, None)),
        step("a", "Python bots", 1, kind="changed", revision=1, budget=usd(50_000, None)),
        step("b", "Ruby bot", 1),
        step("b", "Python bot", 0, kind="changed", revision=1),
        step("c", "Python bot", 0, budget=usd(100, 200)),
        step("d", "Python bot", 1, kind="closed"),
        step("e", "Python bot", 3),
        step("f", "Python bot", 0, source="kwork"),
    )
    days: list[str] = []
    found = await backtest_of(settings, "python source:fl budget>=100usd", 3, NOW, days.append)
    assert list(found.days.values()) == [1, 0, 1]
    assert list(found.days) == days
    assert [(one.title, one.verdict.holds) for one in found.last] == [("Python bot", True)] * 2
    assert (found.total, found.read) == (2, 5)


async def test_a_backtest_without_tables_says_what_to_do(clickhouse_server: str) -> None:
    """One line with the command that makes them."""
    empty = Settings(clickhouse=ClickHouseSettings(url=clickhouse_server, database="no_such"))
    with pytest.raises(Transient, match="gigwire migrate"):
        await backtest_of(empty, "python", 1, NOW, lambda _day: None)


async def test_the_last_ten_are_shown_under_the_chart(settings: Settings) -> None:
    """Of twelve the ten newest, each with its reason."""
    steps = [step(f"c{n}", f"Python job {n}", 0) for n in range(12)]
    await recorded(settings, *steps)
    found = await backtest_of(settings, "python", 1, NOW, lambda _day: None)
    assert found.total == 12
    assert [one.title for one in found.last] == [f"Python job {n}" for n in range(2, 12)]
