"""What can be wrong with a filter, as keys that the bot says in the person's language."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gigwire.contracts.messages import Frozen

ProblemKey = Literal[
    "filter-empty",  # no positive word, and no source either
    "filter-too-many",  # limit
    "filter-too-many-terms",  # limit, count
    "filter-term-too-long",  # term, limit
    "filter-term-blank",  # term: neither a letter nor a digit in it
    "filter-quote-open",  # term: what follows the quotation mark that is never closed
    "filter-budget-twice",  # term: the second limit
    "filter-budget-maximum",  # term: "up to ..." is not understood yet
    "filter-budget-currency",  # currency: no rate for it
    "filter-text-too-long",  # limit, count
]


class Problem(Frozen):
    """One thing wrong. `position` is the character, from 0, where typed text has one."""

    key: ProblemKey
    position: int | None = None
    arguments: dict[str, str | int] = Field(default_factory=dict)
