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
from gigwire.domain.admin.figures import Latency, People
from gigwire.domain.record import Row, to_line
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.figures import read_stored
from gigwire.runtime.settings import ClickHouseSettings
from tests.support.messages import message
from tests.support.record_lab import insert

if TYPE_CHECKING:
    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.contracts.messages import Event

# The last second of yesterday: a day that ended on the server's clock is still the asker's.
NOW = SYSTEM_CLOCK.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(seconds=1)


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


def entries() -> list[Event]:
    """A card two seconds after its poll, a reply, a card that was refused, one of yesterday."""
    held = message("notifications.ledger")
    sent = {"event_time": NOW, "state": "SENT", "seen_at": NOW - timedelta(seconds=2)}
    yesterday = {"event_time": NOW - timedelta(days=1), "state": "SENT"}
    rows: list[dict[str, object]] = [
        sent,
        {**sent, "kind": "reply", "seen_at": None, "reason": "carried_out"},
        {**sent, "state": "REJECTED", "reason": "blocked"},
        {**yesterday, "seen_at": NOW - timedelta(days=2)},
    ]
    return [held.model_copy(update=one) for one in rows]


async def test_figures_are_those_of_the_tables(clickhouse_server: str, topic_prefix: str) -> None:
    """People by their newest settings, boards and messages of the last hour; away: nothing."""
    store = ClickHouseSettings(url=clickhouse_server, database=f"fig_{topic_prefix.strip('.')}")
    async with open_clickhouse(store) as client, aiohttp.ClientSession() as http:
        await migrate(client, store.database)
        client.database = store.database
        await put(client, "subscribers", *people())
        poll = message("sources.polls").model_copy(update={"event_time": NOW, "outcome": "failed"})
        old = {"source": "old", "event_time": NOW - timedelta(hours=3)}
        await put(client, "sources.polls", poll, poll.model_copy(update=old))
        await put(client, "notifications.ledger", *entries())
        found = await read_stored(http, store, NOW)
        await client.command(f"DROP DATABASE {store.database}")
        gone = await read_stored(http, store, NOW)
    assert found is not None
    assert found.people == People(active=2, paused=1, blocked=1, banned=1, new=1)
    board, silent = found.boards
    assert (board.polls, board.bad) == (1, 1)
    assert abs((board.polled - NOW).total_seconds()) < 0.01
    assert (silent.name, silent.polls, silent.bad, silent.projects) == ("old", 0, 0, 0)
    assert (found.outcomes, found.letters) == ({"SENT": 2, "REJECTED (blocked)": 1}, 0)
    assert found.latency == Latency(2.0, 2.0)
    assert gone is None
