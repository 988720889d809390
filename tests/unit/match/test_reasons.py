"""What a card says of a filter that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gigwire.domain.filters import filter_of
from gigwire.domain.match.reasons import reasons
from gigwire.domain.match.subject import subject_of
from tests.support.gigs import NOON, a_project, usd

if TYPE_CHECKING:
    from gigwire.contracts.messages import Hit


def told(query: str, title: str = "Python bot", body: str = "", **fields: Any) -> Hit | None:
    """The hit of a typed query."""
    wanted = filter_of(query).filter
    assert wanted is not None
    return reasons(wanted, subject_of(a_project(title, body=body, **fields), NOON))


def words(hit: Hit | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Terms in the title, terms below it."""
    assert hit is not None
    return hit.title_terms, hit.body_terms


def test_words_are_told_as_typed_and_where_they_stand() -> None:
    """Title before body; a skill is below the title."""
    hit = told("PYTHON парсинг scrap*", body="парсинг", skills=("scraping",))
    assert words(hit) == (("PYTHON",), ("парсинг", "scrap*"))


def test_alternatives_that_do_not_hold_and_exclusions_are_no_reasons() -> None:
    """`python` alone is not why `python ruby | bot` fits."""
    assert words(told("(python ruby | bot) -wordpress")) == (("bot",), ())


def test_words_the_analyser_cannot_tell_apart_are_told_once() -> None:
    """The first spelling."""
    assert words(told("=python =PYTHON"))[0] == ("python",)


def test_an_expression_is_told_in_its_slashes() -> None:
    """A person sees what they wrote."""
    assert words(told("bot /pyth[o]n/")) == (("bot", "/pyth[o]n/"), ())


def test_a_budget_is_met_only_where_an_amount_was_compared() -> None:
    """Unknown passes, and is not told as met."""
    asked = "python budget>=500usd"
    met, unknown = told(asked, budget=usd(50_000, 50_000)), told(asked)
    assert met is not None
    assert unknown is not None
    assert (met.is_budget_met, unknown.is_budget_met) == (True, None)
    assert told(asked, budget=usd(1, 2)) is None


def test_what_does_not_fit_or_is_paused_has_no_reasons() -> None:
    """Nothing to tell."""
    assert told("ruby") is None
    wanted = filter_of("python").filter
    assert wanted is not None
    paused = wanted.model_copy(update={"is_paused": True})
    assert reasons(paused, subject_of(a_project(), NOON)) is None
