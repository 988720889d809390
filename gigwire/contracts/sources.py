"""Messages about sources themselves: what each poll brought, and what the next one needs."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.messages import Event


class SourcePolled(Event):
    """The outcome of one poll (topic `sources.polls`): one record a request, success or not."""

    source: str
    url: str
    outcome: Literal["new", "empty", "not_modified", "throttled", "failed", "unreadable"]
    status: int | None = None  # HTTP status, None where no answer came
    duration_ms: int
    bytes: int = 0
    items: int = 0
    new_items: int = 0
    reason: str | None = None
    retry_after: float | None = None  # seconds


class SourceCursor(Event):
    """What a source's next poll needs (topic `sources.cursors`, compacted, key = source)."""

    source: str
    etag: str | None = None
    last_modified: str | None = None
    # Native id -> content hash, newest last, bounded.
    seen: dict[str, str] = Field(default={})
    next_poll_at: AwareDatetime | None = None
    failures: int = 0
