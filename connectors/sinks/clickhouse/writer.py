"""Inserts that land once: same bytes and same token until ClickHouse has them. Owns no Kafka.

A refused batch is cut in halves until the refused rows stand alone; everything else that can go
wrong is waited out.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, NamedTuple

import aiohttp
from clickhouse_connect.driver.exceptions import ClickHouseError, Error

from gigwire.domain.record import Row, Span, halves, spans_of, token_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.runtime.process import Runtime

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
# Codes by which ClickHouse refuses what a row says: the row will never pass. Everything else
# (unknown table, read-only, too many parts, no memory ...) is the server's state and may change.
ROW_CODES: Final = frozenset({
    6, 25, 26, 27, 32, 33, 38, 41, 43, 53, 69, 70, 72, 117, 130, 131, 190, 321, 349, 376, 441, 467,
    691,
})  # fmt: skip
SETTINGS: Final = {
    "async_insert": 0,
    "insert_deduplicate": 1,
    "deduplicate_blocks_in_dependent_materialized_views": 1,
    "date_time_input_format": "best_effort",
    "input_format_skip_unknown_fields": 1,
    "input_format_null_as_default": 1,
    "input_format_defaults_for_omitted_fields": 1,
    "input_format_json_read_objects_as_strings": 1,
    "input_format_json_read_arrays_as_strings": 1,
    # One block: a batch is one part, stored whole or not at all.
    "max_insert_block_size": 1_000_000,
    "input_format_parallel_parsing": 0,
}


class Line(NamedTuple):
    """A row and its JSON line."""

    row: Row
    line: bytes


class Refused(NamedTuple):
    """A row that ClickHouse will never take, and its words."""

    row: Row
    detail: str


class Batch(NamedTuple):
    """What one token covers. `spans` may be wider than the rows: gaps belong to them."""

    topic: str
    spans: tuple[Span, ...]
    lines: Sequence[Line]


class ClickHouseWriter:
    """Writes batches into the tables of one database."""

    def __init__(self, client: AsyncClient, runtime: Runtime) -> None:
        self._client = client
        self._runtime = runtime
        self._database = runtime.settings.clickhouse.database

    async def write(self, table: str, batch: Batch) -> list[Refused]:
        """Store a batch; returns only when every row is stored or known to be refused.

        Waits for ClickHouse as long as it takes. Safe to repeat with the same batch, also from
        another process, also while a first attempt is still on its way.
        """
        if not batch.lines:
            return []
        refusal = await self._insert(table, batch)
        if refusal is None:
            return []
        if len(batch.lines) == 1:
            return [Refused(batch.lines[0].row, refusal)]
        refused: list[Refused] = []
        for half in halves(batch.lines):
            spans = spans_of([line.row for line in half])
            refused += await self.write(table, Batch(batch.topic, spans, half))
        return refused

    async def _insert(self, table: str, batch: Batch) -> str | None:
        """Insert until it is decided: None when stored, ClickHouse's words when refused."""
        block = b"\n".join(line.line for line in batch.lines)
        settings = {**SETTINGS, "insert_deduplication_token": token_of(batch.topic, batch.spans)}
        pause = FIRST_PAUSE
        while True:
            try:
                await self._client.raw_insert(
                    f"{self._database}.{table}",
                    insert_block=block,
                    fmt="JSONEachRow",
                    settings=settings,
                )
            except ClickHouseError as error:
                if isinstance(error, Error) and error.code in ROW_CODES:
                    return str(error)
                problem = str(error)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                problem = f"{type(error).__name__}: {error}"
            else:
                return None
            self._runtime.metrics.add("gigwire_retries_total", stage="record")
            self._runtime.log.warning("record.waiting", table=table, problem=problem[:300])
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)
