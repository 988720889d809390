"""Migrations on the engine: each once, in order, never edited; tables fit the contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import orjson
import pytest

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import Migration, load_migrations, migrate
from connectors.sinks.tables import table_of
from gigwire.contracts.codec import encode, packed
from gigwire.contracts.errors import ConfigurationError, Transient
from gigwire.contracts.topics import TOPICS, Topic
from gigwire.domain.record import FANOUT, LEFT_OUT, Row, to_line
from gigwire.runtime.settings import ClickHouseSettings
from tests.support.example_parts import CLUSTER, USER
from tests.support.messages import message
from tests.support.record_lab import insert

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.contracts.messages import Event

AS_BEFORE: dict[str, object] = {
    "event_id": "matches-1",
    "trace_id": "t",
    "event_time": "2026-11-21T12:00:00Z",
    "partition": 5,
    "project": {"cluster_id": CLUSTER},
    "users": [{"user_id": USER, "score": 740, "hits": [{"filter_id": "f1"}]}],
}
COORDINATES = {"_topic", "_partition", "_offset", "_time", "_key", "_tombstone", "_ingested"}


class Store(NamedTuple):
    """An empty database, not yet made."""

    client: AsyncClient
    database: str


@pytest.fixture
async def store(clickhouse_server: str, topic_prefix: str) -> AsyncIterator[Store]:
    """A name that no other test uses."""
    database = "mig_" + topic_prefix.strip(".")
    settings = ClickHouseSettings(url=clickhouse_server, database=database)
    async with open_clickhouse(settings) as client:
        yield Store(client, database)
        await client.command(f"DROP DATABASE IF EXISTS {database}")


async def test_migrations_run_once_and_in_order(store: Store) -> None:
    """The first run applies all, the second none, and the database remembers them."""
    names = [one.name for one in load_migrations()]
    assert await migrate(*store) == names
    assert await migrate(*store) == []
    store.client.database = store.database
    found = await store.client.query("SELECT name FROM migrations ORDER BY name")
    assert [row[0] for row in found.result_rows] == names


async def test_crash_between_statements_is_repaired_by_the_next_run(store: Store) -> None:
    """Statements may run again: what was made but not remembered is no obstacle."""
    await migrate(*store)
    await store.client.command(f"TRUNCATE TABLE {store.database}.migrations")
    assert await migrate(*store) == [one.name for one in load_migrations()]


async def test_edited_migration_is_refused_and_nothing_runs(store: Store) -> None:
    """The message names the file; a new file beside it does not run either."""
    first = Migration("0001_a", "CREATE TABLE IF NOT EXISTS a (x UInt8) ENGINE = Memory;\n")
    await migrate(*store, [first])
    edited = first._replace(sql=first.sql.replace("UInt8", "UInt16"))
    second = Migration("0002_b", "CREATE TABLE IF NOT EXISTS b (x UInt8) ENGINE = Memory;\n")
    with pytest.raises(ConfigurationError, match="0001_a was edited"):
        await migrate(*store, [edited, second])
    assert await store.client.command(f"EXISTS TABLE {store.database}.b") == 0
    assert await migrate(*store, [first, second]) == ["0002_b"]


@pytest.fixture
async def columns(store: Store) -> dict[str, set[str]]:
    """Column names by table, after all migrations."""
    await migrate(*store)
    found = await store.client.query(
        "SELECT table, groupArray(name) FROM system.columns WHERE database = {db:String}"
        " GROUP BY table",
        parameters={"db": store.database},
    )
    return {table: set(names) for table, names in found.result_rows}


async def test_every_field_of_every_topic_has_a_column(columns: dict[str, set[str]]) -> None:
    """A field that is added to a message without a migration is seen here."""
    for topic in TOPICS.values():
        missing = expected_columns(topic) - columns[table_of(topic.name)]
        assert not missing, (topic.name, missing)


def expected_columns(topic: Topic) -> set[str]:
    """What a topic's table must have."""
    left_out = LEFT_OUT - {"projects"} if topic.name == FANOUT else frozenset()
    return COORDINATES | set(topic.model.model_fields) - left_out


@pytest.mark.parametrize("value", [message("matches"), AS_BEFORE], ids=["columns", "objects"])
async def test_record_of_matches_is_read_as_columns(
    store: Store, value: Event | dict[str, object]
) -> None:
    """Users and scores side by side, filters where the record tells them, now and before."""
    await migrate(*store)
    store.client.database = store.database
    content = value if isinstance(value, dict) else orjson.loads(encode(value))
    line = to_line("matches", Row(3, 41, 0, b"k", orjson.dumps(content)))
    await insert(store.client, "matches", [line])
    found = await store.client.query("SELECT user_ids, filters, scores, cluster_id FROM matches")
    filters = [0xF1] if "filters" in content else []
    assert found.result_rows == [([USER], filters, [740], CLUSTER)]


async def test_batch_of_fanout_is_kept_by_the_names_of_its_projects(store: Store) -> None:
    """Packed or not, with its partition, without a text."""
    await migrate(*store)
    store.client.database = store.database
    value = encode(message(FANOUT))
    lines = [
        to_line(FANOUT, Row(n, 7, 0, b"3", one)) for n, one in ((3, value), (4, packed(value)))
    ]
    await insert(store.client, "projects_fanout", lines)
    found = await store.client.query(
        "SELECT partition, cluster_ids, position(projects, 'title') FROM projects_fanout ORDER BY 1"
    )
    assert found.result_rows == [(3, [CLUSTER], 0), (4, [CLUSTER], 0)]


async def test_every_table_that_is_inserted_into_drops_repeats(store: Store) -> None:
    """Without a window of tokens, a retry would double rows, also behind a view."""
    await migrate(*store)
    found = await store.client.query(
        "SELECT name FROM system.tables WHERE database = {db:String} AND engine LIKE '%MergeTree'"
        " AND name != 'migrations' AND create_table_query NOT LIKE"
        " '%non_replicated_deduplication_window = 10000%'",
        parameters={"db": store.database},
    )
    assert found.result_rows == []


async def test_newest_state_of_a_project_wins(store: Store) -> None:
    """The entity table follows the facts, whatever order its parts merge in."""
    await migrate(*store)
    store.client.database = store.database
    line = (
        b'{"_topic":"projects.unique","_partition":0,"_offset":%d,"_time":1795255200,'
        b'"event_time":"2026-11-21T10:00:00Z","event_id":"e","kind":"%s","cluster_id":"c",'
        b'"project":{"key":"fl:1","source":"fl","title":"%s","skills":["go"],'
        b'"budget":{"usd_minimum":100,"currency":"RUB"}},"links":[]}'
    )
    await insert(store.client, "projects_unique", [line % (5, b"changed", b"second")])
    await insert(store.client, "projects_unique", [line % (4, b"new", b"first")])
    found = await store.client.query(
        "SELECT project_key, kind, title, skills, usd_minimum FROM projects_current FINAL"
    )
    assert found.result_rows == [("fl:1", "changed", "second", ["go"], 100)]


async def test_server_that_is_not_there_is_a_transient_error() -> None:
    """Whoever opens the client decides how long to wait."""
    with pytest.raises(Transient, match="ClickHouse at"):
        async with open_clickhouse(ClickHouseSettings(url="http://127.0.0.1:9")):
            pytest.fail("nobody listens there")
