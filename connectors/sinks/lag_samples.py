"""How far every stage is behind, every few seconds, into the table `lag_samples`.

A sample that fails is skipped and said so: lag is a picture, not an account.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import aiohttp
import orjson
from aiokafka.errors import KafkaError
from clickhouse_connect.driver.exceptions import ClickHouseError

from gigwire.runtime.lag import open_lag_reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.runtime.lag import PartitionLag
    from gigwire.runtime.process import Runtime

SAMPLE_SECONDS: Final = 10.0


def sample_lines(rows: Sequence[PartitionLag], now: datetime) -> bytes:
    """One JSON line a (stage, topic): totals over its partitions, and its worst one."""
    groups: dict[tuple[str, str], list[PartitionLag]] = defaultdict(list)
    for row in rows:
        groups[row.stage, row.topic].append(row)
    return b"\n".join(
        orjson.dumps(
            {
                "sampled_at": now.isoformat(),
                "stage": stage,
                "topic": topic,
                "partitions": len(own),
                "committed": sum(row.committed for row in own),
                "end": sum(row.end for row in own),
                "lag": sum(row.lag for row in own),
                "worst_partition_lag": max(row.lag for row in own),
            }
        )
        for (stage, topic), own in groups.items()
    )


async def sample_lag(runtime: Runtime, client: AsyncClient) -> None:
    """Sample until cancelled."""
    table = f"{runtime.settings.clickhouse.database}.lag_samples"
    async with open_lag_reader(runtime.settings) as reader:
        while True:
            try:
                lines = sample_lines(await reader.sample(), runtime.clock.now())
                await client.raw_insert(
                    table,
                    insert_block=lines,
                    fmt="JSONEachRow",
                    settings={"async_insert": 0, "date_time_input_format": "best_effort"},
                )
            except (KafkaError, ClickHouseError, aiohttp.ClientError, OSError) as error:
                runtime.log.warning("record.lag_unknown", problem=str(error)[:200])
            await runtime.stop.wait(SAMPLE_SECONDS)
