"""docs/filters.md is true: its examples run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gigwire.domain.filters import Parsed, parse_simple
from gigwire.domain.match import PivotIndex
from tests.support.gigs import a_project, a_subscriber

if TYPE_CHECKING:
    from gigwire.contracts.people import Filter

PAGE = (Path(__file__).parents[2] / "docs" / "filters.md").read_text(encoding="utf-8")


def rows_after(mark: str) -> list[list[str]]:
    """Cells of the first table after a mark; header and rule left out, outer backticks too."""
    table = PAGE.split(mark, 1)[1].strip().split("\n\n", 1)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table]
    return [[re.sub(r"^`([^`]*)`$", r"\1", cell) for cell in row] for row in cells]


def saved(wanted: Filter) -> str:
    """A filter as the page writes it."""
    groups = "; ".join(" + ".join(group) for group in wanted.alternatives)
    parts = {
        "all_of": "; ".join(wanted.all_of),
        "any_of": "; ".join(wanted.any_of),
        "alternatives": groups,
        "none_of": "; ".join(wanted.none_of),
    }
    shown = [f"{name}: {value}" for name, value in parts.items() if value]
    if wanted.minimum_amount is not None:
        shown.append(f"minimum: {wanted.minimum_amount} {wanted.currency}")
    return " ".join(f"`{part}`" for part in shown).strip("`")


def filter_of(parsed: Parsed) -> Filter:
    """The filter, which must be there."""
    assert parsed.filter is not None, parsed.problems
    return parsed.filter


@pytest.mark.parametrize(("typed", "expected"), rows_after("<!-- examples: filters -->"))
def test_typed_text_is_saved_as_the_page_says(typed: str, expected: str) -> None:
    """Section 3's first table."""
    assert saved(filter_of(parse_simple(typed, "UAH"))) == expected.strip("`")


@pytest.mark.parametrize(("typed", "key", "character"), rows_after("<!-- examples: problems -->"))
def test_typed_text_has_the_problem_the_page_says(typed: str, key: str, character: str) -> None:
    """Section 3's second table."""
    (problem,) = parse_simple(typed, "UAH").problems
    position = "" if problem.position is None else str(problem.position)
    assert (problem.key, position) == (key, character)


@pytest.mark.parametrize(("typed", "title", "fits"), rows_after("<!-- examples: fits -->"))
def test_typed_text_fits_the_titles_the_page_says(typed: str, title: str, fits: str) -> None:
    """Section 3's third table."""
    index = PivotIndex()
    index.add(a_subscriber(filter_of(parse_simple(typed, "UAH"))))
    assert bool(index.match(a_project(title))) is (fits == "yes")
