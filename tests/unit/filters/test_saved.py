"""Filters as they are saved: identity, limits, old records, and the old fields meanwhile."""

from __future__ import annotations

import pytest

from gigwire.contracts.people import Filter
from gigwire.domain.filters import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    MAX_TEXT,
    compiled_query,
    filter_of,
    leaves,
    parse,
)
from gigwire.domain.filters.expression import Compare, Member, Word


def saved(text: str, currency: str = "USD") -> Filter:
    """The filter, which must be there."""
    wanted, problems = filter_of(text, currency)
    assert wanted is not None, problems
    return wanted


def test_same_meaning_typed_otherwise_has_the_same_id() -> None:
    """A filter typed twice is recognised; another budget or another form is another filter."""
    typed = ("python бот от 500$", "Бот  PYTHON >500usd", "бoт - python, python бот 500 $+")
    assert len({saved(text).filter_id for text in typed}) == 1
    others = ("python бот от 501$", "=python бот от 500$", "title:python бот от 500$", "python бот")
    assert len({saved(text).filter_id for text in (typed[0], *others)}) == 5
    assert saved("a | b c -d").filter_id == saved("-d (c b | a)").filter_id


def test_word_forms_and_synonyms_share_an_id() -> None:
    """What the analyser cannot tell apart is one filter."""
    assert saved("дизайн сайта").filter_id == saved("дизайна сайт").filter_id
    assert saved("e-commerce").filter_id == saved('"e commerce"').filter_id


def test_id_is_the_same_in_every_process() -> None:
    """Sets have no order, ids do: this one was computed once and written down."""
    assert saved("=python | =бот -=php source:fl").filter_id == "94d1ecbe43b1"


@pytest.mark.parametrize(
    ("text", "key", "count"),
    [
        ("w " * (MAX_CONDITIONS + 1), "filter-too-many-conditions", MAX_CONDITIONS + 1),
        ("x " * MAX_TEXT, "filter-text-too-long", 2 * MAX_TEXT),
        ("title:(" + "wwwwwwwwwwwwwwwwwwwwwwwwwwwwww " * 63 + ")", "filter-text-too-long", 2_330),
    ],
)
def test_limits_are_named_in_the_problem(text: str, key: str, count: int) -> None:
    """Each says what it counted; the canonical text counts as well."""
    distinct = " ".join(
        f"{word}{n}" if word[-1] == "w" else word for n, word in enumerate(text.split())
    )
    (problem,) = filter_of(distinct if "title" in text else text).problems
    assert problem.key == key
    assert problem.arguments["count"] == count or "title" in text


def test_depth_counts_brackets_of_the_canonical_text() -> None:
    """Needless brackets are free; hoisting conditions out adds a pair."""
    deep = "a" + " (b | c" * MAX_DEPTH + ")" * MAX_DEPTH
    assert parse(deep).query is not None
    (problem,) = parse(f"{deep}, x -z").problems
    assert problem.key == "filter-too-deep"
    assert parse("(" * 2 * MAX_DEPTH + "a" + ")" * 2 * MAX_DEPTH).query is not None
    assert parse("(" * 500 + "a" + ")" * 500).problems[0].key == "filter-too-deep"


def test_several_problems_are_told_in_their_order() -> None:
    """At most ten, from left to right."""
    problems = parse('lang:xx titl:bot budget>=abc "open').problems
    assert [problem.position for problem in problems] == [5, 8, 25, 29]
    assert len(parse("lang:xx " * 50).problems) == 10


def test_position_is_that_of_the_typed_text() -> None:
    """Invisible characters that were dropped still count."""
    (problem,) = parse("x \u200b\u202ebudget\u200b>=abc").problems
    assert (problem.position, problem.arguments["at"]) == (13, 14)


def test_leaves_come_with_their_sign() -> None:
    """Negation normal form, from left to right."""
    query = compiled_query("a -(b -lang:ru) budget>=5usd")
    signs = [(type(leaf), is_negated) for leaf, is_negated in leaves(query.expression)]
    assert signs == [(Word, False), (Word, True), (Member, False), (Compare, False)]


def test_broken_query_of_a_record_is_an_error_not_a_filter() -> None:
    """What no `filter_of` gave is not matched by guessing."""
    with pytest.raises(ValueError, match="filter-bracket-open"):
        compiled_query("(a")


OLD = {
    "filter_id": "f1",
    "name": "mine",
    "any_of": ["python", "landing page"],
    "alternatives": [["OR", "бот"], ["1С"]],
    "none_of": ["word-press"],
    "minimum_usd": 10_050,
    "languages": ["ru", "en", "und"],
    "sources": ["fl"],
}


def test_old_record_gets_the_query_that_it_meant() -> None:
    """Composed when read; canonical after one more saving."""
    wanted = Filter.model_validate(OLD)
    assert saved(wanted.query).query == (
        '(python | "landing page") ("OR" бот | 1С) -word-press source:fl lang:(en | ru)'
        " budget>=100.50usd"
    )
    kept = wanted.model_copy(update={"query": "x"}).model_dump()
    assert Filter.model_validate(kept).query == "x"
    assert Filter.model_validate({"filter_id": "f", "name": "all"}).query == "*"
