"""The score: the kernel's equals the formula in plain Python."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gigwire.domain.filters import filter_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.score import (
    freshness_of,
    rarity_of,
    score_of,
    total,
    worth_of_term,
)
from gigwire.domain.match.subject import subject_of
from tests.support.gigs import NOON, a_project, a_subscriber, usd

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE = worth_of_term(is_title=True, is_skill=False, rarity=0)
BODY = worth_of_term(is_title=False, is_skill=False, rarity=0)
SKILL = worth_of_term(is_title=False, is_skill=True, rarity=0)


def score(query: str, age: timedelta = timedelta(0), **fields: Any) -> int:
    """What the index gives a filter."""
    dictionary = Dictionary()
    index = FilterIndex(dictionary)
    wanted = filter_of(query).filter
    assert wanted is not None
    index.put(a_subscriber(wanted))
    subject = subject_of(a_project("Python bot", **fields), NOON + age)
    return int(index.match(dictionary.prepare(subject)).scores[0])


@pytest.mark.parametrize(
    ("query", "fields", "worths", "is_met"),
    [
        ("python", {}, [TITLE], False),
        ("python bot", {}, [TITLE, TITLE], False),
        ("python | figma | bot", {}, [TITLE, TITLE], False),
        ("python figma", {"body": "figma"}, [TITLE, BODY], False),
        ("python (figma | docker | kafka)", {"body": "figma docker"}, [TITLE, BODY, BODY], False),
        ("figma", {"skills": ("figma",)}, [SKILL], False),
        ("python -figma -docker", {}, [TITLE], False),
        ("python budget>=100usd", {"budget": usd(50_000, 50_000)}, [TITLE], True),
        ("python budget>=100usd", {}, [TITLE], False),
        ("(python bot | figma) budget>=1usd", {"budget": usd(500, 500)}, [TITLE, TITLE], True),
        ("(python bot | bot figma) /py/", {}, [TITLE, TITLE], False),
        ("* source:fl", {}, [], False),
    ],
)
def test_the_kernels_score_is_the_formulas(
    query: str, fields: dict[str, Any], worths: Sequence[int], *, is_met: bool
) -> None:
    """Rows of each kind, and programs, count each word that occurs once."""
    assert score(query, **fields) == score_of(worths, 100, is_budget_met=is_met)


def test_both_forms_of_the_formula_are_equal() -> None:
    """Within and beyond what words may add."""
    for words in (0, 40, 599, 600, 5_000):
        for is_met in (False, True):
            assert total(words, int(is_met), 7) == score_of([words], 7, is_budget_met=is_met)


def test_freshness_fades_within_a_day_or_so() -> None:
    """And is part of what the index gives."""
    assert [freshness_of(s) for s in (-5, 0, 899, 900, 90_000, 10**9)] == [100, 100, 100, 99, 0, 0]
    assert score("python", timedelta(hours=1)) == score_of([TITLE], 96, is_budget_met=False)


def test_rarer_words_weigh_more_once_projects_were_seen() -> None:
    """0 for what is common or unknown, 3 for one of thousands."""
    seen = ((0, 0), (50, 100), (5, 200), (1, 900), (0, 5_000))
    assert [rarity_of(*counts) for counts in seen] == [0, 0, 1, 2, 3]
