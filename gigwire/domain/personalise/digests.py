"""Digests: when one is due, what it holds, and its three moves seal, send, forget. See the package.

Due times by the reason for waiting, always moved out of quiet hours and of a snooze:
`quiet_hours` and `snoozed` at their end, so at once where the person ended it early; `pace` at the
next full local hour, or for a daily or weekly pace at the person's digest minute; the caps and
`less_often` at the digest minute of the day. What waits goes out together with the earliest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from gigwire.domain.localtime import next_hour, next_minute_of_day
from gigwire.domain.personalise.hush import is_hushed, rings
from gigwire.domain.personalise.matches import words_of
from gigwire.domain.personalise.notices import (
    Subject,
    Verdict,
    decided,
    digest_dues,
    digest_id,
    subject_of,
    thread_of,
)
from gigwire.domain.personalise.picking import picked
from gigwire.domain.personalise.report import decide_report, report_moment
from gigwire.domain.personalise.rows import MEMORY, Held, Outcome, Pacing, Sealed, Told, Wait
from gigwire.domain.personalise.waits import pace_of

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDecided
    from gigwire.contracts.people import Subscriber


def next_due(subscriber: Subscriber | None, pacing: Pacing) -> datetime | None:
    """When a tick must next visit this person: at the first tick at or after it; None: never.

    Changes only with the row or the subscriber, so that a shell can keep it in a heap.
    """
    sealed = pacing.sealed
    times = [item.since for item in pacing.leaving]
    if pacing.reported is not None:
        times.append(pacing.reported.sent_at)
    if (report := report_moment(subscriber, pacing)) is not None:
        times.append(report)
    if sealed is not None and (_is_active(subscriber) or sealed.sent_at is not None):
        times.append(sealed.sealed_at)
    elif sealed is not None:
        times.append(sealed.sealed_at + MEMORY)
    if subscriber is not None and _is_active(subscriber) and pacing.held:
        times.append(pacing.asked_at or _earliest(subscriber, pacing)[0])
    else:
        times.extend(item.since + MEMORY for item in pacing.held)
    return min(times, default=None)


def digest_moment(subscriber: Subscriber, pacing: Pacing) -> datetime | None:
    """When what waits is promised; None: nothing waits, or nobody can be sent anything."""
    is_promised = bool(pacing.held) and _is_active(subscriber)
    return _earliest(subscriber, pacing)[0] if is_promised else None


def decide_tick(
    subscriber: Subscriber | None, pacing: Pacing, now: datetime, looked_at: int | None = None
) -> Outcome:
    """Seal, send or forget a digest or report; give up what nobody could be sent for 14 days.

    Idempotent for a repeated tick. One tick makes at most one digest, and the tick that seals it
    is never the one that sends it. `looked_at`: the tick's.
    """
    pacing, left = _decide_leaving(pacing, now)
    pacing, digests, decisions = _decide_digest(subscriber, pacing, now)
    pacing, reports, _ = decide_report(subscriber, pacing, now, looked_at)
    return Outcome(pacing, (*digests, *reports), (*left, *decisions))


def _decide_leaving(
    pacing: Pacing, now: datetime
) -> tuple[Pacing, tuple[NotificationDecided, ...]]:
    left = tuple(
        item.model_copy(update={"decided_at": item.decided_at or now})
        for item in pacing.leaving
        if item.decided_at is None or item.decided_at >= now
    )
    new = [item.reason for item in pacing.leaving if item.decided_at is None]
    return pacing.model_copy(update={"leaving": left}).counted(now, *new), tuple(
        decided(
            Subject(pacing.user_id, item.cluster_id, item.revision, item.trace_id, item.score),
            Verdict("suppressed", item.reason),
            now,
        )
        for item in left
    )


def _decide_digest(subscriber: Subscriber | None, pacing: Pacing, now: datetime) -> Outcome:
    if pacing.sealed is not None:
        if pacing.sealed.sent_at is None or now <= pacing.sealed.sent_at:
            return _send(subscriber, pacing, pacing.sealed, now)
        pacing = pacing.model_copy(update={"sealed": None})
    if not pacing.held:
        is_asked = pacing.asked_at is not None
        return Outcome(pacing.model_copy(update={"asked_at": None}) if is_asked else pacing)
    if subscriber is None or not _is_active(subscriber):
        stale = [item for item in pacing.held if now - item.since >= MEMORY]
        return Outcome(pacing.with_leaving(stale, "inactive", now))
    if pacing.asked_at is not None and pacing.asked_at <= now:
        return Outcome(_sealed(subscriber, pacing, "asked", now))
    due, reason = _earliest(subscriber, pacing)
    is_allowed = due <= now and not is_hushed(subscriber, now)
    return Outcome(_sealed(subscriber, pacing, reason, now)) if is_allowed else Outcome(pacing)


def _is_active(subscriber: Subscriber | None) -> bool:
    return subscriber is not None and subscriber.status == "active"


def _earliest(subscriber: Subscriber, pacing: Pacing) -> tuple[datetime, Wait]:
    since: dict[Wait, datetime] = {}
    for item in pacing.held:
        since[item.reason] = min(item.since, since.get(item.reason, item.since))
    return min((_due_of(subscriber, reason, first), reason) for reason, first in since.items())


def _due_of(subscriber: Subscriber, reason: Wait, since: datetime) -> datetime:
    zone = subscriber.timezone
    match reason:
        case "quiet_hours" | "snoozed":
            due = since
        case "pace":
            due = _due_by_pace(subscriber, since)
        case "daily_cap" | "client_cap" | "less_often":
            due = next_minute_of_day(since, zone, subscriber.digest_minute)
        case _:
            assert_never(reason)
    return rings(subscriber, due)


def _due_by_pace(subscriber: Subscriber, since: datetime) -> datetime:
    zone, minute = subscriber.timezone, subscriber.digest_minute
    match pace_of(subscriber):
        case "instant":
            return since
        case "hourly":
            return next_hour(since, zone)
        case "daily":
            return next_minute_of_day(since, zone, minute)
        case "weekly":
            return next_minute_of_day(since, zone, minute, (subscriber.peace.digest_weekday,))


def _sealed(
    subscriber: Subscriber, pacing: Pacing, reason: Wait | Literal["asked"], now: datetime
) -> Pacing:
    best, rest, muted = picked(subscriber, pacing.held)
    row = pacing.with_leaving(muted, "muted", now).with_leaving(rest, "overflow", now)
    if not best:
        return row.model_copy(update={"held_back": 0, "asked_at": None})
    sealed = Sealed(
        notification_id=digest_id(pacing.user_id, tuple(item.cluster_id for item in best)),
        items=best,
        held_back=pacing.held_back + len(rest),
        reason=reason,
        sealed_at=now,
    )
    told = {item.cluster_id: _told_by_digest(item, now) for item in best}
    changes = {"held": (), "held_back": 0, "sealed": sealed, "asked_at": None}
    return row.with_told(told, now).model_copy(update=changes)


def _told_by_digest(item: Held, now: datetime) -> Told:
    revision = item.card.project.revision
    return Told(
        revision=revision,
        reason=item.reason,
        at=now,
        words=words_of(item.card),
        percentile=item.card.hit.percentile,
        score=item.card.hit.score,
    )


def _send(subscriber: Subscriber | None, pacing: Pacing, sealed: Sealed, now: datetime) -> Outcome:
    if now <= sealed.sealed_at:
        return Outcome(pacing)
    if subscriber is None or not _is_active(subscriber):
        if sealed.sent_at is not None or now - sealed.sealed_at < MEMORY:
            return Outcome(pacing)
        left = pacing.model_copy(update={"sealed": None})
        return Outcome(left.with_leaving(sealed.items, "inactive", now))
    is_asked = sealed.reason == "asked" or pacing.asked_at is not None
    if sealed.sent_at is None and not is_asked and is_hushed(subscriber, now):
        return Outcome(pacing)
    dues = digest_dues(subscriber, sealed, now)
    names = {one.thread_id: one.notification_id for one in dues}
    cards = [item.card for item in sealed.items]
    events = tuple(
        decided(
            subject_of(card.hit, card.project),
            Verdict("digested", "due", names[thread_of(card.hit)]),
            now,
        )
        for card in cards
    )
    row = pacing
    if sealed.sent_at is None:
        told = {card.project.cluster_id: names[thread_of(card.hit)] for card in cards}
        row = pacing.counted(now, *("digested" for _ in cards)).told_in(told)
        row = row.model_copy(update={"sealed": sealed.model_copy(update={"sent_at": now})})
    return Outcome(row, dues, events)
