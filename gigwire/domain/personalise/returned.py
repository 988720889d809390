"""Cards that notify gives back for nobody knows whether they arrived: told in the next digest.

They join a digest that is sealed anyway; alone they are one of their own, not before the next full
hour (a daily or weekly pace: the digest minute), so that late evidence can come first. What is
proven between sealing and sending, notify leaves out. Decision 7.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import NotificationId, digest
from gigwire.domain.localtime import next_hour, next_minute_of_day
from gigwire.domain.personalise import digests
from gigwire.domain.personalise.doubts import Doubts, Returned
from gigwire.domain.personalise.hush import rings
from gigwire.domain.personalise.rows import MEMORY, Outcome, Sealed

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber
    from gigwire.contracts.returned import NotificationReturned
from gigwire.domain.personalise.rows import Pacing

LINES: Final = 10  # of one digest: as many as it shows
# A press on the card may still come, and a process that stood still has woken or died.
EVIDENCE_TIME: Final = timedelta(minutes=15)


def take_back(event: NotificationReturned, subscriber: Subscriber | None, pacing: Pacing) -> Pacing:
    """The row with the cards of one return waiting. Of somebody who is gone nothing is kept."""
    doubts, now = pacing.doubts, event.event_time
    if subscriber is None or event.notification_id in doubts.known:
        return pacing
    known = {key: at for key, at in doubts.known.items() if now - at < MEMORY}
    waiting = (*doubts.waiting, *(Returned(card=card, since=now) for card in event.cards))
    taken = Doubts(waiting=waiting, known={**known, event.notification_id: now})
    return pacing.model_copy(update={"doubts": taken})


def next_due(subscriber: Subscriber | None, pacing: Pacing) -> datetime | None:
    """When a tick must next visit this person, for what was given back, too."""
    times = [digests.next_due(subscriber, pacing), _due(subscriber, pacing.doubts)]
    return min((time for time in times if time is not None), default=None)


def decide_tick(
    subscriber: Subscriber | None, pacing: Pacing, now: datetime, looked_at: int | None = None
) -> Outcome:
    """`digests.decide_tick`, and what was given back into the digest that it seals, or a new one.

    Idempotent as that is: what is sealed is in the row, word for word, before a later tick sends.
    """
    outcome = digests.decide_tick(subscriber, pacing, now, looked_at)
    row = _without_hopeless(outcome.pacing, now)
    if row.sealed is None:
        due = _due(subscriber, row.doubts)
        if subscriber is not None and due is not None and due <= now and _is_on(subscriber):
            row = _joined(row, _empty(now))
    elif row.sealed != pacing.sealed and row.sealed.sent_at is None:
        row = _joined(row, row.sealed)
    return outcome._replace(pacing=row)


def _is_on(subscriber: Subscriber | None) -> bool:
    return subscriber is not None and subscriber.status == "active"


def _due(subscriber: Subscriber | None, doubts: Doubts) -> datetime | None:
    if not doubts.waiting:
        return None
    since = min(one.since for one in doubts.waiting)
    if subscriber is None or not _is_on(subscriber):
        return since + MEMORY
    after, zone = since + EVIDENCE_TIME, subscriber.timezone
    if subscriber.pace in ("instant", "hourly"):
        due = next_hour(after, zone)
    else:
        due = next_minute_of_day(after, zone, subscriber.digest_minute)
    return rings(subscriber, due)


def _without_hopeless(pacing: Pacing, now: datetime) -> Pacing:
    """Nothing of what was hidden meanwhile, or could not be sent to anybody for too long."""
    doubts = pacing.doubts
    kept = tuple(
        one
        for one in doubts.waiting
        if now - one.since < MEMORY and one.card.project.cluster_id not in pacing.hidden
    )
    if kept == doubts.waiting:
        return pacing
    return pacing.model_copy(update={"doubts": doubts.model_copy(update={"waiting": kept})})


def _empty(now: datetime) -> Sealed:
    name = NotificationId("")
    return Sealed(notification_id=name, items=(), held_back=0, reason="pace", sealed_at=now)


def _joined(pacing: Pacing, sealed: Sealed) -> Pacing:
    """The oldest lines join the digest, whose id names them, too."""
    waiting = pacing.doubts.waiting
    cards = tuple(one.card for one in waiting[:LINES])
    if not cards:
        return pacing
    doubts = [(card.project.cluster_id, card.doubt) for card in cards]
    names = sorted(f"{cluster} {doubt.notification_id}" for cluster, doubt in doubts if doubt)
    key = NotificationId(digest(pacing.user_id, sealed.notification_id, *names))
    joined = sealed.model_copy(update={"notification_id": key, "returned": cards})
    left = pacing.doubts.model_copy(update={"waiting": waiting[LINES:]})
    return pacing.model_copy(update={"sealed": joined, "doubts": left})
