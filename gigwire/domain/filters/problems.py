"""What can be wrong with a filter, as keys that the bot says in the person's language."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gigwire.contracts.messages import Frozen

ProblemKey = Literal[
    "filter-empty",  # nothing in it to look for
    "filter-needs-word",  # no word that must occur; `*` says that this is meant
    "filter-too-many",  # limit
    "filter-too-many-everything",  # limit: filters that begin with `*`
    "filter-too-many-conditions",  # limit, count
    "filter-too-deep",  # limit
    "filter-text-too-long",  # limit, count
    "filter-term-too-long",  # term, limit
    "filter-term-blank",  # term: neither a letter nor a digit in it
    "filter-quote-open",  # term: what follows the quotation mark that is never closed
    "filter-bracket-open",  # never closed
    "filter-bracket-close",  # never opened
    "filter-star-place",  # term: a star elsewhere than at the end of a word or alone at the start
    "filter-prefix-short",  # term, limit
    "filter-nothing-after",  # term: a sign or scope that nothing follows
    "filter-field-unknown",  # term, example: the field that was meant, perhaps
    "filter-number-expected",  # field, at, example
    "filter-number-too-large",  # term, limit
    "filter-unit-unknown",  # term, at, example
    "filter-value-unknown",  # field, term, example: values there are
    "filter-range-empty",  # term: the lower end is above the upper
    "filter-budget-currency",  # currency: no rate for it
    "filter-pattern-open",  # term: what follows the slash that is never closed
    "filter-pattern-too-long",  # limit, count
    "filter-pattern-wrong",  # term: what RE2 says
    "filter-pattern-border",  # a word border elsewhere than at an edge of the expression
    "filter-pattern-costly",  # its program would be too large
    "filter-pattern-empty",  # it finds even an empty text
]

Arguments = dict[str, str | int]


class Problem(Frozen):
    """One thing wrong. `position` is the character, from 0, where typed text has one.

    `at` among the arguments is a position too, as people count: from 1.
    """

    key: ProblemKey
    position: int | None = None
    arguments: Arguments = Field(default_factory=dict)
