"""A filter's priority in the score, and the percentile that a card tells."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Card, CardEdit
from gigwire.contracts.ids import FilterId, UserId, filter_number
from gigwire.contracts.messages import UserHit
from gigwire.contracts.people import Filter
from gigwire.domain.cards.card import why
from gigwire.domain.personalise import Pacing, Subjects, decide_match, fits_of
from gigwire.domain.personalise.fits import PRIORITY_POINTS
from gigwire.domain.personalise.waits import LEAST_SCORES
from tests.support.gigs import NOON, PYTHON, a_fit, a_match, a_step, a_subscriber, at

BOT = Filter(filter_id=FilterId("f2"), name="bot", query="bot")
RISING = ("low", "normal", "high")
FRESH = Pacing(user_id=UserId(7))


def scored(first: int, second: int, *priorities: str) -> int:
    """The score of two filters that fit, with these priorities."""
    own = [one.model_copy(update={"priority": rank})
           for one, rank in zip((PYTHON, BOT), priorities, strict=True)]  # fmt: skip
    match = a_match(a_step(), 7, 0, PYTHON, BOT).model_copy(update={"scores": (first, second)})
    (fit,) = fits_of(match, Subjects())
    return fit.weighed(a_subscriber(*own)).score


@given(st.integers(200, 1000), st.integers(200, 1000), st.sampled_from(RISING))
def test_raising_a_filter_never_lowers_the_score(first: int, second: int, other: str) -> None:
    """Monotone in each filter's priority, within 0..1000, by no more than the documented points."""
    found = [scored(first, second, one, other) for one in RISING]
    assert all(low <= high for low, high in pairwise(found))
    assert found[-1] - found[0] <= PRIORITY_POINTS["high"] - PRIORITY_POINTS["low"]
    assert all(0 <= one <= 1000 for one in found)


def test_normal_priorities_leave_the_score_as_it_was() -> None:
    """Nobody is told otherwise who never touched them; the very same object."""
    fit = a_fit(a_step())
    assert fit.weighed(a_subscriber(PYTHON)) is fit


def test_better_filter_is_named_first() -> None:
    """The reason that counts most stands first."""
    own = (PYTHON, BOT.model_copy(update={"priority": "high"}))
    fit = a_fit(a_step(), 7, 500, PYTHON, BOT).weighed(a_subscriber(*own))
    assert fit.filters[0] == filter_number(BOT.filter_id)
    assert [one.filter_name for one in fit.hit(a_subscriber(*own)).hits] == ["bot", "python"]


@pytest.mark.parametrize("rank", RISING)
def test_priority_passes_no_cap(rank: str) -> None:
    """So many a day is so many a day, however important the filter is."""
    own = PYTHON.model_copy(update={"priority": rank})
    person = a_subscriber(own, daily_cap=0)
    outcome = decide_match(a_fit(a_step()).weighed(person), person, FRESH, NOON)
    assert (outcome.decided[0].decision, outcome.decided[0].reason) == ("held", "daily_cap")


def told(scores: tuple[int, ...], score: int = 500) -> tuple[Pacing, UserHit]:
    """The row and the card's reasons after one project."""
    person, row = a_subscriber(PYTHON), FRESH.model_copy(update={"scores": scores})
    outcome = decide_match(a_fit(a_step(), 7, score), person, row, NOON)
    content = outcome.due[0].content
    assert isinstance(content, Card)
    return outcome.pacing, content.hit


def test_card_tells_its_percentile_once_enough_is_known() -> None:
    """Of the person's own last scores; of fewer than twenty nothing is said."""
    assert told((1,) * (LEAST_SCORES - 1))[1].percentile is None
    assert told(tuple(range(100)), 93)[1].percentile == 93


def test_repeat_and_edit_tell_the_percentile_of_the_card() -> None:
    """What came since changes neither."""
    row, hit = told(tuple(range(100)), 93)
    person, row = a_subscriber(PYTHON), row.model_copy(update={"scores": (1000,) * 100})
    again = decide_match(a_fit(a_step(), 7, 93), person, row, NOON).due[0].content
    assert isinstance(again, Card)
    assert again.hit == hit
    step = a_step(kind="changed", revision=1, now=at(1))
    edit = decide_match(a_fit(step, 7, 10), person, row, at(1)).due[0].content
    assert isinstance(edit, CardEdit)
    assert edit.hit is not None
    assert edit.hit.percentile == 93


@pytest.mark.parametrize(("percentile", "is_told"), [(93, True), (50, True), (49, False)])
def test_only_what_is_better_than_most_is_a_reason(percentile: int, is_told: bool) -> None:  # noqa: FBT001 - a column of the table
    """A card does not say that it is poor."""
    hit = UserHit(user_id=UserId(7), score=500, hits=(), percentile=percentile)
    assert (f"{percentile}%" in why(hit, lexicon("en"))) == is_told
