"""One partition's way through a broadcast: whom to write to next. Pure; ids make repeats harmless.

Why a walk is so slow on purpose: what stands on `notifications.due` is sent, whatever an admin
decides later. So at most `AHEAD` messages of a partition wait for their end at a time, and pausing
or cancelling holds back all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.broadcasts import BroadcastProgressed
from gigwire.contracts.delivery import NotificationDue, Reply
from gigwire.contracts.ids import EventId, TraceId, digest, notification_id
from gigwire.domain.broadcast.news import off_button
from gigwire.domain.broadcast.segment import includes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from gigwire.contracts.broadcasts import Broadcast
    from gigwire.contracts.ids import NotificationId, UserId
    from gigwire.contracts.people import Locale, Subscriber
    from gigwire.domain.cards.words import Words

AHEAD: Final = 4  # of a partition: 96 in all, some 4 s of Telegram's pace
LANE: Final = 4


class Counts(NamedTuple):
    """What became of one partition's messages, by the ledger."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0

    @property
    def settled(self) -> int:
        """Those whose end is known, or known to be unknown."""
        return self.sent + self.failed + self.unknown


class Walked(NamedTuple):
    """What to send, and how far that is: to be stored after it."""

    due: tuple[NotificationDue, ...]
    progress: BroadcastProgressed


def name_of(user: UserId, broadcast: str) -> NotificationId:
    """The one message of a broadcast to a person."""
    return notification_id(user, broadcast, "broadcast")


def fresh(broadcast: Broadcast, partition: int) -> BroadcastProgressed:
    """The progress of a partition that has not begun."""
    return BroadcastProgressed(
        event_id=EventId(digest("progress", broadcast.broadcast_id, partition)),
        trace_id=TraceId(broadcast.broadcast_id),
        event_time=broadcast.event_time,
        broadcast_id=broadcast.broadcast_id,
        partition=partition,
    )


def counted(progress: BroadcastProgressed, counts: Counts) -> BroadcastProgressed:
    """The progress with what the ledger says now."""
    return progress.model_copy(update=counts._asdict())


def walk(
    broadcast: Broadcast,
    people: Iterable[Subscriber],
    progress: BroadcastProgressed,
    lexicon: Callable[[Locale], Words],
    now: datetime,
) -> Walked:
    """Write to the next people, as many as there is room for.

    Args:
        broadcast: in state running.
        people: those behind the cursor, in the order of their ids; all that are left, or a first
            part of them.
        progress: the partition's, with its counts up to date.
        lexicon: words of a locale.
        now: the time of the messages.
    """
    settled = progress.sent + progress.failed + progress.unknown
    room = AHEAD - (progress.emitted - settled)
    due: list[NotificationDue] = []
    cursor = progress.cursor
    for person in people:
        if len(due) >= room:
            break
        cursor = person.user_id
        if includes(broadcast.segment, person, now):
            due.append(due_of(broadcast, person, lexicon(person.locale), now))
    changes = {"cursor": cursor, "emitted": progress.emitted + len(due), "event_time": now}
    return Walked(tuple(due), progress.model_copy(update=changes))


def due_of(
    broadcast: Broadcast, person: Subscriber, words: Words, now: datetime
) -> NotificationDue:
    """The message to one person, with the way out under it."""
    name = name_of(person.user_id, broadcast.broadcast_id)
    return NotificationDue(
        event_id=EventId(digest("due", name)),
        trace_id=TraceId(broadcast.broadcast_id),
        event_time=now,
        notification_id=name,
        user_id=person.user_id,
        chat_id=person.chat_id,
        bot=person.bot,
        kind="broadcast",
        lane=LANE,
        locale=person.locale,
        currency=person.currency,
        content=Reply(text=broadcast.text, keyboard=(*broadcast.keyboard, (off_button(words),))),
    )
