"""Reads what an admin sees: queues from Kafka, all else from ClickHouse, each within its time.

ClickHouse away means fewer lines, never an error: the bot does not depend on analytics. Owns no
words.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self

import aiohttp
import orjson
from aiokafka.errors import KafkaError

from gigwire.domain.admin.figures import Board, Figures, Latency, People, Stored, Waiting
from gigwire.runtime.lag import LagReader, open_lag_reader, stage_lags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.runtime.clock import Clock
    from gigwire.runtime.settings import ClickHouseSettings, Settings

STORE_SECONDS: Final = 5.0
QUEUE_SECONDS: Final = 10.0
ROWS: Final = " FORMAT JSONEachRow"
# Every query looks at one moment, the asker's: a day or an hour never ends between two of them.

PEOPLE: Final = """
SELECT countIf(status = 'active') AS active, countIf(status = 'paused') AS paused,
    countIf(status = 'blocked') AS blocked
FROM subscribers_current FINAL"""
NEW: Final = """
SELECT uniqExact(user_id) AS new FROM subscribers
WHERE version = 1 AND event_time >= toStartOfDay({now:DateTime64(3, 'UTC')}) AND NOT _tombstone"""
# Whoever was ever banned are few: their newest settings say whether they are now.
BANNED: Final = """
SELECT countIf(newest != '') AS banned FROM (
    SELECT user_id, argMax(ban, version) AS newest FROM subscribers
    WHERE user_id IN (SELECT user_id FROM subscribers WHERE ban != '') GROUP BY user_id)"""
# A board that fell silent is among those of the day, with nothing in its last hour.
BOARDS: Final = """
WITH event_time > {now:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR AS is_fresh
SELECT source AS name, toUnixTimestamp64Milli(max(event_time)) AS polled,
    countIf(is_fresh) AS polls,
    countIf(is_fresh AND outcome IN ('failed', 'unreadable', 'throttled')) AS bad,
    sumIf(new_items, is_fresh) AS projects
FROM sources_polls WHERE event_time > {now:DateTime64(3, 'UTC')} - INTERVAL 1 DAY
GROUP BY source ORDER BY source"""
OUTCOMES: Final = """
SELECT state, if(state = 'SENT', '', reason) AS why, count() AS notifications
FROM notifications_ledger
WHERE state != 'INTENT' AND event_time > {now:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR
GROUP BY state, why"""
LATENCY: Final = """
SELECT count() AS cards, quantileExact(0.5)(assumeNotNull(latency_ms)) AS half,
    quantileExact(0.99)(assumeNotNull(latency_ms)) AS most
FROM notifications_ledger
WHERE state = 'SENT' AND kind = 'instant' AND latency_ms IS NOT NULL
    AND event_time > {now:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR"""
LETTERS: Final = """
SELECT uniqExact(origin_topic, origin_partition, origin_offset) AS letters FROM dead_letters
WHERE _time > {now:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR"""


class FiguresReader:
    """Connections stay open between two looks; Kafka's are made at the first one."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._exits = AsyncExitStack()
        self._http: aiohttp.ClientSession
        self._queues: LagReader | None = None
        self._stored: Stored | None = None

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=STORE_SECONDS)
        session = aiohttp.ClientSession(timeout=timeout)
        self._http = await self._exits.enter_async_context(session)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._exits.aclose()

    async def read(self) -> Figures:
        """Everything as it is now; what cannot be read is as it was, or left out."""
        now = self._clock.now()
        stored = read_stored(self._http, self._settings.clickhouse, now)
        waiting, found = await asyncio.gather(self._waiting(), stored)
        self._stored = found or self._stored
        return Figures(now, waiting, self._stored, is_away=found is None)

    async def _waiting(self) -> tuple[Waiting, ...] | None:
        try:
            async with asyncio.timeout(QUEUE_SECONDS):
                if self._queues is None:
                    reader = open_lag_reader(self._settings)
                    self._queues = await self._exits.enter_async_context(reader)
                rows = await stage_lags(self._queues, self._clock.now())
        except (OSError, KafkaError):  # a time-out is an OSError
            return None
        return tuple(Waiting(row.stage, row.lag, row.oldest_seconds) for row in rows)


async def read_stored(
    http: aiohttp.ClientSession, store: ClickHouseSettings, now: datetime
) -> Stored | None:
    """What ClickHouse says; None where it does not answer, or not as it should."""
    asked = (PEOPLE, NEW, BANNED, BOARDS, OUTCOMES, LETTERS, LATENCY)
    try:
        answers = await asyncio.gather(*(_ask(http, store, sql, now) for sql in asked))
        return _stored_of(answers, now)
    except (aiohttp.ClientError, TimeoutError, LookupError, TypeError, ValueError):
        return None


def _stored_of(answers: Sequence[list[dict[str, Any]]], now: datetime) -> Stored:
    people, new, banned, boards, outcomes, letters, (latency,) = answers
    counts = {**people[0], **new[0], **banned[0]}
    return Stored(
        at=now,
        people=People(**{name: int(value) for name, value in counts.items()}),
        boards=tuple(_board(row) for row in boards),
        outcomes={_outcome(row): int(row["notifications"]) for row in outcomes},
        letters=int(letters[0]["letters"]),
        latency=_latency(latency) if int(latency["cards"]) else None,
    )


def _outcome(row: dict[str, Any]) -> str:
    return f"{row['state']} ({row['why']})" if row["why"] else str(row["state"])


def _latency(row: dict[str, Any]) -> Latency:
    return Latency(int(row["half"]) / 1000, int(row["most"]) / 1000)


async def _ask(
    http: aiohttp.ClientSession, store: ClickHouseSettings, sql: str, now: datetime
) -> list[dict[str, Any]]:
    headers = {
        "X-ClickHouse-User": store.user,
        "X-ClickHouse-Key": store.password.get_secret_value(),
    }
    moment = f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3]
    wanted, body = {"database": store.database, "param_now": moment}, (sql + ROWS).encode()
    async with http.post(store.url, data=body, params=wanted, headers=headers) as answer:
        answer.raise_for_status()
        return [orjson.loads(line) for line in (await answer.read()).splitlines()]


def _board(row: dict[str, Any]) -> Board:
    polled = datetime.fromtimestamp(int(row["polled"]) / 1000, UTC)
    return Board(str(row["name"]), polled, int(row["polls"]), int(row["bad"]), int(row["projects"]))
