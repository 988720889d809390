"""What a person's row keeps of a week: counts of decisions, and of their words. No decisions.

Small whatever comes: a count for each reason, `MOST_WORDS` words, `MOST_BUDGETS` budgets of each.
A record that is repeated after a crash may be counted twice where nothing else of the row changed
(`muted`); everything else is counted together with what the row remembers of it.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from pydantic import AwareDatetime, Field

from gigwire.contracts.messages import Frozen
from gigwire.contracts.weekly import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gigwire.contracts.messages import Budget

MOST_WORDS: Final = 16
MOST_BUDGETS: Final = 15  # of each kind, newest kept
TOLD_WORDS: Final = 3  # in a report


class Worth(Frozen):
    """One word of the person's filters. Amounts: the middle of each budget, US cents."""

    projects: int = 0
    fixed: tuple[int, ...] = ()
    hourly: tuple[int, ...] = ()

    def with_project(self, budget: Budget | None) -> Worth:
        """One project more."""
        changes: dict[str, object] = {"projects": self.projects + 1}
        cents = _middle(budget)
        if budget is not None and cents is not None and budget.period != "monthly":
            known = self.hourly if budget.period == "hourly" else self.fixed
            changes[budget.period] = (*known, cents)[-MOST_BUDGETS:]
        return self.model_copy(update=changes)


class Week(Frozen):
    """Counts since the report before, or ever. Keys: see `report`."""

    since: AwareDatetime | None = None  # the report before
    first: AwareDatetime | None = None  # the first that was counted
    looked_at: int | None = None  # the tick's count at `since`
    counts: dict[str, int] = Field(default_factory=dict)
    words: dict[str, Worth] = Field(default_factory=dict)

    def with_counts(self, now: datetime, keys: Iterable[str]) -> Week:
        """One more of each key."""
        counts = dict(self.counts)
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        return self.model_copy(update={"counts": counts, "first": self.first or now})

    def with_project(self, words: Iterable[str], budget: Budget | None) -> Week:
        """A project that fits by these words of the person's filters."""
        worths = dict(self.words)
        for word in dict.fromkeys(words):
            if word in worths or len(worths) < MOST_WORDS:
                worths[word] = worths.get(word, Worth()).with_project(budget)
        return self.model_copy(update={"words": worths})

    def market(self) -> tuple[Asked, ...]:
        """The words met most, with the medians of what was offered."""
        ranked = sorted(self.words.items(), key=lambda item: (-item[1].projects, item[0]))
        return tuple(
            Asked(
                word=word,
                projects=worth.projects,
                fixed_median=round(median(worth.fixed)) if worth.fixed else None,
                hourly_median=round(median(worth.hourly)) if worth.hourly else None,
            )
            for word, worth in ranked[:TOLD_WORDS]
        )


def _middle(budget: Budget | None) -> int | None:
    limits = () if budget is None else (budget.usd_minimum, budget.usd_maximum)
    known = [cents for cents in limits if cents is not None]
    return round(sum(known) / len(known)) if known else None
