"""Whether a project fits a wish: a second reading of docs/filters.md, naive on purpose.

Shares with the pipeline the parser, the analyser's keys and RE2; walks, compares and converts by
itself. Answers None where a fact in doubt decides.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.filters import pattern_found
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
from gigwire.domain.text import keys_of, term_of
from gigwire.operate.reconcile.facts import UNSURE, Doubt
from gigwire.operate.reconcile.sums import meets
from gigwire.operate.reconcile.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.operate.reconcile.facts import Name, Version


class Seen(NamedTuple):
    """A word of a project and what it is found by; beginnings apart, of which it has many."""

    word: str
    keys: frozenset[str]


class Text(NamedTuple):
    """A version's places where a term may occur: texts by scope, and the same as words."""

    originals: dict[str, tuple[Name, ...]]
    places: dict[str, tuple[tuple[Seen, ...] | Doubt, ...]]

    @classmethod
    def of(cls, version: Version) -> Text:
        """Split a version's texts once, for all wishes."""
        named: dict[str, tuple[Name, ...]] = {
            "any": (version.title, version.body, *version.skills),
            "title": (version.title,),
            "body": (version.body,),
            "skill": version.skills,
            "category": (version.category,),
            "client": (version.client_name,),
        }
        told = {scope: tuple(t for t in texts if t is not None) for scope, texts in named.items()}
        places = {
            scope: tuple(t if isinstance(t, Doubt) else tuple(map(_seen, words(t))) for t in texts)
            for scope, texts in told.items()
        }
        return cls(dict(told), places)


def fits(wish: Query, version: Version, text: Text) -> bool | None:
    """Whether the wish holds; None: a fact in doubt decides."""
    return wish.expression is None or _holds(wish.expression, version, text, is_negated=False)


def _holds(part: Expression, version: Version, text: Text, *, is_negated: bool) -> bool | None:
    if isinstance(part, Not):
        return _holds(part.part, version, text, is_negated=not is_negated)
    if isinstance(part, All | Either):
        answers = {_holds(one, version, text, is_negated=is_negated) for one in part.parts}
        # Negated, all become some: what settles it is the one answer that suffices.
        settling = isinstance(part, Either) != is_negated
        return settling if settling in answers else None if None in answers else not settling
    answer = _leaf(part, version, text)
    if isinstance(answer, Doubt):
        return None
    if answer is None:
        return not (isinstance(part, Member | Compare) and part.is_strict)
    return answer != is_negated


def _leaf(leaf: Leaf, version: Version, text: Text) -> bool | Doubt | None:
    """Whether the project is so; None: it does not tell."""
    match leaf:
        case Word() | Phrase():
            return _either(_occurs(leaf, place) for place in text.places[leaf.scope])
        case Pattern(regex, scope):
            return _either(
                one if isinstance(one, Doubt) else bool(one and pattern_found(regex, one))
                for one in text.originals[scope]
            )
        case Member(attribute, values):
            told = _attribute(attribute, version)
            return told if told is None or isinstance(told, Doubt) else told in values
        case Compare():
            return meets(leaf, version)


def _either(answers: Iterable[bool | Doubt | None]) -> bool | Doubt:
    found = set(answers)
    return True in found or (UNSURE if UNSURE in found else False)


def _occurs(leaf: Word | Phrase, place: tuple[Seen, ...] | Doubt) -> bool | Doubt:
    """Whether the words of a term stand one after the other in one place."""
    if isinstance(place, Doubt):
        return place
    is_exact = isinstance(leaf, Phrase) and leaf.is_exact
    mode = leaf.mode if isinstance(leaf, Word) else "exact" if is_exact else "forms"
    term = term_of(leaf.text, mode, leaf.scope)
    return term is not None and any(
        all(map(_is_one_of, place[at:], wanted))
        for wanted in term.triggers
        for at in range(len(place) - len(wanted) + 1)
    )


@lru_cache(maxsize=50_000)
def _seen(word: str) -> Seen:
    return Seen(word, keys_of(word) | {f"={word}"})


def _is_one_of(seen: Seen, wanted: frozenset[str]) -> bool:
    return not seen.keys.isdisjoint(wanted) or any(
        key[-1] == "*" and seen.word.startswith(key[:-1]) for key in wanted
    )


def _attribute(attribute: str, version: Version) -> Name:
    match attribute:
        case "source":
            return version.source
        case "lang":
            return None if version.language == "und" else version.language
        case "type":
            return version.money.period if version.money else None
        case _:
            return version.country
