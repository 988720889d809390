"""Explanations: true at each node, minimal in their reasons, exact in their places."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.messages import Client
from gigwire.domain.filters import compiled_query, filter_of, printed
from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Member,
    Not,
    Phrase,
    Query,
    Word,
)
from gigwire.domain.match.explain import Verdict, at_leaves, because, explain
from gigwire.domain.match.patterns import texts_of
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits, passes
from tests.support.gigs import NOON, a_project, usd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.match.subject import Subject

SUBJECT = subject_of(
    a_project(
        "Нужен Python-бот для Telegram",
        body="Вёрстка по макету;\nparser of shops, C++ and C#",
        skills=("Web scraping", "aiogram"),
        budget=usd(50_000, 60_000),
        client=Client(name="Acme", country="us"),
    ),
    NOON + timedelta(hours=1),
)
LEAVES: st.SearchStrategy[Expression] = st.sampled_from(
    [
        Word("python"),
        Word("nowhere"),
        Word("верстка"),
        Word("aio", "prefix"),
        Phrase("web scraping"),
        Word("python", scope="body"),
        Member("source", ("fl",)),
        Member("lang", ("en",), is_strict=True),
        Compare("budget", 50_000, currency="USD"),
        Compare("budget", None, 10_000, "USD"),
        Compare("bids", None, 3),
        Compare("bids", None, 3, is_strict=True),
    ]
)


def joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Two or three parts joined, or one negated."""
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(some.map(All), some.map(Either), parts.map(Not))


TREES: st.SearchStrategy[Expression] = st.recursive(LEAVES, joined, max_leaves=8)


def nodes(verdict: Verdict) -> Iterator[Verdict]:
    """The verdict and everything below it."""
    yield verdict
    for part in verdict.parts:
        yield from nodes(part)


def told(query: str, subject: Subject = SUBJECT) -> tuple[Verdict, ...]:
    """The reasons for whatever the answer to a typed query is."""
    parsed = filter_of(query)
    assert parsed.filter, parsed.problems
    return because(explain(compiled_query(parsed.filter.query), subject))


@given(TREES)
def test_every_node_judged_alone_says_what_it_said_in_the_tree(tree: Expression) -> None:
    """The root holds exactly if the query fits; each node can be checked by itself."""
    verdict = explain(Query(tree), SUBJECT)
    assert verdict.holds is fits(Query(tree), SUBJECT)
    for node in nodes(verdict):
        assert node.expression is not None
        assert passes(node.expression, SUBJECT) is node.holds
        assert node.condition == printed(Query(node.expression)) or node is verdict


def worth(verdict: Verdict, fixed: dict[int, bool], *, other: bool) -> bool:
    """The tree's answer if all leaves but the fixed ones were `other`."""
    if not verdict.parts:
        return fixed.get(id(verdict), other)
    answers = [worth(part, fixed, other=other) for part in verdict.parts]
    return all(answers) if isinstance(verdict.expression, All) else any(answers)


@given(TREES)
def test_reasons_suffice_and_none_of_them_is_idle(tree: Expression) -> None:
    """With every other leaf turned against them they still decide; one less, and they do not."""
    verdict = explain(Query(tree), SUBJECT)
    reasons = because(verdict)
    fixed = {id(leaf): leaf.holds for leaf in reasons}
    assert all(leaf.holds is verdict.holds for leaf in reasons)
    assert worth(verdict, fixed, other=not verdict.holds) is verdict.holds
    for fewer in combinations(fixed.items(), len(fixed) - 1):
        assert worth(verdict, dict(fewer), other=not verdict.holds) is not verdict.holds


@given(TREES)
def test_negation_stands_at_leaves_and_nothing_in_its_own_kind(tree: Expression) -> None:
    """The normal form is the same meaning, flat."""
    normal = at_leaves(tree)
    assert passes(normal, SUBJECT) is passes(tree, SUBJECT)
    kinds = [(type(node.expression), type(part.expression))
             for node in nodes(explain(Query(tree), SUBJECT)) for part in node.parts]  # fmt: skip
    assert all(outer is not inner for outer, inner in kinds)


@given(TREES)
def test_places_are_where_the_text_is(tree: Expression) -> None:
    """Field and offsets cut exactly the text that is told."""
    for node in nodes(explain(Query(tree), SUBJECT)):
        for found in node.found:
            texts = texts_of(SUBJECT.project, found.field)
            text = next(text for _, skill, text in texts if skill == found.skill)
            assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("python", [("title", 6, 12, "Python")]),
        ("верстка", [("body", 0, 7, "Вёрстка")]),
        ('"для telegram"', [("title", 17, 29, "для Telegram")]),
        ("=aiogram", [("skill", 0, 7, "aiogram")]),
        ("python -/маке[та]+/", [("body", 11, 16, "макет")]),
        ("python -parser", [("body", 19, 25, "parser")]),
    ],
)
def test_a_word_is_shown_where_it_stands(
    query: str, places: list[tuple[str, int, int, str]]
) -> None:
    """The original letters, before folding."""
    (reason,) = told(query)
    assert [(f.field, f.start, f.end, f.text) for f in reason.found] == places


def test_the_shortest_of_several_reasons_is_given() -> None:
    """Of conditions that all fail one is enough; an alternative fails with all of its parts."""
    assert [leaf.condition for leaf in told("python ruby java")] == ["ruby"]
    assert [leaf.condition for leaf in told("(ruby | java) go")] == ["go"]
    assert [leaf.condition for leaf in told("ruby | java")] == ["ruby", "java"]
    assert [leaf.condition for leaf in told("python | java")] == ["python"]


def test_values_are_told_with_the_answer() -> None:
    """What the project says, in the comparison's own units; nothing where it does not tell."""
    (reason,) = told("python budget>=700usd")
    assert (reason.told, reason.is_known, reason.holds) == ((50_000, 60_000), True, False)
    (reason,) = told("python bids<3!")
    assert (reason.told, reason.is_known, reason.holds) == (None, False, False)
    (reason,) = told("python source:kwork")
    assert (reason.told, reason.holds) == ("fl", False)


def test_everything_is_explained_by_its_star() -> None:
    """A query without conditions has a tree of one node."""
    verdict = explain(Query(None, is_everything=True), SUBJECT)
    assert (verdict.condition, verdict.holds, because(verdict)) == ("*", True, (verdict,))
