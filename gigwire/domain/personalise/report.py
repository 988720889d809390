"""The weekly report: when it is due, what it says, and its repeat. Counts nothing.

Keys of the week's counts: `matched`, `sent`, `digested`; `held:<why>`; and why never told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gigwire.contracts.weekly import WeeklyReport
from gigwire.domain.localtime import local_day, next_minute_of_day
from gigwire.domain.personalise.hush import rings
from gigwire.domain.personalise.notices import report_due, report_id
from gigwire.domain.personalise.rows import Outcome, Pacing, Reported
from gigwire.domain.personalise.week import Week

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber

# A report that would come later than this is not sent: the person was away, or we were.
LATEST: Final = timedelta(days=1)
HELD: Final = "held:"
DROPPED: Final = ("overflow", "muted", "unseen", "hidden", "inactive")


def report_moment(subscriber: Subscriber | None, pacing: Pacing) -> datetime | None:
    """When the next report is promised; None: none is wanted.

    In the chosen hour, at a minute of the person's own, so that not everybody's comes at once.
    """
    if subscriber is None or subscriber.status != "active" or not subscriber.filters:
        return None
    peace = subscriber.peace
    if not peace.has_report:
        return None
    return next_report(subscriber, pacing.week.since or subscriber.event_time)


def next_report(subscriber: Subscriber, since: datetime) -> datetime | None:
    """The first promised time after `since`; None: none is wanted."""
    peace = subscriber.peace
    if not peace.has_report or not subscriber.filters:
        return None
    minute = peace.report_hour * 60 + subscriber.user_id % 60
    promised = next_minute_of_day(since, subscriber.timezone, minute, (peace.report_weekday,))
    return rings(subscriber, promised)


def decide_report(
    subscriber: Subscriber | None, pacing: Pacing, now: datetime, looked_at: int | None
) -> Outcome:
    """Send the report that is due, repeat the one of this very tick, forget the one before.

    `looked_at`: the tick's count. The id names the promised day, so that a week has one report.
    """
    if pacing.reported is not None:
        if now <= pacing.reported.sent_at:
            due = (report_due(subscriber, pacing.reported),) if subscriber else ()
            return Outcome(pacing, due)
        pacing = pacing.model_copy(update={"reported": None})
    moment = report_moment(subscriber, pacing)
    if subscriber is None or moment is None or now < moment:
        return Outcome(pacing)
    week = Week(since=now, looked_at=looked_at)
    if now - moment > LATEST:
        return Outcome(pacing.model_copy(update={"week": week}))
    reported = Reported(
        notification_id=report_id(subscriber.user_id, local_day(moment, subscriber.timezone)),
        report=_report(subscriber, pacing, now, looked_at),
        sent_at=now,
    )
    row = pacing.model_copy(update={"week": week, "reported": reported})
    return Outcome(row, (report_due(subscriber, reported),))


def _report(
    subscriber: Subscriber, pacing: Pacing, now: datetime, looked_at: int | None
) -> WeeklyReport:
    week, counts = pacing.week, pacing.week.counts
    is_known = looked_at is not None and week.looked_at is not None
    since = week.since or min(week.first or now, subscriber.event_time)
    return WeeklyReport(
        first_day=local_day(since, subscriber.timezone),
        last_day=local_day(now, subscriber.timezone),
        looked_at=(looked_at or 0) - (week.looked_at or 0) if is_known else None,
        matched=counts.get("matched", 0),
        sent=counts.get("sent", 0),
        digested=counts.get("digested", 0),
        waiting=len(pacing.held) + (len(pacing.sealed.items) if pacing.sealed else 0),
        held={key.removeprefix(HELD): n for key, n in counts.items() if key.startswith(HELD)},
        dropped={key: counts[key] for key in DROPPED if key in counts},
        filters=len(subscriber.filters),
        paused_filters=sum(one.is_paused for one in subscriber.filters),
        market=week.market() if subscriber.peace.has_market_note else (),
    )
