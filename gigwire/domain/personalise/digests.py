"""Digests: when one is due, what it holds, and its three moves seal, send, forget. See the package.

Due times by the reason for waiting, always moved out of quiet hours:
`quiet_hours` at their end; `pace` at the next full local hour, or for a daily pace at the person's
digest minute; `daily_cap` at the digest minute. What waits goes out together with the earliest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from gigwire.domain.localtime import is_quiet, next_hour, next_minute_of_day, waking
from gigwire.domain.personalise.matches import words_of
from gigwire.domain.personalise.notices import (
    Subject,
    Verdict,
    decided,
    digest_due,
    digest_id,
    subject_of,
)
from gigwire.domain.personalise.rows import MEMORY, Held, Outcome, Pacing, Sealed, Told, Wait

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
    if sealed is not None and (_is_active(subscriber) or sealed.sent_at is not None):
        times.append(sealed.sealed_at)
    elif sealed is not None:
        times.append(sealed.sealed_at + MEMORY)
    if subscriber is not None and _is_active(subscriber) and pacing.held:
        times.append(_earliest(subscriber, pacing)[0])
    else:
        times.extend(item.since + MEMORY for item in pacing.held)
    return min(times, default=None)


def decide_tick(subscriber: Subscriber | None, pacing: Pacing, now: datetime) -> Outcome:
    """Seal, send or forget a digest; give up what could not be sent to anybody for 14 days.

    Idempotent for a repeated tick. One tick makes at most one digest, and the tick that seals it
    is never the one that sends it.
    """
    pacing, left = _decide_leaving(pacing, now)
    pacing, due, decisions = _decide_digest(subscriber, pacing, now)
    return Outcome(pacing, due, (*left, *decisions))


def _decide_leaving(
    pacing: Pacing, now: datetime
) -> tuple[Pacing, tuple[NotificationDecided, ...]]:
    left = tuple(
        item.model_copy(update={"decided_at": item.decided_at or now})
        for item in pacing.leaving
        if item.decided_at is None or item.decided_at >= now
    )
    return pacing.model_copy(update={"leaving": left}), tuple(
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
        return Outcome(pacing)
    if subscriber is None or not _is_active(subscriber):
        stale = [item for item in pacing.held if now - item.since >= MEMORY]
        return Outcome(pacing.with_leaving(stale, "inactive", now))
    due, reason = _earliest(subscriber, pacing)
    is_allowed = due <= now and not is_quiet(now, subscriber.timezone, subscriber.quiet_hours)
    return Outcome(_sealed(pacing, reason, now)) if is_allowed else Outcome(pacing)


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
        case "quiet_hours":
            due = since
        case "pace" if subscriber.pace == "instant":
            due = since
        case "pace" if subscriber.pace == "hourly":
            due = next_hour(since, zone)
        case "pace" if subscriber.pace == "weekly":
            days = (subscriber.peace.digest_weekday,)
            due = next_minute_of_day(since, zone, subscriber.digest_minute, days)
        case "pace" | "daily_cap":
            due = next_minute_of_day(since, zone, subscriber.digest_minute)
        case _:
            assert_never(reason)
    return waking(due, zone, subscriber.quiet_hours)


def _sealed(pacing: Pacing, reason: Wait, now: datetime) -> Pacing:
    best_first = tuple(sorted(pacing.held, key=lambda item: item.rank, reverse=True))
    name = digest_id(pacing.user_id, tuple(item.cluster_id for item in best_first))
    told = {item.cluster_id: _told_by_digest(item, now) for item in best_first}
    return pacing.with_told(told, now).model_copy(
        update={
            "held": (),
            "held_back": 0,
            "sealed": Sealed(
                notification_id=name,
                items=best_first,
                held_back=pacing.held_back,
                reason=reason,
                sealed_at=now,
            ),
        }
    )


def _told_by_digest(item: Held, now: datetime) -> Told:
    revision = item.card.project.revision
    return Told(revision=revision, reason=item.reason, at=now, words=words_of(item.card))


def _send(subscriber: Subscriber | None, pacing: Pacing, sealed: Sealed, now: datetime) -> Outcome:
    if now <= sealed.sealed_at:
        return Outcome(pacing)
    if subscriber is None or not _is_active(subscriber):
        if sealed.sent_at is not None or now - sealed.sealed_at < MEMORY:
            return Outcome(pacing)
        left = pacing.model_copy(update={"sealed": None})
        return Outcome(left.with_leaving(sealed.items, "inactive", now))
    if sealed.sent_at is None and is_quiet(now, subscriber.timezone, subscriber.quiet_hours):
        return Outcome(pacing)
    verdict = Verdict("digested", "due", sealed.notification_id)
    cards = [item.card for item in sealed.items]
    events = tuple(decided(subject_of(card.hit, card.project), verdict, now) for card in cards)
    sent = sealed.model_copy(update={"sent_at": sealed.sent_at or now})
    row = pacing.model_copy(update={"sealed": sent})
    return Outcome(row, (digest_due(subscriber, sealed, now),), events)
