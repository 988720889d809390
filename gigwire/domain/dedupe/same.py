"""Is this project a copy of that cluster? The rules beyond likeness of text, without any search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import digest
from gigwire.domain.dedupe.rows import Price
from gigwire.domain.dedupe.sketch import PERMUTATIONS

if TYPE_CHECKING:
    from gigwire.contracts.messages import Project
    from gigwire.domain.dedupe.rows import ClusterRow

MIN_AGREEMENT: Final = round(0.45 * PERMUTATIONS)  # of 128; tuned in tests/unit/dedupe
TOLERANCE: Final = 0.05  # boards convert and round
SLACK_CENTS: Final = 100  # for budgets of a few dollars


def client_of(project: Project) -> str | None:
    """A short name of who asks, to be compared within one board; None where it is not told."""
    client = project.client
    return digest(client.native_id, size=4) if client and client.native_id else None


def is_copy(project: Project, row: ClusterRow) -> bool:
    """Whether a project of like text may be the same one.

    Not where both budgets are known and differ by more than 5 %, or where one board names two
    clients.
    """
    ours = price_of(project)
    is_compatible = ours is None or not row.prices or any(_is_like(ours, p) for p in row.prices)
    return is_compatible and not _is_other_client(project, row)


def price_of(project: Project) -> Price | None:
    """The budget in US cents; None where it is unknown or its currency has no rate."""
    budget = project.budget
    if budget is None or (budget.usd_minimum is None and budget.usd_maximum is None):
        return None
    return Price(minimum=budget.usd_minimum, maximum=budget.usd_maximum, period=budget.period)


def _is_like(ours: Price, theirs: Price) -> bool:
    """Limits agree, or one board keeps a single figure of what the other gives as a range."""
    if ours.period != theirs.period:
        return False
    limits = ((ours.minimum, theirs.minimum), (ours.maximum, theirs.maximum))
    if all(_is_near(one, other) for one, other in limits):
        return True
    return _is_within(ours, theirs) or _is_within(theirs, ours)


def _is_within(single: Price, wide: Price) -> bool:
    """Whether a single figure is one of the limits of a range."""
    low, high = single.minimum, single.maximum
    if low is None or high is None or not _is_near(low, high):
        return False
    return any(limit is not None and _is_near(low, limit) for limit in (wide.minimum, wide.maximum))


def _is_near(ours: int | None, theirs: int | None) -> bool:
    if ours is None or theirs is None:
        return True
    return abs(ours - theirs) <= TOLERANCE * max(ours, theirs) + SLACK_CENTS


def _is_other_client(project: Project, row: ClusterRow) -> bool:
    client = client_of(project)
    if client is None:
        return False
    known = {m.client for m in row.members if m.source == project.source and m.client}
    return bool(known) and client not in known
