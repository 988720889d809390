"""Builders of projects, steps, filters and people for tests: only what differs is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from gigwire.contracts.ids import (
    ChatId,
    ClusterId,
    EventId,
    FilterId,
    TraceId,
    UserId,
    digest,
    filter_number,
)
from gigwire.contracts.messages import (
    Budget,
    Link,
    Project,
    ProjectMatched,
    UniqueProject,
)
from gigwire.contracts.people import Filter, Subscriber
from gigwire.domain.personalise import Fit, Subjects, fits_of

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday


def at(minutes: float) -> datetime:
    """Noon and so many minutes."""
    return NOON + timedelta(minutes=minutes)


def usd(minimum: int | None, maximum: int | None) -> Budget:
    """A fixed budget in US cents."""
    return Budget(
        minimum=minimum,
        maximum=maximum,
        currency="USD",
        usd_minimum=minimum,
        usd_maximum=maximum,
        rate_date="2026-11-01",
    )


def a_project(title: str = "Python bot", body: str = "", **fields: Any) -> Project:
    """A project of board `fl`."""
    wanted: dict[str, Any] = {
        "key": "fl:1",
        "source": "fl",
        "native_id": "1",
        "url": "https://fl.example/1",
        "title": title,
        "body": body,
        "seen_at": NOON,
    }
    return Project(**(wanted | fields))


def a_step(
    cluster: str = "c1", kind: str = "new", revision: int = 0, now: datetime = NOON, **fields: Any
) -> UniqueProject:
    """One step in the life of a cluster."""
    project = fields.pop("project", None) or a_project(**({"seen_at": now} | fields))
    return UniqueProject.model_validate(
        {
            "event_id": EventId(digest("step", cluster, revision)),
            "trace_id": TraceId(f"trace-{cluster}"),
            "event_time": now,
            "kind": kind,
            "cluster_id": ClusterId(cluster),
            "project": project,
            "links": (Link(source="fl", url=project.url),),
            "revision": revision,
        }
    )


PYTHON = Filter(filter_id=FilterId("f1"), name="python", query="python")  # fits `a_project()`


def a_match(
    step: UniqueProject, user: int = 7, score: int = 500, *filters: Filter
) -> ProjectMatched:
    """The record of `matches` for a step: filters of one user, `PYTHON` if none is named."""
    wanted = filters or (PYTHON,)
    return ProjectMatched(
        event_id=EventId(digest("match", step.event_id)),
        trace_id=step.trace_id,
        event_time=step.event_time,
        partition=0,
        project=step,
        users=(UserId(user),) * len(wanted),
        filters=tuple(filter_number(one.filter_id) for one in wanted),
        scores=(score,) * len(wanted),
    )


def a_fit(step: UniqueProject, user: int = 7, score: int = 500, *filters: Filter) -> Fit:
    """The one person of `a_match`."""
    (fit,) = fits_of(a_match(step, user, score, *filters), Subjects())
    return fit


def a_filter(name: str = "f1", **fields: Any) -> Filter:
    """A filter; without fields it asks for nothing."""
    return Filter(filter_id=FilterId(name), name=name, **fields)


def a_subscriber(*filters: Filter, user: int = 7, version: int = 1, **fields: Any) -> Subscriber:
    """An active person in UTC without quiet hours."""
    return Subscriber(
        event_id=EventId(f"subscriber-{user}-{version}"),
        trace_id=TraceId(f"subscriber-{user}"),
        event_time=NOON,
        user_id=UserId(user),
        chat_id=ChatId(user),
        version=version,
        filters=filters,
        **fields,
    )
