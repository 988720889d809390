"""What of the waiting cards a digest shows: the best, nothing muted, not all of one client."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.match.subject import subject_of
from gigwire.domain.personalise.mutes import is_muted
from gigwire.domain.personalise.waits import client_of, pace_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.personalise.rows import Held


class Picked(NamedTuple):
    """Every item in one of the three, best first."""

    best: tuple[Held, ...]
    rest: tuple[Held, ...] = ()
    muted: tuple[Held, ...] = ()


def picked(subscriber: Subscriber, held: Sequence[Held]) -> Picked:
    """Sort the waiting cards for a digest of this person, by settings as they are now.

    A word is looked for in what is kept of a waiting project: its title, skills and beginning.
    """
    pace, peace = pace_of(subscriber), subscriber.peace
    ranked = sorted(held, key=lambda item: item.rank(pace), reverse=True)
    muted = tuple(item for item in ranked if peace.mutes and _is_muted(subscriber, item))
    best: list[Held] = []
    rest: list[Held] = []
    of_client: Counter[str] = Counter()
    for item in (one for one in ranked if one not in muted):
        client = client_of(item.card.project.project) if peace.client_cap else None
        is_too_much = client is not None and of_client[client] >= peace.client_cap
        if is_too_much or len(best) == peace.digest_top:
            rest.append(item)
            continue
        best.append(item)
        if client is not None:
            of_client[client] += 1
    return Picked(tuple(best), tuple(rest), muted)


def _is_muted(subscriber: Subscriber, item: Held) -> bool:
    step = item.card.project
    return is_muted(subscriber.peace.mutes, subject_of(step.project, step.event_time))
