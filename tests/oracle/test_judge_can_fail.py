"""With any one rule of the judge wrong, it differs from the index: the worlds try each rule.

A comparison that stays equal under a wrong rule would prove nothing about that rule.
"""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.oracle import naive
from tests.oracle.crowd import Pair, Person, live
from tests.oracle.naive import Judge, in_scope
from tests.oracle.test_index_equals_naive import a_crowd, answers
from tests.oracle.trees import Both, Cmp, Meaning, Mem, Neg, Typed, Un, Words, meaning_of
from tests.oracle.worlds import gigs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.trees import Ask, Field, Gig, Leaf, Token

FILTERS, GIGS = 350, 120


@cache
def settled() -> tuple[list[Person], list[Gig], list[list[Pair]]]:
    """A crowd, a world, and what the index says."""
    r = Random(20_261_123)
    world = gigs(r, GIGS)
    people = a_crowd(r, world, FILTERS)
    return people, world, answers(people, Judge(world))


def is_equal(judge: Judge, meant: Callable[[Typed], Meaning] = meaning_of) -> bool:
    """Whether this judge agrees with the index on all pairs."""
    people, _, got = settled()
    wanted: list[set[Pair]] = [set() for _ in got]
    for pair, wish in live(people):
        for at in judge.fits(meant(wish.query)).nonzero()[0]:
            wanted[at].add(pair)
    return [sorted(one) for one in wanted] == [sorted(one) for one in got]


class Strict(Judge):
    """Unknown always fails."""

    def passes(self, leaf: Leaf, *, is_negated: bool) -> Any:
        """As if every condition had its sign."""
        return super().passes(_marked(leaf, is_strict=True), is_negated=is_negated)


class Lenient(Judge):
    """Unknown always passes."""

    def passes(self, leaf: Leaf, *, is_negated: bool) -> Any:
        """As if no condition had its sign."""
        return super().passes(_marked(leaf, is_strict=False), is_negated=is_negated)


class Literal(Judge):
    """A negated condition passes exactly if it would not pass itself, unknown or not."""

    def passes(self, leaf: Leaf, *, is_negated: bool) -> Any:
        """Two-valued."""
        truth = super().passes(leaf, is_negated=False)
        return ~truth if is_negated else truth


class OtherMoney(Judge):
    """One rule of money is wrong."""

    def __init__(self, world: list[Gig], wrong: str) -> None:
        super().__init__(world)
        self.wrong = wrong

    def amounts(self, leaf: Cmp, gig: Gig) -> tuple[int, int] | None:
        """Without a part of the rule."""
        if self.wrong == "period":
            leaf = leaf._replace(period=None)
        if self.wrong == "rate" and leaf.name == "rate":
            leaf = leaf._replace(name="budget")
        if self.wrong == "currency" and leaf.unit != gig.currency and leaf.name != "client.spent":
            return None
        return super().amounts(leaf, gig)

    def converted(self, low: int, high: int, currency: str, leaf: Cmp) -> tuple[int, int] | None:
        """Rounded inward, or one end forgotten."""
        span = super().converted(low, high, currency, leaf)
        if span is None or self.wrong not in {"inward", "open end"}:
            return span
        if self.wrong == "open end":
            return span[0], span[0]
        is_same = currency == leaf.unit
        return span if is_same else (span[0] + 1, span[1] - 1)


def _marked(leaf: Leaf, *, is_strict: bool) -> Leaf:
    return leaf._replace(is_strict=is_strict) if isinstance(leaf, (Mem, Cmp)) else leaf


JUDGES: dict[str, Callable[[list[Gig]], Judge]] = {
    "unknown never passes": Strict,
    "unknown always passes": Lenient,
    "negation at the root": Literal,
    **{
        f"money: {wrong}": lambda world, wrong=wrong: OtherMoney(world, wrong)  # type: ignore[misc]  # bound early
        for wrong in ("period", "rate", "currency", "inward", "open end")
    },
}


@pytest.mark.parametrize("name", JUDGES)
def test_a_judge_with_other_conditions_differs(name: str) -> None:
    """Of what is unknown, of negation and of money."""
    assert not is_equal(JUDGES[name](settled()[1]))


def _only(name: str) -> Callable[[Gig, str], list[Field]]:
    """A scope is not looked at: it is as if none stood there."""
    return lambda gig, scope: in_scope(gig, "any" if scope == name else scope)


def _any_order(leaf: Words, field: Field) -> list[int]:
    """Words of a phrase somewhere in the text."""
    whole = [any(naive.is_word(ask, token) for token in field.tokens) for ask in leaf.asks]
    return list(range(len(field.tokens))) if all(whole) else []


def _whole_word(ask: Ask, token: Token) -> bool:
    return token.plain == ask.plain if ask.mode != "forms" else token.entry == ask.entry


def _forms(ask: Ask, token: Token) -> bool:
    is_prefix = ask.mode == "prefix"
    return token.plain.startswith(ask.plain) if is_prefix else token.entry == ask.entry


def _letters(ask: Ask, token: Token) -> bool:
    is_prefix = ask.mode == "prefix"
    return token.plain.startswith(ask.plain) if is_prefix else token.plain == ask.plain


WORDS: dict[str, tuple[str, Any]] = {
    **{f"scope {one}": ("in_scope", _only(one)) for one in ("title", "body", "skill", "client")},
    "no skills": ("ANY", ("title", "body")),
    "category everywhere": ("ANY", ("title", "body", "skill", "category")),
    "phrases in any order": ("places", _any_order),
    "prefix as word": ("is_word", _whole_word),
    "exact as forms": ("is_word", _forms),
    "forms as exact": ("is_word", _letters),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_judge_with_other_words_differs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of scopes, phrases, prefixes and forms. The judge is patched, never the product."""
    monkeypatch.setattr(naive, *WORDS[name])
    assert not is_equal(Judge(settled()[1]))


def _local(query: Typed) -> Meaning:
    """What excludes or limits holds for its alternative only."""
    groups = [meaning_of(Typed((parts,))) for parts in query.alternatives]
    return Both(tuple(groups), is_any=True)


def _flat(query: Typed) -> Meaning:
    """All alternatives at once."""
    return Both(tuple(meaning_of(Typed((parts,))) for parts in query.alternatives))


def _without_exclusions(query: Typed) -> Meaning:
    """Excluded words are dropped."""
    kept = tuple(
        tuple(part for part in parts if not isinstance(part, Neg)) for parts in query.alternatives
    )
    return meaning_of(query._replace(alternatives=kept))


def _in_the_body_only(query: Typed) -> Meaning:
    """Excluded words are looked for in the body only."""
    return _narrowed(meaning_of(query), is_negated=False)


def _narrowed(meaning: Meaning, *, is_negated: bool) -> Meaning:
    if isinstance(meaning, Un):
        return Un(_narrowed(meaning.part, is_negated=not is_negated))
    if isinstance(meaning, Both):
        parts = (_narrowed(part, is_negated=is_negated) for part in meaning.parts)
        return meaning._replace(parts=tuple(parts))
    is_text = is_negated and isinstance(meaning, Words) and meaning.scope == "any"
    return meaning._replace(scope="body") if is_text and isinstance(meaning, Words) else meaning


MEANINGS: dict[str, Callable[[Typed], Meaning]] = {
    "exclusions are local": _local,
    "alternatives are demands": _flat,
    "exclusions are dropped": _without_exclusions,
    "exclusions see the body only": _in_the_body_only,
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_judge_with_other_meanings_differs(name: str) -> None:
    """Of alternatives and exclusions."""
    assert not is_equal(Judge(settled()[1]), MEANINGS[name])


def test_the_judge_as_it_is_agrees() -> None:
    """Else all of the above is nothing."""
    assert is_equal(Judge(settled()[1]))
