"""Takes what names a person out of every table: rewritten parts, not marks. Repeats find nothing.

Tables are found by their columns, so that one that is added tomorrow is not forgotten. Owns no
Kafka, and no rule who is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.contracts.forgotten import PersonForgotten

# What else than a column `user_id` names a person. A dead letter is any record's bytes: one that
# holds the number by itself goes, whatever it meant.
ALSO: Final = {
    "telegram_updates": "match(payload, '\"id\":{user}[,}}]')",
    "dead_letters": "(_key = '{user}' OR match(raw, '(^|[^0-9]){user}([^0-9]|$)'))",
}
SHARED: Final = "matches"  # a row is of many people: only theirs is taken out of its columns
# Users, filters and scores stand side by side; before, users were objects and stood alone.
_WITHOUT: Final = """
    users = if(startsWith(users, '[{{'),
        concat('[', arrayStringConcat(arrayFilter(
            one -> JSONExtractInt(one, 'user_id') != {user},
            JSONExtractArrayRaw(users)), ','), ']'),
        concat('[', arrayStringConcat(arrayMap(
            one -> toString(one), arrayFilter(one -> one != {user}, user_ids)), ','), ']')),
    filters = if(length(filters) = length(user_ids),
        arrayFilter((one, owner) -> owner != {user}, filters, user_ids), filters),
    scores = if(length(scores) = length(user_ids),
        arrayFilter((one, owner) -> owner != {user}, scores, user_ids), scores)
"""
_TABLES: Final = """
    SELECT name, groupArray(column) FROM (
        SELECT tables.name AS name, columns.name AS column
        FROM system.tables AS tables
        INNER JOIN system.columns AS columns
            ON columns.database = tables.database AND columns.table = tables.name
        WHERE tables.database = {db:String} AND tables.engine LIKE '%MergeTree'
    ) GROUP BY name ORDER BY name
"""


class Spot(NamedTuple):
    """A table and what in it is a person's."""

    table: str
    condition: str


async def erase(client: AsyncClient, database: str, person: PersonForgotten) -> dict[str, int]:
    """Take a person's former life out; gives the rows by table, those changed included.

    Returns when it is done. Rows of a life after `returned_at` stay.
    """
    found = await count(client, database, person)
    for spot in await _spots(client, database, person):
        if not found.get(spot.table):
            continue
        act = f"DELETE WHERE {spot.condition}"
        if spot.table == SHARED:
            act = f"UPDATE {_WITHOUT.format(user=int(person.user_id))} WHERE {spot.condition}"
        statement = f"ALTER TABLE {database}.{spot.table} {act}"
        await client.command(statement, settings={"mutations_sync": 1})
    return found


async def count(client: AsyncClient, database: str, person: PersonForgotten) -> dict[str, int]:
    """Rows that name the person's former life, by table; tables without any are left out."""
    found = {}
    for spot in await _spots(client, database, person):
        # S608: the settings check the database's pattern, the rest is ours
        sql = f"SELECT count() FROM {database}.{spot.table} WHERE {spot.condition}"  # noqa: S608
        rows = (await client.query(sql)).result_rows[0][0]
        if rows:
            found[spot.table] = int(rows)
    return found


async def _spots(client: AsyncClient, database: str, person: PersonForgotten) -> list[Spot]:
    rows = await client.query(_TABLES, parameters={"db": database})
    found = []
    for table, columns in rows.result_rows:
        names = _names(table, set(columns), int(person.user_id))
        if names:
            found.append(Spot(table, f"({names}){_before(set(columns), person.returned_at)}"))
    return found


def _names(table: str, columns: set[str], user: int) -> str:
    if table == SHARED:
        return f"has(user_ids, {user})"
    own = [f"user_id = {user}"] if "user_id" in columns else []
    also = [ALSO[table].format(user=user)] if table in ALSO else []
    return " OR ".join((*own, *also))


def _before(columns: set[str], moment: datetime | None) -> str:
    if moment is None:
        return ""
    column = "_time" if "_time" in columns else "updated_at"
    return f" AND {column} < fromUnixTimestamp64Milli({int(moment.timestamp() * 1000)})"
