"""A person's week in numbers: what came, what was held back and why, what their words are worth."""

from __future__ import annotations

from pydantic import Field

from gigwire.contracts.messages import Frozen


class Asked(Frozen):
    """One word of a person's filters in the projects that fitted. Medians in US cents.

    Each median is over at most the week's last few budgets of its kind; None where none was stated.
    """

    word: str
    projects: int
    fixed_median: int | None = None
    hourly_median: int | None = None


class WeeklyReport(Frozen):
    """What became of everything that fitted from the first local day to the last (ISO dates).

    `matched` projects fitted first in that time; the other counts are of what was done in it, so
    that projects which waited over its edges are in only one of them.
    """

    first_day: str
    last_day: str
    looked_at: int | None = None  # projects read on all boards, and changes of them; None: not told
    matched: int = 0
    sent: int = 0  # as cards of their own
    digested: int = 0  # as lines of digests
    waiting: int = 0  # for a digest, at the end
    held: dict[str, int] = Field(default_factory=dict)  # for a digest, by reason, at any time
    dropped: dict[str, int] = Field(default_factory=dict)  # never told, by reason
    filters: int = 0
    paused_filters: int = 0
    market: tuple[Asked, ...] = ()
