"""A small seeded day of the pipeline as JSON events, for tables and for a recount in plain Python.

The facts are kept as Python objects, so that a test's expectations never pass through SQL.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from gigwire.domain.record import Row, to_letter_line, to_line

SOURCES = ("freelancer", "fl", "kwork")
LANGUAGES = ("en", "ru")
LENGTH = timedelta(hours=2)


class Day:
    """Events by table; each is a dict with `_at`, its time."""

    def __init__(self, start: datetime, seed: int = 7, projects: int = 120) -> None:
        self.start = start
        self.end = start + LENGTH
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self._random = random.Random(seed)
        self._count = 0
        for number in range(projects):
            self._project(number)
        for _ in range(60):
            self._poll()
        for number in range(24):
            self._lag(number)

    def _at(self) -> datetime:
        return self.start + timedelta(milliseconds=self._random.randrange(1000, 7_100_000))

    def _add(self, table: str, at: datetime, **fields: object) -> None:
        self._count += 1
        envelope = {
            "event_id": f"e{self._count}",
            "trace_id": "t",
            "event_time": at.isoformat(),
            "schema_version": 1,
            "origin": None,
        }
        self.tables.setdefault(table, []).append({"_at": at, **envelope, **fields})

    def _project(self, number: int) -> None:
        at, choose = self._at(), self._random.choice
        source, cluster = choose(SOURCES), f"c{number}"
        cents = choose((None, 10_000, 25_050, 90_000))
        budget = None if cents is None else {"currency": "USD", "usd_minimum": cents}
        project = {
            "key": f"{source}:{number}", "source": source, "title": f"Job {number}",
            "language": choose(LANGUAGES), "skills": ["python"], "budget": budget,
            "seen_at": at.isoformat(),
        }  # fmt: skip
        self._add("projects_raw", at, source=source, native_id=str(number), seen_at=at.isoformat())
        self._add("projects_clean", at, kind=choose(("new", "changed")), project=project)
        kind = choose(("new", "new", "joined"))
        self._add("projects_unique", at, kind=kind, cluster_id=cluster, project=project, links=[])
        unique = {"cluster_id": cluster, "project": project}
        self._add("projects_fanout", at, projects=[unique])
        if number % 2:
            self._add(
                "matches", at, partition=0, project=unique, users=[5], filters=[1], scores=[9]
            )
            self._notify(number, at, cluster)

    def _notify(self, number: int, seen: datetime, cluster: str) -> None:
        choose = self._random.choice
        decision, reason = choose((("instant", "fits"), ("held", "pace"), ("suppressed", "repeat")))
        self._add(
            "notifications_decisions", seen, user_id=5, cluster_id=cluster, revision=0,
            decision=decision, reason=reason,
        )  # fmt: skip
        if decision != "instant":
            return
        state = choose(("SENT", "SENT", "SENT", "UNKNOWN", "REJECTED"))
        at = seen + timedelta(milliseconds=self._random.randrange(100, 3000))
        fields = {
            "notification_id": f"n{number}", "user_id": 5, "chat_id": 5, "kind": "instant",
            "cluster_id": cluster, "seen_at": seen.isoformat(),
        }  # fmt: skip
        self._add("notifications_ledger", seen, **fields, state="INTENT")
        why = "blocked" if state == "REJECTED" else None
        self._add("notifications_ledger", at, **fields, state=state, reason=why)

    def _poll(self) -> None:
        outcome = self._random.choice(("new", "empty", "failed"))
        self._add(
            "sources_polls", self._at(), source=self._random.choice(SOURCES), url="http://board/",
            outcome=outcome, duration_ms=self._random.randrange(20, 900), bytes=10, items=3,
            new_items=2 if outcome == "new" else 0,
        )  # fmt: skip

    def _lag(self, number: int) -> None:
        at = self.start + timedelta(minutes=5 * number)
        for topic in ("projects.raw", "subscribers"):
            lag = self._random.randrange(50)
            self.tables.setdefault("lag_samples", []).append(
                {"_at": at, "stage": "match", "topic": topic, "lag": lag, "partitions": 1}
            )

    def lines(self, table: str) -> list[bytes]:
        """Rows of a table as record writes them (lag samples as its sampler does)."""
        if table == "lag_samples":
            return [
                orjson.dumps({**_payload(one), "sampled_at": one["_at"].isoformat()})
                for one in self.tables[table]
            ]
        return [
            to_line(table.replace("_", ".", 1), row(number, one["_at"], _payload(one)))
            for number, one in enumerate(self.tables[table])
        ]


def _payload(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "_at"}


def row(offset: int, at: datetime, payload: dict[str, Any]) -> Row:
    """A Kafka record."""
    return Row(0, offset, int(at.timestamp() * 1000), b"k", orjson.dumps(payload))


def letter_lines(start: datetime) -> list[bytes]:
    """Four dead letters, one of them twice."""
    return [
        to_letter_line("ticks.dlq", Row(0, number, _ms(start), None, b"<", _headers(origin)))
        for number, origin in enumerate((1, 2, 3, 4, 4))
    ]


def _ms(start: datetime) -> int:
    return int((start + timedelta(minutes=1)).timestamp() * 1000)


def _headers(offset: int) -> tuple[tuple[str, bytes], ...]:
    found = {"stage": "match", "reason": "not_json", "origin-topic": "ticks"}
    found |= {"origin-partition": "0", "origin-offset": str(offset)}
    return tuple((f"x-dlq-{name}", value.encode()) for name, value in found.items())


def yesterday() -> datetime:
    """Noon of yesterday, UTC: inside every table's TTL."""
    now = datetime.now(UTC)  # noqa: TID251 - tests of TTL'd tables need the real day
    return now.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
