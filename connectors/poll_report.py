"""What one request to a board was, as an event and as metrics and a log line. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.contracts.sources import SourcePolled

if TYPE_CHECKING:
    from datetime import datetime

    from connectors.asking import Asked
    from connectors.sources.base import Request, Source
    from gigwire.runtime.process import Runtime


def polled_event(
    source: Source, request: Request, asked: Asked, new_items: int, now: datetime, took: float
) -> SourcePolled:
    """The event of one request; `took` in seconds."""
    page, answer = asked.page, asked.answer
    name = digest("poll", source.feed, request.url, request.position, now.isoformat())
    return SourcePolled(
        event_id=EventId(name),
        trace_id=TraceId(name),
        event_time=now,
        source=source.name,
        url=request.url,
        outcome=asked.outcome,
        status=answer.status if answer else None,
        duration_ms=round(took * 1000),
        bytes=len(answer.body) if answer else 0,
        items=len(page.projects) + len(page.rejects) + page.ignored if page else 0,
        new_items=new_items,
        reason=asked.reason,
        retry_after=asked.retry_after,
    )


def report(runtime: Runtime, polled: SourcePolled, feed: str) -> None:
    """Count a request; log it when it brought less than it should."""
    metrics, source = runtime.metrics, polled.source
    known = polled.items - polled.new_items
    metrics.observe("gigwire_poll_seconds", polled.duration_ms / 1000, source=source)
    metrics.add("gigwire_outcomes_total", stage="collect", outcome=polled.outcome)
    metrics.add("gigwire_poll_items_total", polled.new_items, source=source, kind="new")
    metrics.add("gigwire_poll_items_total", known, source=source, kind="known")
    if polled.outcome in ("new", "empty", "not_modified"):
        at = polled.event_time.timestamp()
        metrics.set("gigwire_source_last_success_timestamp_seconds", at, source=source)
    if polled.reason is not None:
        runtime.log.warning(
            "collect.poll_short",
            feed=feed,
            outcome=polled.outcome,
            reason=polled.reason,
            retry_after=polled.retry_after,
        )
