"""From a board to a chat, in seconds, for each instant card: the promise people feel. Pure."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gigwire.operate.reconcile.facts import Delivery, Version


class Spread(NamedTuple):
    """Percentiles of latencies in seconds; zeros when there are none."""

    cards: int
    p50: float
    p99: float
    worst: float


def spread(seconds: Iterable[float]) -> Spread:
    """Nearest-rank percentiles."""
    ordered = sorted(seconds)
    if not ordered:
        return Spread(0, 0.0, 0.0, 0.0)
    return Spread(len(ordered), rank(ordered, 0.5), rank(ordered, 0.99), ordered[-1])


def rank(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the ordered values do not exceed."""
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def board_to_chat(versions: Iterable[Version], deliveries: Iterable[Delivery]) -> list[float]:
    """Seconds from the moment a board showed what the card shows until the Bot API accepted it.

    Only instant cards: digests wait on purpose. The version is the newest that stood when the
    poll saw it; a delivery without an accepted time says nothing.
    """
    shown: dict[str, list[datetime]] = {}
    for version in versions:
        shown.setdefault(version.key, []).append(version.at)
    found = []
    for delivery in deliveries:
        times = shown.get(delivery.key, [])
        at = bisect_right(times, delivery.seen_at) - 1
        if delivery.is_instant and delivery.accepted_at is not None and at >= 0:
            found.append((delivery.accepted_at - times[at]).total_seconds())
    return found
