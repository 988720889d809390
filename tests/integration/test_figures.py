"""What `/admin` reads from ClickHouse: from the very tables that record fills."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import orjson

from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import migrate
from connectors.sinks.tables import table_of
from gigwire.contracts.codec import encode
from gigwire.contracts.orders import Ban
from gigwire.contracts.people import Subscriber
from gigwire.domain.admin.figures import People
from gigwire.domain.record import Row, to_line
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.figures import read_stored
from gigwire.runtime.settings import ClickHouseSettings
from tests.support.messages import message
from tests.support.record_lab import insert

if TYPE_CHECKING:
    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.contracts.messages import Event

NOW = SYSTEM_CLOCK.now()


async def put(client: AsyncClient, topic: str, *events: Event) -> None:
    """Records as record stores them."""
    lines = [
        to_line(topic, Row(3, number, 0, b"k", orjson.dumps(orjson.loads(encode(event)))))
        for number, event in enumerate(events)
    ]
    await insert(client, table_of(topic), lines)


def people() -> list[Subscriber]:
    """One active of today, one paused, one banned, one whose ban was taken back, of last week."""
    ban = Ban(by="operator:me", at=NOW)
    rows: list[dict[str, object]] = [
        {"user_id": 1, "version": 1},
        {"user_id": 2, "version": 2, "status": "paused"},
        {"user_id": 3, "version": 2, "status": "blocked", "ban": ban},
        {"user_id": 4, "version": 1, "event_time": NOW - timedelta(days=7)},
        {"user_id": 4, "version": 2, "status": "blocked", "ban": ban},
        {"user_id": 4, "version": 3},
    ]
    held = message("subscribers")
    return [
        Subscriber.model_validate(
            {**held.model_dump(), "event_time": NOW, "status": "active", **one}
        )
        for one in rows
    ]


async def test_figures_are_those_of_the_tables(clickhouse_server: str, topic_prefix: str) -> None:
    """People by their newest settings, the last hour of boards and messages; away: nothing."""
    store = ClickHouseSettings(url=clickhouse_server, database=f"fig_{topic_prefix.strip('.')}")
    async with open_clickhouse(store) as client, aiohttp.ClientSession() as http:
        await migrate(client, store.database)
        client.database = store.database
        await put(client, "subscribers", *people())
        poll = message("sources.polls").model_copy(update={"event_time": NOW, "outcome": "failed"})
        await put(client, "sources.polls", poll)
        entry = message("notifications.ledger")
        sent = entry.model_copy(update={"event_time": NOW, "state": "SENT"})
        await put(client, "notifications.ledger", sent)
        found = await read_stored(http, store, NOW)
        await client.command(f"DROP DATABASE {store.database}")
        gone = await read_stored(http, store, NOW)
    assert found is not None
    assert found.people == People(active=2, paused=1, blocked=1, banned=1, new=1)
    (board,) = found.boards
    assert (board.polls, board.bad) == (1, 1)
    assert abs((board.polled - NOW).total_seconds()) < 0.01
    assert (found.outcomes, found.letters) == ({"SENT": 1}, 0)
    assert gone is None
