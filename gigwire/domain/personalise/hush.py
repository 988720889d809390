"""When nothing rings for a person: quiet hours, and a snooze that they began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.localtime import is_quiet, waking

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber


def is_snoozed(subscriber: Subscriber, now: datetime) -> bool:
    """Whether the person wants silence for a while; up to, but without, its end."""
    until = subscriber.peace.snoozed_until
    return until is not None and now < until


def is_hushed(subscriber: Subscriber, now: datetime) -> bool:
    """Whether nothing may ring now."""
    if is_snoozed(subscriber, now):
        return True
    return is_quiet(now, subscriber.timezone, subscriber.quiet_hours)


def rings(subscriber: Subscriber, at: datetime) -> datetime:
    """`at`, or the end of the silence that it lies in: of a snooze, of quiet hours, of both."""
    until = subscriber.peace.snoozed_until
    awake = at if until is None else max(at, until)
    return waking(awake, subscriber.timezone, subscriber.quiet_hours)
