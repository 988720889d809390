"""A person taken out of ClickHouse: every table is searched for the number, and others stay."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson
import pytest

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.erase import count, erase
from connectors.sinks.clickhouse.migrate import migrate
from connectors.sinks.tables import table_of
from gigwire.contracts.codec import encode, packed
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId
from gigwire.contracts.topics import TOPICS
from gigwire.domain.record import Row, to_letter_line, to_line
from gigwire.operate.forget.stores import NOBODYS
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.settings import ClickHouseSettings
from tests.support.messages import message
from tests.support.record_lab import insert

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from clickhouse_connect.driver.asyncclient import AsyncClient

USER: Final = UserId(700_000_004)
OTHER: Final = 700_000_077
NOW: Final = SYSTEM_CLOCK.now()  # else tables would let the rows go by age
# What those who run the bot did is theirs to answer for (decision 20).
OFFICE: Final = frozenset({"broadcasts", "broadcasts_progress", "ops_audit", "ops_notes"})
OLD_MATCH: Final = {
    "users": [{"user_id": USER, "score": 5, "hits": []}, {"user_id": OTHER, "score": 6, "hits": []}]
}


@pytest.fixture
async def client(clickhouse_server: str, topic_prefix: str) -> AsyncIterator[AsyncClient]:
    """A database with the rows of two people from every topic, and their dead letters."""
    database = "erase_" + topic_prefix.strip(".")
    settings = ClickHouseSettings(url=clickhouse_server, database=database)
    async with open_clickhouse(settings) as opened:
        await migrate(opened, database)
        opened.database = database
        await fill(opened)
        yield opened
        await opened.command(f"DROP DATABASE IF EXISTS {database}")


def name_of(client: AsyncClient) -> str:
    """Its database."""
    return client.database or ""


async def fill(client: AsyncClient) -> None:
    """A row of each topic that is about people, by each of the two."""
    at = int(NOW.timestamp() * 1000)
    for name in set(TOPICS) - NOBODYS:
        content = orjson.loads(encode(message(name))) | {"event_time": NOW.isoformat()}
        rows = []
        for number, user in enumerate((USER, OTHER)):
            value = orjson.dumps(content).replace(b"%d" % USER, b"%d" % user)
            key = b"c" if name == "matches" else b"%d" % user
            rows.append(Row(3, number, at, key, value))
        if name == "matches":
            both = {**content, "users": [USER, USER, OTHER], "filters": [1, 2, 3]}
            rows.append(Row(3, 2, at, b"c", orjson.dumps({**both, "scores": [7, 6, 5]})))
            rows.append(Row(3, 3, at, b"c", orjson.dumps(without_filters(content) | OLD_MATCH)))
        await insert(client, table_of(name), [to_line(name, row) for row in rows])
    letters = [Row(0, number, at, None, value) for number, value in enumerate(dead_letters())]
    await insert(client, "dead_letters", [to_letter_line("matches.dlq", row) for row in letters])


def without_filters(content: dict[str, object]) -> dict[str, object]:
    """As matches were before they told filters."""
    return {key: value for key, value in content.items() if key not in ("filters", "scores")}


def dead_letters() -> tuple[bytes, ...]:
    """About the person, in any form, and about another whose number only begins like theirs."""
    return (
        b'{"user_id": %d, broken' % USER,
        b'{"from":{"id":%d}}' % USER,
        b'{"user_id":%d0}' % USER,
        packed(b'{"nobody":1}'),
    )


def gone(returned_at: datetime | None = None) -> PersonForgotten:
    """The person."""
    return PersonForgotten(
        event_id=EventId("e"),
        trace_id=TraceId("t"),
        event_time=NOW,
        user_id=USER,
        chat_id=ChatId(USER),
        returned_at=returned_at,
    )


async def tables_naming(client: AsyncClient, user: int) -> dict[str, int]:
    """Rows in which the number stands by itself, by table: all columns of all tables are read."""
    found = await client.query(
        "SELECT name FROM system.tables WHERE database = currentDatabase()"
        " AND engine LIKE '%MergeTree'"
    )
    wanted = re.compile(rf"(?<![0-9]){user}(?![0-9])")
    counts = {}
    for (table,) in found.result_rows:
        rows = (await client.query(f"SELECT * FROM {table}")).result_rows  # noqa: S608 - a name
        named = sum(bool(wanted.search(repr(row))) for row in rows)
        if named:
            counts[table] = named
    return counts


async def test_no_table_names_the_forgotten_and_others_keep_their_rows(client: AsyncClient) -> None:
    """Every table there is, whatever it is called; a second look finds nothing to do."""
    before = await tables_naming(client, OTHER)
    about_people = {table_of(name) for name in set(TOPICS) - NOBODYS} - OFFICE
    assert about_people <= set(before)
    removed = await erase(client, name_of(client), gone())
    assert about_people | {"subscribers_current", "dead_letters"} == set(removed)
    assert set(await tables_naming(client, USER)) <= OFFICE
    assert await tables_naming(client, OTHER) == before
    assert await count(client, name_of(client), gone()) == {}
    assert await erase(client, name_of(client), gone()) == {}


async def test_of_a_shared_row_only_their_part_goes(client: AsyncClient) -> None:
    """Users, filters and scores stay side by side, in rows of now and of before."""
    await erase(client, name_of(client), gone())
    found = await client.query("SELECT user_ids, filters, scores FROM matches ORDER BY _offset")
    assert found.result_rows[2:] == [([OTHER], [3], [5]), ([OTHER], [], [6])]


async def test_a_life_after_the_return_stays(client: AsyncClient) -> None:
    """Rows of before the return go, those from then on are the person's again."""
    before = await tables_naming(client, USER)
    assert await erase(client, name_of(client), gone(NOW - timedelta(hours=1))) == {}
    assert await tables_naming(client, USER) == before
    removed = await erase(client, name_of(client), gone(NOW + timedelta(hours=1)))
    assert "telegram_updates" in removed
