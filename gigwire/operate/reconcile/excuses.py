"""Why a pair rightly has no delivery, from the ledger and the recorded decisions. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.operate.reconcile.deliveries import pairs_of
from gigwire.operate.reconcile.facts import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gigwire.contracts.delivery import NotificationDecided
    from gigwire.contracts.messages import UniqueProject
    from gigwire.operate.reconcile.deliveries import Mail

ENDED: Final = ("REJECTED", "EXPIRED", "UNKNOWN")


def excuses_of_ledger(mail: Mail, clusters: Mapping[str, str]) -> dict[Pair, str]:
    """Pairs whose notification ended without a message that anyone can prove."""
    return {
        pair: f"{entry.state.lower()}: {entry.reason or 'no reason given'}"
        for key, entry in mail.fate.items()
        if entry.state in ENDED and key in mail.requests
        for pair in pairs_of(mail.requests[key], clusters)
    }


def excuses_of_decisions(
    decisions: Iterable[NotificationDecided], members: Mapping[str, set[str]]
) -> dict[Pair, str]:
    """Pairs whose last decision holds them back for a reason that their owner asked for.

    Args:
        decisions: in log order; a repeat or an edit says nothing about the first telling.
        members: for each cluster of the pipeline, the clusters it stands for.
    """
    last: dict[tuple[int, str], NotificationDecided] = {}
    for one in decisions:
        if one.decision != "edited" and one.reason != "repeat":
            last[one.user_id, one.cluster_id] = one
    return {
        Pair(user_id, cluster): f"{one.decision}: {one.reason}"
        for (user_id, own), one in last.items()
        if one.decision in ("held", "suppressed")
        for cluster in members.get(own, {own})
    }


def members_of(
    uniques: Iterable[UniqueProject], clusters: Mapping[str, str]
) -> dict[str, set[str]]:
    """For each cluster of the pipeline, the (true) clusters of the projects in it."""
    members: dict[str, set[str]] = {}
    for unique in uniques:
        key = str(unique.project.key)
        members.setdefault(unique.cluster_id, set()).add(clusters.get(key, key))
    return members
