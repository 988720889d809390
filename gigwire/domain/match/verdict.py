"""The exact rule: does a query fit a project. What an index answers must equal it.

Owns evaluation by `gigwire.domain.filters.expression`; no index, no words for people.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Leaf,
    Member,
    Not,
    Pattern,
    Phrase,
    Query,
    Word,
)
from gigwire.domain.match.patterns import is_found
from gigwire.domain.match.subject import attribute_of, range_of
from gigwire.domain.text import term_of

if TYPE_CHECKING:
    from gigwire.domain.match.subject import Subject
    from gigwire.domain.text import Term

Text: TypeAlias = Word | Phrase
_REMEMBERED: Final = 1 << 17  # terms of filters: a few bytes each, asked for at every project


def fits(query: Query, subject: Subject) -> bool:
    """Whether the project passes; `*` alone passes everything."""
    return query.expression is None or passes(query.expression, subject)


def passes(expression: Expression, subject: Subject, *, is_negated: bool = False) -> bool:
    """Whether (the negation of) a part passes; negation is thought of at the leaves."""
    match expression:
        case Not(part):
            return passes(part, subject, is_negated=not is_negated)
        case All(parts) | Either(parts):
            answers = (passes(part, subject, is_negated=is_negated) for part in parts)
            return all(answers) if isinstance(expression, All) != is_negated else any(answers)
        case _:
            answer = satisfied(expression, subject)
            return holds(expression, answer=answer, is_negated=is_negated)


def holds(leaf: Leaf, *, answer: bool | None, is_negated: bool) -> bool:
    """Whether (the negation of) a leaf passes, by what `satisfied` says of it."""
    return not is_strict(leaf) if answer is None else answer != is_negated


def satisfied(leaf: Leaf, subject: Subject) -> bool | None:
    """Whether the project is what a leaf says, regardless of lenience; None: it does not tell."""
    match leaf:
        case Word() | Phrase():
            term = term_of_leaf(leaf)
            return term is not None and subject.where(term) is not None
        case Pattern():
            return is_found(leaf, subject)
        case Member(attribute, values):
            value = attribute_of(attribute, subject)
            return None if value is None else value in values
        case Compare(_, low, high):
            found = range_of(leaf, subject)
            if found is None:
                return None
            lowest, highest = found
            return (low is None or highest >= low) and (high is None or lowest <= high)


def is_strict(leaf: Leaf) -> bool:
    """Whether an unknown value fails it."""
    return isinstance(leaf, Member | Compare) and leaf.is_strict


@lru_cache(_REMEMBERED)
def term_of_leaf(leaf: Text) -> Term | None:
    """What must occur for a word or phrase to hold; None: nothing can, it has no token."""
    if isinstance(leaf, Word):
        return term_of(leaf.text, leaf.mode, leaf.scope)
    return term_of(leaf.text, "exact" if leaf.is_exact else "forms", leaf.scope)
