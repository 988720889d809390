"""Typed filters beyond the page's examples: limits, identity, canonical form, hostile input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.domain.filters import (
    MAX_CHARACTERS,
    MAX_FILTERS,
    MAX_TERMS,
    canonical,
    parse_simple,
    validate,
    validate_all,
)
from gigwire.domain.match.compiled import compiled
from gigwire.domain.match.evaluate import hit_of
from gigwire.domain.match.view import Finder, view_of
from tests.support.gigs import a_filter, a_project
from tests.support.match_oracle import fits

term = st.sampled_from(["python", "Python", "бот", "бoт", "landing page", "landing-page", "c++"])
groups = st.lists(st.lists(term, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
terms = st.lists(term, max_size=3).map(tuple)


def test_filter_without_positive_word_is_refused_unless_a_source_limits_it() -> None:
    """A filter that would match everything is never saved."""
    assert [one.key for one in validate(a_filter(none_of=("php",)))] == ["filter-empty"]
    assert [one.key for one in validate(a_filter(alternatives=((),)))] == ["filter-empty"]
    assert validate(a_filter(sources=("fl",))) == []


def test_limits_are_named_in_the_problem() -> None:
    """Too many terms, too long a term, too many filters, too long a text: each says its limit."""
    many = a_filter(any_of=tuple(f"w{n}" for n in range(MAX_TERMS + 1)))
    assert validate(many)[0].arguments == {"limit": MAX_TERMS, "count": MAX_TERMS + 1}
    (long,) = parse_simple("python " + "x" * (MAX_CHARACTERS + 1)).problems
    assert (long.key, long.position) == ("filter-term-too-long", 7)
    filters = [a_filter(str(n), any_of=("x",)) for n in range(MAX_FILTERS + 1)]
    assert [one.key for one in validate_all(filters)] == ["filter-too-many"]
    assert parse_simple("x " * 2_000).problems[0].key == "filter-text-too-long"


def test_limit_in_a_currency_without_a_rate_is_refused() -> None:
    """A budget that cannot be compared is a problem, not a filter that ignores it."""
    (problem,) = parse_simple("logo от 500", "XYZ").problems
    assert (problem.key, problem.arguments) == ("filter-budget-currency", {"currency": "XYZ"})


def test_same_meaning_typed_otherwise_has_the_same_id() -> None:
    """A filter typed twice is recognised; another budget is another filter."""
    typed = ("python бот от 500$", "Бот  PYTHON >500usd", "бoт -  python, python бот 500 $+")
    ids = {found.filter.filter_id for text in typed if (found := parse_simple(text)).filter}
    assert len(ids) == 1
    other = parse_simple("python бот от 501$").filter
    assert other is not None
    assert other.filter_id not in ids


@pytest.mark.parametrize("text", ["от 500$ python", "python, от 500$", "-php python от 500$, бот"])
def test_budget_and_exclusion_hold_for_the_whole_filter(text: str) -> None:
    """Wherever they stand, they are no alternative of their own."""
    found = parse_simple(text).filter
    assert found is not None
    assert found.minimum_usd == 50_000
    assert "500" not in " ".join((*found.all_of, *found.any_of))


@given(terms, st.one_of(st.just(()), terms), groups, terms)
def test_canonical_form_means_the_same_and_is_stable(
    all_of: tuple[str, ...],
    any_of: tuple[str, ...],
    alternatives: tuple[tuple[str, ...], ...],
    words: tuple[str, ...],
) -> None:
    """Dropping duplicates and simplifying never changes which projects fit."""
    wanted = a_filter(all_of=all_of, any_of=any_of, alternatives=alternatives)
    simple, project = canonical(wanted), a_project(" ".join(words))
    assert fits(simple, project) == fits(wanted, project)
    assert canonical(simple) == simple
    assert (hit_of(compiled(simple), project, Finder(view_of(project))) is not None) == fits(
        wanted, project
    )


@given(st.text(alphabet='ab ,;|"«»-–от>≥5$€к+.\n🙂\u0301\ud800', max_size=60))
def test_anything_typed_gives_either_a_filter_or_problems(text: str) -> None:
    """Never both, never neither, never an exception; what is given can be saved."""
    parsed = parse_simple(text)
    assert (parsed.filter is None) == bool(parsed.problems)
    if parsed.filter:
        assert validate(parsed.filter) == []
        assert canonical(parsed.filter) == parsed.filter
