"""Why a project that fits must wait: the person's pace, hours, percentiles and caps. Holds nothing.

Percentiles are of the person's own last scores, so "the best tenth" means as much to somebody whose
filters fit everything as to somebody whose filters hardly ever fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from gigwire.contracts.ids import digest
from gigwire.contracts.people import Pace
from gigwire.domain.localtime import local_day
from gigwire.domain.personalise.hush import is_hushed, is_snoozed

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import Project
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.personalise.rows import Alone, Pacing, Wait

LEAST_SCORES: Final = 20  # fewer say nothing of what is usual
MOST_CLIENTS: Final = 200  # counted of a day, the newest kept
# What "show me less often" asks of a card, by how often it was pressed: to be better than this
# share of the last ones. The rest waits for the digest.
BARS: Final = (0, 40, 60, 75, 90)
PACES: Final[tuple[Pace, ...]] = get_args(Pace)


class Today(NamedTuple):
    """Cards of the person's local day."""

    day: str
    cards: int
    by_client: dict[str, int]


def pace_of(subscriber: Subscriber) -> Pace:
    """How often the person is told: "less often" makes digests rarer, of single cards it asks more.

    Taken back, the pace is what it was.
    """
    if subscriber.pace == "instant":
        return "instant"
    longer = PACES.index(subscriber.pace) + subscriber.peace.less_often
    return PACES[min(longer, len(PACES) - 1)]


def verdict_of(
    subscriber: Subscriber, pacing: Pacing, project: Project, score: int, now: datetime
) -> Alone | Wait:
    """Whether a project may be told by a card of its own, and how; or why it must wait.

    Urgent ones pass quiet hours and a snooze only: who asked for digests, or for so many a day,
    gets that.
    """
    if pace_of(subscriber) != "instant":
        return "pace"
    asleep = is_hushed(subscriber, now)
    if asleep and not _is_urgent(subscriber.peace.urgent_percentile, pacing.scores, score):
        return "snoozed" if is_snoozed(subscriber, now) else "quiet_hours"
    if not _is_above(BARS[subscriber.peace.less_often], pacing.scores, score):
        return "less_often"
    today = today_of(subscriber, pacing, now)
    if _is_client_at_cap(subscriber, today, project):
        return "client_cap"
    if today.cards >= subscriber.daily_cap:
        return "daily_cap"
    return "urgent" if asleep else "fits"


def _is_client_at_cap(subscriber: Subscriber, today: Today, project: Project) -> bool:
    cap, client = subscriber.peace.client_cap, client_of(project)
    return bool(cap) and client is not None and today.by_client.get(client, 0) >= cap


def _is_urgent(percentile: int, scores: tuple[int, ...], score: int) -> bool:
    return bool(percentile) and len(scores) >= LEAST_SCORES and _is_above(percentile, scores, score)


def _is_above(percentile: int, scores: tuple[int, ...], score: int) -> bool:
    """Whether at least that share of the last scores is lower; True while too few are known."""
    if len(scores) < LEAST_SCORES:
        return True
    return sum(one < score for one in scores) * 100 >= percentile * len(scores)


def percentile_of(scores: tuple[int, ...], score: int) -> int | None:
    """Percent of the last scores that are lower, rounded down; None while too few are known."""
    if len(scores) < LEAST_SCORES:
        return None
    return sum(one < score for one in scores) * 100 // len(scores)


def today_of(subscriber: Subscriber, pacing: Pacing, now: datetime) -> Today:
    """The counts of the day of `now`; a late record of a day that is over is of the newest."""
    day = local_day(now, subscriber.timezone)
    if day > pacing.day:
        return Today(day, 0, {})
    return Today(pacing.day, pacing.instants, pacing.clients)


def with_card_today(
    subscriber: Subscriber, pacing: Pacing, project: Project, now: datetime
) -> Pacing:
    """This row with one more card of the day; clients are counted while a cap asks for it."""
    day, cards, by_client = today_of(subscriber, pacing, now)
    client = client_of(project) if subscriber.peace.client_cap else None
    if client is not None:
        known = {key: count for key, count in by_client.items() if key != client}
        newest = [*known.items(), (client, by_client.get(client, 0) + 1)]
        by_client = dict(newest[-MOST_CLIENTS:])
    return pacing.model_copy(update={"day": day, "instants": cards + 1, "clients": by_client})


def client_of(project: Project) -> str | None:
    """A short key of who asks, within a board; None where the board does not tell."""
    client = project.client
    name = client and (client.native_id or client.name)
    return digest(project.source, name.casefold(), size=6) if name else None
