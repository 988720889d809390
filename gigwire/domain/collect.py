"""Decisions of collect: what is new on a page, how the cursor moves, when to poll again.

Owns no request and no format of a board. Chance and time are arguments.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Literal

from gigwire.contracts.ids import EventId, TraceId, digest, project_key
from gigwire.contracts.messages import Frozen
from gigwire.contracts.sources import SourceCursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random

    from gigwire.contracts.messages import RawBudget, RawProject

Outcome = Literal["new", "empty", "not_modified", "throttled", "failed", "unreadable"]

SEEN_LIMIT: Final = 400  # ids kept in a cursor: beyond every board's window and pages
JITTER: Final = 0.1  # share of the interval, both ways: no herd at the full minute
LONGEST_BACK_OFF: Final = 900.0  # seconds
LONGEST_RETRY_AFTER: Final = 3600.0  # seconds; a board that asks for more is asked again then
MOST_DOUBLINGS: Final = 16  # beyond it the cap holds anyway
MARK_LENGTH: Final = 12
# RFC 9110 section 8.8.2.2: a Last-Modified of the same second may hide a later change.
WEAK_SECONDS: Final = 2


class Pace(Frozen):
    """How often one source may be asked."""

    interval_seconds: float
    requests_per_day: int | None = None  # UTC days; None: the interval is limit enough


class PollState(Frozen):
    """What the next poll's time depends on."""

    failures: int = 0  # in a row
    day: str = ""  # ISO date, UTC, that `used` counts
    used: int = 0


# -- content ----------------------------------------------------------------------------------


def trace_of(source: str, native_id: str) -> TraceId:
    """The trace id of a project, for all its life."""
    return TraceId(digest("trace", project_key(source, native_id)))


def observation_id(project: RawProject) -> EventId:
    """Name an observation by what a reader would call the project.

    Title, body, budget, skills and status count. Bids, ratings, category and times change by
    themselves (and FL.ru lists one project under two categories), so they do not.
    """
    return EventId(
        digest(
            "raw",
            project_key(project.source, project.native_id),
            project.title,
            project.body,
            _money(project.budget),
            project.status,
            *sorted(project.skills),
        )
    )


def mark_of(project: RawProject) -> str:
    """The short form of the observation that a cursor keeps."""
    return project.event_id[:MARK_LENGTH]


def body_digest(body: bytes) -> str:
    """The short name of bytes that could not be read."""
    return hashlib.blake2b(body, digest_size=MARK_LENGTH // 2).hexdigest()


def _money(budget: RawBudget | None) -> str:
    return "" if budget is None else budget.model_dump_json()


def fresh(projects: Iterable[RawProject], seen: Mapping[str, str]) -> list[RawProject]:
    """Those never seen, or seen otherwise; the order stays."""
    return [it for it in projects if seen.get(it.native_id) != mark_of(it)]


# -- the cursor -------------------------------------------------------------------------------


def cursor_id(cursor: SourceCursor) -> EventId:
    """Name a cursor by what it says."""
    said = cursor.model_dump_json(exclude={"event_id", "trace_id"})
    return EventId(digest("cursor", said))


def empty_cursor(feed: str, now: datetime) -> SourceCursor:
    """The cursor of a source that was never polled."""
    trace = TraceId(digest("cursor", feed))
    return SourceCursor(event_id=EventId(""), trace_id=trace, event_time=now, source=feed)


def moved(
    cursor: SourceCursor, seen_now: Mapping[str, str], validators: Mapping[str, str], now: datetime
) -> SourceCursor:
    """The cursor after a poll whose items Kafka has acknowledged.

    Args:
        cursor: as it was.
        seen_now: native id to mark of all that the poll showed, oldest first.
        validators: headers of the first page's answer, names in lower case.
        now: time of the move.

    Ids shown again move to the newest end, so that nothing still on a page is ever forgotten.
    """
    kept = {name: mark for name, mark in cursor.seen.items() if name not in seen_now}
    both = list({**kept, **seen_now}.items())[-max(SEEN_LIMIT, len(seen_now)) :]
    etag = validators.get("etag")
    draft = cursor.model_copy(
        update={
            "seen": dict(both),
            "etag": etag,
            "last_modified": validators.get("last-modified")
            if etag or _is_strong(validators)
            else None,
            "failures": 0,
            "next_poll_at": None,
            "event_time": now,
        }
    )
    return draft.model_copy(update={"event_id": cursor_id(draft)})


def untouched(cursor: SourceCursor, now: datetime) -> SourceCursor:
    """The cursor after "not modified": as it was, but no longer held back."""
    if not cursor.failures and cursor.next_poll_at is None:
        return cursor
    draft = cursor.model_copy(update={"failures": 0, "next_poll_at": None, "event_time": now})
    return draft.model_copy(update={"event_id": cursor_id(draft)})


def held_back(
    cursor: SourceCursor, state: PollState, next_poll_at: datetime, now: datetime
) -> SourceCursor:
    """The cursor of a source that asked for a pause: kept, so that a restart keeps it, too."""
    draft = cursor.model_copy(
        update={"failures": state.failures, "next_poll_at": next_poll_at, "event_time": now}
    )
    return draft.model_copy(update={"event_id": cursor_id(draft)})


def is_same_place(one: SourceCursor, other: SourceCursor) -> bool:
    """Whether writing `other` over `one` would tell nothing new."""
    ignored = {"event_id", "event_time"}
    return one.model_dump(exclude=ignored) == other.model_dump(exclude=ignored)


def _is_strong(validators: Mapping[str, str]) -> bool:
    modified, sent = http_date(validators.get("last-modified")), http_date(validators.get("date"))
    if modified is None or sent is None:
        return False
    return sent - modified >= timedelta(seconds=WEAK_SECONDS)


# -- time -------------------------------------------------------------------------------------


def http_date(text: str | None) -> datetime | None:
    """An HTTP date, or None for anything else."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, in either form, 0 to one hour; else None."""
    text = (header or "").strip()
    if text.isascii() and text.isdecimal():
        return min(LONGEST_RETRY_AFTER, float(text[:9]))
    moment = http_date(text)
    if moment is None:
        return None
    return min(LONGEST_RETRY_AFTER, max(0.0, (moment - now).total_seconds()))


def counted(state: PollState, requests: int, now: datetime) -> PollState:
    """The state after so many more requests today."""
    today = now.astimezone(UTC).date().isoformat()
    used = state.used if state.day == today else 0
    return state.model_copy(update={"day": today, "used": used + requests})


def next_poll(
    state: PollState,
    pace: Pace,
    outcome: Outcome,
    retry_after: float | None,
    now: datetime,
    rng: Random,
) -> tuple[PollState, datetime]:
    """When to ask again.

    Success: the interval with jitter. Failure: never sooner than the interval, plus full jitter
    over an exponential window (AWS "Exponential Backoff And Jitter", 2015) up to
    `LONGEST_BACK_OFF`; a longer Retry-After wins. A used-up daily quota waits for the next UTC day.
    """
    is_success = outcome in ("new", "empty", "not_modified")
    failures = 0 if is_success else state.failures + 1
    jitter = rng.uniform(1 - JITTER, 1 + JITTER)
    wait = pace.interval_seconds * jitter
    if not is_success:
        window = pace.interval_seconds * (2 ** min(failures, MOST_DOUBLINGS) - 1)
        wait += rng.uniform(0, min(LONGEST_BACK_OFF, window))
        # Jitter only upward: earlier than asked for would be rude.
        wait = max(wait, (retry_after or 0.0) * (1 + JITTER * rng.random()))
    after = state.model_copy(update={"failures": failures})
    return after, max(now + timedelta(seconds=wait), _quota_opens(after, pace, now, rng))


def _quota_opens(state: PollState, pace: Pace, now: datetime, rng: Random) -> datetime:
    utc = now.astimezone(UTC)
    if pace.requests_per_day is None or state.day != utc.date().isoformat():
        return now
    if state.used < pace.requests_per_day:
        return now
    midnight = datetime(utc.year, utc.month, utc.day, tzinfo=UTC) + timedelta(days=1)
    return midnight + timedelta(seconds=pace.interval_seconds * rng.random())
