"""Every answer comes with a reason, and the judge finds it true, condition by condition."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from gigwire.domain.filters import compiled_query, parse
from gigwire.domain.filters.expression import All, Either, Not
from gigwire.domain.match.explain import MAX_FOUND, because, explain
from gigwire.domain.match.reasons import reasons
from gigwire.domain.match.verdict import fits
from tests.oracle.crowd import a_wish
from tests.oracle.limits import OWN
from tests.oracle.naive import Judge, bare, in_scope, places
from tests.oracle.product import subject
from tests.oracle.trees import Both, Cmp, Mem, Typed, Un, Words, leaves_of, text_of
from tests.oracle.worlds import gigs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.filters.expression import Expression
    from gigwire.domain.match.explain import Found, Verdict
    from gigwire.domain.match.subject import Subject
    from tests.oracle.crowd import Wish
    from tests.oracle.trees import Gig, Leaf, Meaning

WISHES, GIGS = 600, 40
Signed = tuple["Leaf", bool]
Names = dict["Expression", "Leaf"]


def names_of(wish: Wish) -> Names:
    """Our conditions by theirs: each is read by the product alone, as it stands in the query."""
    names: Names = {}
    for leaf, _ in leaves_of(wish.meaning):
        alone = parse(text_of(Typed(((leaf,),), is_everything=True)), OWN).query
        assert alone is not None
        assert alone.expression is not None
        names.setdefault(alone.expression, leaf)
    return names


def leaves(verdict: Verdict) -> Iterator[Verdict]:
    """The conditions of an explanation."""
    if not verdict.parts:
        yield verdict
    for part in verdict.parts:
        yield from leaves(part)


def signed(verdict: Verdict, names: Names) -> Signed:
    """Which of our conditions an explained one is, and whether it is excluded."""
    one = verdict.expression
    if isinstance(one, Not):
        return names[one.part], True
    assert one is not None
    return names[one], False


def check_leaf(verdict: Verdict, names: Names, judge: Judge, gig: Gig) -> None:
    """What one condition says is what the judge sees."""
    leaf, is_negated = signed(verdict, names)
    at = judge.gigs.index(gig)
    assert verdict.is_known == judge.leaf(leaf)[0][at], leaf
    assert verdict.holds == judge.passes(leaf, is_negated=is_negated)[at], leaf
    match leaf:
        case Words():
            assert spans(verdict.found) == written(leaf, gig)
        case Mem():
            assert verdict.told == gig.members[leaf.name]
        case Cmp():
            assert verdict.told == (judge.amounts if leaf.unit else judge.counted)(leaf, gig)
        case _:
            assert bool(verdict.found) == judge.leaf(leaf)[1][at]
    for one in verdict.found:
        texts = [field.text for field in gig.fields if field.name == one.field]
        assert texts[one.skill][one.start : one.end] == one.text


def spans(found: tuple[Found, ...]) -> list[tuple[str, int, int, int]]:
    """Where the product says that words stand."""
    return [(one.field, one.skill, one.start, one.end) for one in found]


def written(leaf: Words, gig: Gig) -> list[tuple[str, int, int, int]]:
    """Where they do, in the order of texts and places."""
    every = []
    for field in in_scope(gig, leaf.scope):
        index = [one for one in gig.fields if one.name == field.name].index(field)
        for place in places(leaf, field):
            last = field.tokens[place + len(leaf.asks) - 1]
            every.append((field.name, index, field.tokens[place].start, last.end))
    return every[:MAX_FOUND]


def check_sums(verdict: Verdict) -> None:
    """A group holds as its parts do."""
    if not verdict.parts:
        return
    held = [part.holds for part in verdict.parts]
    assert isinstance(verdict.expression, (All, Either))
    assert verdict.holds == (any(held) if isinstance(verdict.expression, Either) else all(held))
    for part in verdict.parts:
        check_sums(part)


def settled(meaning: Meaning, said: dict[Signed, bool], *, other: bool, neg: bool) -> bool:
    """The whole, with what is said of some conditions and `other` of all the rest."""
    if isinstance(meaning, Un):
        return settled(meaning.part, said, other=other, neg=not neg)
    if isinstance(meaning, Both):
        parts = [settled(part, said, other=other, neg=neg) for part in meaning.parts]
        return any(parts) if meaning.is_any != neg else all(parts)
    return said.get((bare(meaning), neg), other)


def check_reasons(verdict: Verdict, wish: Wish, names: Names) -> None:
    """The named conditions alone force the answer, whatever the others were."""
    said: dict[Signed, bool] = {}
    for one in because(verdict):
        leaf, is_negated = signed(one, names)
        assert one.holds == verdict.holds
        said[bare(leaf), is_negated] = one.holds
    assert settled(wish.meaning, said, other=not verdict.holds, neg=False) == verdict.holds


def check_hit(wish: Wish, project: Subject) -> None:
    """A card names reasons if, and only if, the filter fits and is not paused."""
    hit = reasons(wish.saved, project)
    is_wanted = fits(compiled_query(wish.saved.query), project) and not wish.saved.is_paused
    assert (hit is not None) == is_wanted


def test_every_answer_has_a_reason_that_is_true() -> None:
    """Fits and misses: the tree, each condition, the words' places and the least reasons."""
    r = Random(20_261_119)
    judge = Judge(world := gigs(r, GIGS))
    projects = [subject(gig) for gig in world]
    answers = {True: 0, False: 0}
    for wish in [a_wish(r, world) for _ in range(WISHES)]:
        query, names, expected = (
            compiled_query(wish.saved.query),
            names_of(wish),
            judge.fits(wish.meaning),
        )
        chosen = {*expected.nonzero()[0].tolist()[:6], *r.sample(range(GIGS), 4)}
        for at in chosen:
            verdict = explain(query, projects[at])
            assert verdict.holds == expected[at], text_of(wish.query)
            answers[verdict.holds] += 1
            check_hit(wish, projects[at])
            if query.expression is None:
                continue
            check_sums(verdict)
            for leaf in leaves(verdict):
                check_leaf(leaf, names, judge, world[at])
            check_reasons(verdict, wish, names)
    assert min(answers.values()) > 700, answers
