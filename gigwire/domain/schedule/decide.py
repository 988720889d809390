"""The two decisions: a request came, a tick came. See the package for why they are safe."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import EventId, digest, notification_id
from gigwire.domain.schedule.rows import Item, Scheduled
from gigwire.domain.schedule.stored import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gigwire.contracts.people import Subscriber
    from gigwire.contracts.reminders import ScheduleId
    from gigwire.contracts.schedule import ScheduleRequested

# A crash repeats what was not committed: seconds of requests, and minutes where Kafka was away.
REMEMBERED: Final = timedelta(minutes=15)
# What was sent is taken out so much later: that waits for Kafka's word on all that was sent before
# (see `Stored`), which at every tick would cost the punctuality of the next one.
FORGOTTEN: Final = timedelta(seconds=10)
# A person who is not known is forgotten, or their settings are still on their way.
UNKNOWN_KEPT: Final = timedelta(days=1)
# Of one person at one tick: the rest waits for the next, so that nobody holds a partition up.
MOST_AT_ONCE: Final = 100
# A person's row is one record: together these stay under Kafka's limit for it.
MOST_ITEMS: Final = 50
LARGEST_REQUEST: Final = 16_000  # bytes

Left = dict["ScheduleId", "datetime"]
NOTHING_LEFT: Final[Mapping[ScheduleId, datetime]] = {}


class Outcome(NamedTuple):
    """The row to write, what to send, and by which tick each item was sent (kept in memory)."""

    row: Scheduled
    due: tuple[NotificationDue, ...] = ()
    left: Mapping[ScheduleId, datetime] = NOTHING_LEFT


def decide_request(request: ScheduleRequested, offset: int, row: Scheduled) -> Scheduled:
    """Set, move or cancel; a request that lies before the one known changes nothing.

    Raises:
        Poison: `too_many`, when more would wait for one person than a row may hold.
    """
    known = row.items.get(request.schedule_id)
    if known is not None and known.offset >= offset:
        return row
    at = request.event_time + REMEMBERED if request.is_cancelled else request.at
    item = Item(request=request, offset=offset, at=at)
    items = {**row.items, request.schedule_id: item}
    if sum(not one.request.is_cancelled for one in items.values()) > MOST_ITEMS:
        raise Poison("too_many", f"{MOST_ITEMS} are the most that may wait for one person")
    gone = [name for name, one in items.items() if one.request.is_cancelled][:-MOST_ITEMS]
    kept = {name: one for name, one in items.items() if name not in gone}
    return row.model_copy(update={"items": kept})


def next_due(row: Scheduled, left: Mapping[ScheduleId, datetime] = NOTHING_LEFT) -> datetime | None:
    """When a tick must next visit this person; None: never. `left` as for `decide_tick`."""
    times = (
        left[name] + FORGOTTEN if name in left else item.at for name, item in row.items.items()
    )
    return min(times, default=None)


def is_any_forgotten(
    left: Mapping[ScheduleId, datetime], now: datetime, stored: datetime = NEVER
) -> bool:
    """Whether a tick would take something out that was sent: then all sent before has to stand.

    What ticks up to `stored` sent stands already.
    """
    return any(stored < sent_at <= now - FORGOTTEN for sent_at in left.values())


def decide_tick(
    row: Scheduled,
    left: Mapping[ScheduleId, datetime],
    subscriber: Subscriber | None,
    now: datetime,
) -> Outcome:
    """Send what is due; take out what was sent a while ago, or is cancelled long enough.

    Args:
        row: what waits.
        left: which tick sent what is still in the row, as far as it is remembered.
        subscriber: the person as known now: their chat and bot may have changed since. While
            there is none, nothing is sent; after a day it is given up.
        now: the tick's time. The same tick again sends the same again.
    """
    ripe = sorted((item.at, name) for name, item in row.items.items() if item.at <= now)
    items, kept = dict(row.items), dict(left)
    due: list[NotificationDue] = []
    for _, name in ripe:
        request = items[name].request
        sent_at = kept.get(name)
        is_given_up = subscriber is None and now - request.at >= UNKNOWN_KEPT
        is_done = sent_at is not None and now >= sent_at + FORGOTTEN
        if request.is_cancelled or is_given_up or is_done:
            del items[name]
            kept.pop(name, None)
        elif subscriber is None or (sent_at is not None and sent_at < now):
            continue
        elif len(due) < MOST_AT_ONCE:
            due.append(due_of(request, subscriber, now))
            kept[name] = now
    is_same = len(items) == len(row.items)
    row = row if is_same else row.model_copy(update={"items": items})
    return Outcome(row, tuple(due), kept)


def due_of(request: ScheduleRequested, subscriber: Subscriber, now: datetime) -> NotificationDue:
    """The request to notify; the same schedule at the same time has the same id."""
    moment = int(request.at.timestamp() * 1000)
    name = notification_id(request.user_id, request.schedule_id, "scheduled", moment)
    return NotificationDue(
        event_id=EventId(digest("due", name)),
        trace_id=request.trace_id,
        event_time=now,
        notification_id=name,
        user_id=request.user_id,
        chat_id=subscriber.chat_id,
        bot=subscriber.bot,
        kind="reminder",
        lane=request.lane,
        locale=request.locale,
        currency=request.currency,
        content=request.content,
    )
