"""The judge itself is judged: each rule of docs/filters.md on a case small enough to see."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from tests.oracle.naive import Judge
from tests.oracle.trees import (
    Ask,
    Bracket,
    Cmp,
    Field,
    Gig,
    Mem,
    Neg,
    Node,
    Rx,
    Token,
    Typed,
    Words,
    meaning_of,
    needs_a_word,
    text_of,
)
from tests.oracle.worlds import gigs

COUNTS: dict[str, Fraction | None] = {"bids": Fraction(9), "client.rating": None}
MEMBERS = {"source": "fl", "lang": None, "type": "fixed", "client.country": "ua"}


def field(name: str, text: str) -> Field:
    """A text whose words are their own numbers: `a` is word 0."""
    spots = [(word, 2 * place) for place, word in enumerate(text.split())]
    return Field(name, text, tuple(Token(ord(w) - 97, w, at, at + 1) for w, at in spots))


GIG = Gig(
    0,
    (field("title", "a b c"), field("body", "d e"), field("skill", "f"), field("skill", "g h")),
    MEMBERS,
    COUNTS,
    10_000,
    20_000,
    "EUR",
    99,
)


def words(text: str, scope: str = "any", mode: str = "forms") -> Words:
    """A word or phrase of one-letter words."""
    asks = tuple(Ask(ord(one) - 97, one, "exact" if mode == "exact" else "forms") for one in text)
    return Words(asks, text if len(text) == 1 else f'"{" ".join(text)}"', scope)


def is_fit(*alternatives: tuple[Node, ...]) -> bool:
    """Whether the one gig fits."""
    return bool(Judge([GIG]).fits(meaning_of(Typed(alternatives)))[0])


def budget(low: int | None, high: int | None, unit: str = "EUR", *, strict: bool = False) -> Cmp:
    """A comparison of the budget."""
    return Cmp("budget", low, high, "budget", unit, is_strict=strict)


@pytest.mark.parametrize(
    ("parts", "is_expected"),
    [
        ((words("a"), words("e"), words("h")), True),
        ((words("a"), words("x")), False),
        ((words("bc"),), True),
        ((words("cb"),), False),
        ((words("cd"),), False),  # not across texts
        ((words("fg"),), False),  # not across skills
        ((words("a", "body"),), False),
        ((words("g", "skill"),), True),
        ((words("a"), Neg(words("d"))), False),
        ((words("a"), Neg(Mem("lang", ("ru",), "lang:ru"))), True),  # not known: lenient
        ((words("a"), Neg(Mem("lang", ("ru",), "lang:ru", is_strict=True))), False),
        ((words("a"), Neg(Mem("source", ("fl",), "source:fl"))), False),
        ((words("a"), Mem("lang", ("ru",), "lang:ru")), True),
        ((words("a"), budget(20_000, None)), True),
        ((words("a"), budget(20_001, None)), False),
        ((words("a"), budget(None, 10_000)), True),
        ((words("a"), budget(None, 9_999)), False),
        ((words("a"), budget(21_674, None, "USD")), True),
        ((words("a"), budget(21_675, None, "USD")), False),  # 200 EUR are 216.74 USD
        ((words("a"), budget(None, 10_837, "USD")), True),
        ((words("a"), budget(None, 10_836, "USD")), False),
        ((words("a"), budget(32_352, None, "JPY")), False),
        ((words("a"), budget(32_350, None, "JPY")), True),  # 32349.3 yen, outward
        ((words("a"), budget(1, None, "XTS")), True),  # no rate: not known
        ((words("a"), budget(1, None, "XTS", strict=True)), False),
        ((words("a"), Neg(budget(1, None, "XTS", strict=True))), False),
        ((words("a"), budget(1, None)._replace(name="rate")), True),
        ((words("a"), budget(1, None)._replace(name="rate", is_strict=True)), False),
        ((words("a"), budget(1, None)._replace(period="monthly", is_strict=True)), False),
        ((words("a"), Cmp("bids", None, 9, "bids<10")), True),
        ((words("a"), Cmp("client.rating", 1, None, "", is_strict=True)), False),
        ((Rx("^A B"),), True),
        ((Rx("C D"),), False),
    ],
    ids=str,
)
def test_parts_on_the_top_level(parts: tuple[Node, ...], *, is_expected: bool) -> None:
    """All of them must hold, each by its own rule."""
    assert is_fit(parts) is is_expected


def test_what_excludes_outside_brackets_holds_for_all_alternatives() -> None:
    """`x, a -d` is `(x | a) -d`; in brackets it holds for its alternative only."""
    assert is_fit((words("x"),), (words("a"),))
    assert not is_fit((words("a"),), (words("x"), Neg(words("d"))))
    assert is_fit((Bracket(((words("a"),), (words("x"), Neg(words("d"))))),))
    assert is_fit((Bracket(((words("a"), Neg(words("x"))), (words("y"),))),))


def test_a_scope_before_a_bracket_reaches_each_word_in_it() -> None:
    """`title:(d | a)` holds by `a` alone, `title:(d e)` not at all."""
    assert is_fit((Bracket(((words("d"),), (words("a"),)), scope="title"),))
    assert not is_fit((Bracket(((words("d"), words("e")),), scope="title"),))


def test_a_filter_without_a_word_is_told_apart() -> None:
    """A word must be wanted in every alternative; an excluded or regular one is none."""
    assert needs_a_word(meaning_of(Typed(((words("a"), Rx("x")),))))
    assert not needs_a_word(meaning_of(Typed(((words("a"),), (Rx("x"),)))))
    assert not needs_a_word(meaning_of(Typed(((Neg(words("a")),),))))
    assert needs_a_word(meaning_of(Typed(((Neg(Bracket(((Neg(words("a")),),))),),))))


def test_text_is_what_a_person_would_type() -> None:
    """A query's tree prints in the order typed, scopes and signs in front."""
    bracket = Bracket(((words("a"),), (words("bc"),)), scope="title")
    assert text_of(Typed(((bracket, Neg(words("d"))), (Rx("x"),)))) == 'title:(a | "b c") -d, /x/'


def test_places_of_words_are_places_in_the_text() -> None:
    """What stands at a word's place folds to the word, whatever was put into it."""
    for gig in gigs(Random(5), 50):
        for one in gig.fields:
            spans = [(token.start, token.end) for token in one.tokens]
            assert spans == sorted(spans)
            assert all(one.text[start:end].strip() for start, end in spans)
