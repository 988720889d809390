"""Filters of every kind on projects of every kind: the packed index says what the rule says."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from gigwire.contracts.ids import filter_number
from gigwire.domain.filters import compiled_query, filter_of
from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Member,
    Not,
    Pattern,
    Phrase,
    Query,
    Word,
)
from gigwire.domain.match.columns import Owners, columns_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.plan import plan_of
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from tests.support.gigs import NOON, a_project, a_subscriber, usd

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Quantity
    from gigwire.domain.match.subject import Subject

WORDS: Final = ("python", "bot", "django", "figma", "docker", "kafka", "react")


@pytest.fixture
def dictionary() -> Dictionary:
    """One of this test."""
    return Dictionary()


@pytest.fixture
def index(dictionary: Dictionary) -> FilterIndex:
    """An empty one."""
    return FilterIndex(dictionary)


def test_random_trees_in_any_segment_answer_as_the_rule(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """2,000 trees of every kind of condition, on 40 projects: the index equals the rule."""
    draw = random.Random(11)
    queries = [Query(a_tree(draw, 3), is_everything=True) for _ in range(2_000)]
    plans = [plan_of(query, dictionary) for query in queries]
    index.load(columns_of(plans), owners_of(len(plans)))
    assert {plan.program >= 0 for plan in plans} == {True, False}
    for number in range(40):
        subject = a_random_subject(draw, number)
        found = index.match(dictionary.prepare(subject)).users.tolist()
        assert found == [user for user, query in enumerate(queries) if fits(query, subject)]


def owners_of(count: int) -> Owners:
    """One filter a person, each with its own plan."""
    numbers = np.arange(count)
    small = numbers.astype(np.uint32)
    return Owners(numbers, np.ones_like(numbers), small, numbers, small)


def a_tree(draw: random.Random, depth: int) -> Expression:
    """A tree of words mostly, with every other kind of leaf."""
    if depth and draw.random() < 0.6:
        parts = tuple(a_tree(draw, depth - 1) for _ in range(draw.randint(2, 4)))
        return draw.choice((All, Either))(parts)
    leaf: Expression = draw.choice(
        (
            Word(draw.choice(WORDS)),
            Word(draw.choice(WORDS), scope=draw.choice(("title", "skill", "body"))),
            Word(draw.choice(WORDS)[:3], "prefix"),
            Phrase(" ".join(draw.sample(WORDS, 2))),
            Pattern(rf"\b{draw.choice(WORDS)}\b", scope=draw.choice(("any", "title"))),
            Member("lang", ("en", "ru"), is_strict=draw.random() < 0.5),
            Member("source", tuple(sorted(draw.sample(("fl", "kwork", "guru"), 2)))),
            Member("type", ("fixed",), is_strict=draw.random() < 0.5),
            Member("client.country", ("us",), is_strict=draw.random() < 0.5),
            a_comparison(draw),
        )
    )
    return Not(leaf) if draw.random() < 0.25 else leaf


def a_comparison(draw: random.Random) -> Compare:
    """One or two ends, sometimes beyond 32 bits."""
    low = draw.choice((None, 100, 50_000, 1 << 33))
    high = draw.choice((None, 70_000, 1 << 34)) if low is not None else 70_000
    quantities: tuple[Quantity, ...] = ("budget", "rate", "bids", "age")
    quantity = draw.choice(quantities)
    currency = draw.choice(("USD", "EUR")) if quantity in {"budget", "rate"} else None
    return Compare(quantity, low, high, currency, is_strict=draw.random() < 0.5)


def a_random_subject(draw: random.Random, number: int) -> Subject:
    """A project of a few words; every attribute is unknown now and then."""
    fields = {
        "language": draw.choice(("en", "ru", "pt", "und")),
        "source": draw.choice(("fl", "kwork", "nowhere")),
        "budget": draw.choice((None, usd(60_000, 60_000), usd(10_000, 90_000))),
        "bids": draw.choice((None, 3, 120)),
        "skills": tuple(draw.sample(WORDS, 1)),
        "native_id": str(number),
    }
    body = " ".join(draw.choices(WORDS, k=3))
    title = " ".join(draw.choices(WORDS, k=3))
    return subject_of(a_project(title, body=body, **fields), NOON)


def test_every_answer_of_typed_filters_is_the_rules(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Longer filters than rows hold are as exact as short ones."""
    queries = [
        " ".join(WORDS),
        " | ".join(WORDS),
        "(python bot | figma react) -docker -kafka -django -react -word",
        "python bot django figma docker | kafka -react",
        "budget>=100usd python rate>=20usd/h",
        "python bids<10 budget:100..900usd",
    ]
    wanted = [one for one in (filter_of(query).filter for query in queries) if one]
    index.build([a_subscriber(*wanted)])
    draw = random.Random(5)
    for number in range(30):
        subject = a_random_subject(draw, number)
        found = set(index.match(dictionary.prepare(subject)).filters.tolist())
        assert found == {
            filter_number(one.filter_id)
            for one in wanted
            if fits(compiled_query(one.query), subject)
        }
