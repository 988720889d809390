"""What a query would have found in ClickHouse's record. Owns the reading and counting."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clickhouse_connect.driver.exceptions import ClickHouseError
from pydantic import ValidationError

from connectors.sinks.clickhouse.client import open_clickhouse
from gigwire.contracts.errors import Transient
from gigwire.contracts.messages import DatedRates, Project
from gigwire.domain.filters import compiled_query
from gigwire.domain.filters.expression import All, Member
from gigwire.domain.match.explain import explain
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from gigwire.domain.rates import RateBook, day_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.domain.filters.expression import Query
    from gigwire.domain.match.explain import Verdict
    from gigwire.runtime.settings import Settings

LAST: Final = 10
DAY: Final = timedelta(days=1)
# A day at a time, in the order of the table's key: ClickHouse reads the day's granules only.
STEPS: Final = """
SELECT event_time, cluster_id, project FROM {database:Identifier}.projects_unique
WHERE kind IN ('new', 'joined', 'changed') AND event_time >= {start:DateTime64(3, 'UTC')}
  AND event_time < {end:DateTime64(3, 'UTC')} AND NOT _tombstone
  AND (empty({sources:Array(String)}) OR lower(source) IN {sources:Array(String)})
  AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
ORDER BY event_time
"""
RATES: Final = """
SELECT toString(date), usd_per_unit FROM {database:Identifier}.rates
WHERE NOT _tombstone ORDER BY date, event_time
"""


class Came(NamedTuple):
    """A project that would have come, and why."""

    at: datetime
    title: str
    url: str
    verdict: Verdict


class Backtest(NamedTuple):
    """How many clusters would have come on each UTC day, of how many steps; the last of them."""

    query: str
    days: dict[str, int]
    read: int
    last: list[Came]

    @property
    def total(self) -> int:
        """All that would have come."""
        return sum(self.days.values())


async def backtest_of(
    settings: Settings, query: str, days: int, now: datetime, advance: Callable[[str], None]
) -> Backtest:
    """Judge every recorded step of the last days: today and those before, by UTC.

    A cluster counts once, on the day of its first step that fits. `advance` is told each day.

    Raises:
        Transient: ClickHouse does not answer, or has no such tables.
    """
    first = now.replace(hour=0, minute=0, second=0, microsecond=0) - (days - 1) * DAY
    starts = [first + number * DAY for number in range(days)]
    counts = Counter(dict.fromkeys(map(day_of, starts), 0))
    test = _Judge(compiled_query(query), deque(maxlen=LAST), set())
    read = 0
    try:
        async with open_clickhouse(settings.clickhouse) as client:
            book = await _book(client, settings.clickhouse.database)
            for start in starts:
                advance(day_of(start))
                parameters = _parameters(settings, test.query, start)
                async for row in _rows(client, parameters):
                    read += 1
                    counts[day_of(start)] += test.judge(row, book)
    except ClickHouseError as error:
        raise Transient(f"ClickHouse: {error}; do its tables exist? See gigwire migrate") from error
    return Backtest(query, dict(counts), read, list(test.last))


class _Judge(NamedTuple):
    """What was found so far."""

    query: Query
    last: deque[Came]
    clusters: set[str]

    def judge(self, row: tuple[datetime, str, str], book: RateBook) -> bool:
        """Whether the step is the first of its cluster that fits."""
        at, cluster, text = row
        if cluster in self.clusters:
            return False
        try:
            project = Project.model_validate_json(text)
        except ValidationError:
            return False  # of a record that no stage could have read
        day = (project.budget and project.budget.rate_date) or day_of(project.seen_at)
        subject = subject_of(project, at, rates=book.at(day))
        if not fits(self.query, subject):
            return False
        self.clusters.add(cluster)
        self.last.append(Came(at, project.title, project.url, explain(self.query, subject)))
        return True


def _parameters(settings: Settings, query: Query, start: datetime) -> dict[str, Any]:
    return {
        "database": settings.clickhouse.database,
        "start": start,
        "end": start + DAY,
        "sources": _required(query, "source"),
        "languages": [*_required(query, "lang"), "und"] if _required(query, "lang") else [],
    }


def _required(query: Query, attribute: str) -> list[str]:
    """Values one of which the whole query asks for; none: it does not ask."""
    top = query.expression
    parts = top.parts if isinstance(top, All) else (top,)
    return next(
        (list(p.values) for p in parts if isinstance(p, Member) and p.attribute == attribute), []
    )


async def _rows(
    client: AsyncClient, parameters: dict[str, Any]
) -> AsyncIterator[tuple[datetime, str, str]]:
    async with await client.query_rows_stream(STEPS, parameters, query_tz="UTC") as rows:
        async for at, cluster, project in rows:
            yield at, cluster, project


async def _book(client: AsyncClient, database: str) -> RateBook:
    found = await client.query(RATES, {"database": database})
    return RateBook(DatedRates(date=date, usd_per_unit=rates) for date, rates in found.result_rows)
