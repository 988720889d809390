"""Why a query fits a project, or why not: the tree of its conditions, each with its own answer.

Owns the tree, the words found and the shortest sufficient reasons. Owns no words for people.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Final, NamedTuple

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
from gigwire.domain.filters.patterns import pattern_found
from gigwire.domain.filters.printer import printed
from gigwire.domain.match.patterns import texts_of
from gigwire.domain.match.subject import attribute_of, range_of
from gigwire.domain.match.verdict import holds, satisfied, term_of_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.match.subject import Range, Subject
    from gigwire.domain.text.view import Name, Place

MAX_FOUND: Final = 20  # places shown of one condition


class Found(NamedTuple):
    """Where a word stands: `text` is what is written there, `start` to `end` in its field."""

    field: Name
    skill: int  # which of them, from 0; 0 elsewhere
    start: int
    end: int
    text: str


class Verdict(NamedTuple):
    """One condition and its answer. Negation stands at the leaves only.

    `expression` judged alone gives `holds` again; None is that of `*`. `found`: the first places of
    a word, wanted or not; of a regex the first in each text. `told`: what the project says to a
    member or a comparison, in its units.
    """

    expression: Expression | None
    condition: str
    holds: bool
    is_known: bool = True
    found: tuple[Found, ...] = ()
    told: Range | str | None = None
    parts: tuple[Verdict, ...] = ()


def explain(query: Query, subject: Subject) -> Verdict:
    """The whole tree; its root holds exactly if the query fits."""
    if query.expression is None:
        return Verdict(None, printed(query), holds=True)
    root = _explained(at_leaves(query.expression), subject)
    return root._replace(condition=printed(query))


def because(verdict: Verdict) -> tuple[Verdict, ...]:
    """Leaves that suffice for the verdict: were all others otherwise, it would be the same.

    Of several sufficient reasons the shortest, of equals the first, in the order written.
    """
    if not verdict.parts:
        return (verdict,)
    is_settled_by_one = isinstance(verdict.expression, Either) == verdict.holds
    reasons = [because(part) for part in verdict.parts if part.holds == verdict.holds]
    if is_settled_by_one:
        return min(reasons, key=len)
    return tuple(leaf for reason in reasons for leaf in reason)


def at_leaves(expression: Expression, *, is_negated: bool = False) -> Expression:
    """The same meaning with `Not` around nothing but leaves, and nothing nested in its own kind."""
    match expression:
        case Not(part):
            return at_leaves(part, is_negated=not is_negated)
        case All(parts) | Either(parts):
            kind = All if isinstance(expression, All) != is_negated else Either
            pushed = (at_leaves(part, is_negated=is_negated) for part in parts)
            return kind(tuple(_flat(pushed, kind)))
        case _:
            return Not(expression) if is_negated else expression


def _flat(parts: Iterator[Expression], kind: type[All | Either]) -> Iterator[Expression]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _explained(expression: Expression, subject: Subject) -> Verdict:
    match expression:
        case All(parts) | Either(parts):
            judged = tuple(_explained(part, subject) for part in parts)
            sums_up = all if isinstance(expression, All) else any
            return Verdict(
                expression, _text(expression), sums_up(part.holds for part in judged), parts=judged
            )
        case Not(part):
            leaf: Leaf = part  # type: ignore[assignment]  # at_leaves leaves nothing else here
        case _:
            leaf = expression
    found = tuple(islice(_found(leaf, subject), MAX_FOUND))
    # A regex goes through a text once: some texts are giants.
    answer = bool(found) if isinstance(leaf, Pattern) else satisfied(leaf, subject)
    return Verdict(
        expression,
        _text(expression),
        holds(leaf, answer=answer, is_negated=leaf is not expression),
        is_known=answer is not None,
        found=found,
        told=_told(leaf, subject),
    )


def _text(expression: Expression) -> str:
    return printed(Query(expression))


def _told(leaf: Leaf, subject: Subject) -> Range | str | None:
    match leaf:
        case Member(attribute):
            return attribute_of(attribute, subject)
        case Compare():
            return range_of(leaf, subject)
        case _:
            return None


def _found(leaf: Leaf, subject: Subject) -> Iterator[Found]:
    match leaf:
        case Word() | Phrase():
            term = term_of_leaf(leaf)
            yield from _at_places(subject.view.find(term) if term else (), subject)
        case Pattern():
            for name, skill, text in texts_of(subject.project, leaf.scope):
                if span := pattern_found(leaf.regex, text):
                    yield Found(name, skill, *span, text[slice(*span)])


def _at_places(places: tuple[Place, ...], subject: Subject) -> Iterator[Found]:
    """In the order of fields; a text is gone through once for all its places: some are giants."""
    for (name, skill), here in groupby(places, key=lambda place: (place.field, place.skill)):
        texts = texts_of(subject.project, name)
        text = next(text for _, index, text in texts if index == skill)
        tokens = subject.located(text)
        for place in here:
            start = tokens[place.first].start
            end = tokens[place.first + place.length - 1].end
            yield Found(name, skill, start, end, text[start:end])
