"""Takes the forgotten out of ClickHouse, again and again: records may be stored late.

A look that fails is told and comes again. Owns no rule: gigwire.domain.forgetting.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
from aiokafka.errors import KafkaError
from clickhouse_connect.driver.exceptions import ClickHouseError

from connectors.sinks.clickhouse.erase import erase
from gigwire.domain.forgetting.gone import Gone
from gigwire.runtime.forgotten import read_forgotten

if TYPE_CHECKING:
    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.runtime.process import Runtime


async def forget_often(runtime: Runtime, client: AsyncClient) -> None:
    """Look until cancelled."""
    gone = Gone()
    while True:
        await asyncio.sleep(runtime.settings.privacy.look_seconds)
        try:
            await _look(runtime, client, gone)
        except (KafkaError, ClickHouseError, aiohttp.ClientError, OSError, TimeoutError) as error:
            runtime.log.warning("record.not_forgotten", problem=str(error)[:300])


async def _look(runtime: Runtime, client: AsyncClient, gone: Gone) -> None:
    for person in await read_forgotten(runtime.settings):
        gone.learn(person)
    now = runtime.clock.now()
    for person in gone.due(now):
        rows = await erase(client, runtime.settings.clickhouse.database, person)
        gone.looked((person,), now)
        if rows:
            runtime.log.info("record.forgot", tables=len(rows), rows=sum(rows.values()))
