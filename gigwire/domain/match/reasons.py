"""What a card says of a filter that fits: its words in the owner's spelling, and its budget.

Owns neither the score (`score`) nor the whole explanation (`explain`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.messages import Hit
from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Leaf,
    Not,
    Pattern,
    Phrase,
    Word,
)
from gigwire.domain.filters.saved import compiled_query
from gigwire.domain.match.patterns import is_found_in
from gigwire.domain.match.verdict import fits, passes, satisfied, term_of_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.people import Filter
    from gigwire.domain.match.subject import Subject, Where


def reasons(wanted: Filter, subject: Subject) -> Hit | None:
    """Why the filter fits; None if it does not, or is paused.

    Words of alternatives that do not hold are no reason. Words the analyser cannot tell apart are
    named once, as first written. `is_budget_met` is None where no amount was compared.
    """
    query = compiled_query(wanted.query)
    if wanted.is_paused or not fits(query, subject):
        return None
    asked = list(_asked(query.expression, subject)) if query.expression else []
    spelled: dict[object, tuple[str, Where]] = {}
    for leaf in asked:
        if where := _where(leaf, subject):
            spelled.setdefault(_sameness(leaf), (spelling(leaf), where))
    return Hit(
        filter_id=wanted.filter_id,
        filter_name=wanted.name,
        title_terms=tuple(text for text, where in spelled.values() if where == "title"),
        body_terms=tuple(text for text, where in spelled.values() if where == "below"),
        is_budget_met=any(_is_amount_met(leaf, subject) for leaf in asked) or None,
        thread_id=wanted.thread_id,
    )


def spelling(leaf: Leaf) -> str:
    """A word or phrase as its owner typed it, a beginning with its star, a regex in slashes."""
    match leaf:
        case Word(text, "prefix"):
            return f"{text}*"
        case Word(text) | Phrase(text):
            return text
        case Pattern(regex):
            return f"/{regex}/"
        case _:
            return ""


def _asked(expression: Expression, subject: Subject, *, is_negated: bool = False) -> Iterator[Leaf]:
    """Leaves that are wanted (not excluded) and that the fit rests on, in the order written."""
    match expression:
        case Not(part):
            yield from _asked(part, subject, is_negated=not is_negated)
        case All(parts) | Either(parts):
            for part in parts:
                if passes(part, subject, is_negated=is_negated):
                    yield from _asked(part, subject, is_negated=is_negated)
        case _ if not is_negated:
            yield expression


def _where(leaf: Leaf, subject: Subject) -> Where:
    match leaf:
        case Word() | Phrase():
            term = term_of_leaf(leaf)
            return subject.where(term) if term else None
        case Pattern():
            if leaf.scope in {"any", "title"} and is_found_in(leaf, subject.project.title):
                return "title"
            return "below" if satisfied(leaf, subject) else None
        case _:
            return None


def _sameness(leaf: Leaf) -> object:
    return term_of_leaf(leaf) if isinstance(leaf, Word | Phrase) else leaf


def _is_amount_met(leaf: Leaf, subject: Subject) -> bool:
    is_amount = isinstance(leaf, Compare) and leaf.quantity in {"budget", "rate"}
    return is_amount and satisfied(leaf, subject) is True
