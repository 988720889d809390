"""Builders of raw and clean projects for tests: only what differs is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.contracts.messages import Budget, CleanProject, RawProject
from tests.support.gigs import a_project

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def after(**parts: float) -> datetime:
    """START and so much (names of timedelta)."""
    return START + timedelta(**parts)


def a_raw(**fields: Any) -> RawProject:
    """One observation at FL.ru; its event id follows from its content, as collect's does."""
    content: dict[str, Any] = {
        "source": "fl",
        "native_id": "1",
        "url": "https://www.fl.ru/projects/1/parser.html",
        "title": "Парсер каталога",
        "body": "Нужно собрать цены с сайта поставщика.",
        "seen_at": START,
        **fields,
    }
    return RawProject(
        event_id=EventId(digest(*(f"{name}={content[name]}" for name in sorted(content)))),
        trace_id=TraceId("trace-1"),
        event_time=content["seen_at"],
        **content,
    )


def a_clean(
    body: str,
    *,
    key: str = "fl:1",
    kind: Literal["new", "changed", "closed"] = "new",
    at: datetime = START,
    **fields: Any,
) -> CleanProject:
    """A normalised project as normalise sends it; `key` is `source:native_id`."""
    source, _, native_id = key.partition(":")
    project = a_project(
        title=fields.pop("title", "Project"),
        body=body,
        **{
            "key": key,
            "source": source,
            "native_id": native_id,
            "url": f"https://{source}.example/{native_id}",
            "seen_at": at,
            **fields,
        },
    )
    return CleanProject(
        event_id=EventId(digest("clean", key, project.revision, kind)),
        trace_id=TraceId("trace-1"),
        event_time=at,
        kind=kind,
        project=project,
    )


def dollars(minimum: int, maximum: int | None = None, **fields: Any) -> Budget:
    """A budget in whole US dollars; one figure is an exact price."""
    low, high = minimum * 100, (maximum or minimum) * 100
    return Budget(
        minimum=low, maximum=high, currency="USD", usd_minimum=low, usd_maximum=high, **fields
    )
