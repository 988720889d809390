"""docs/filters.md is true: its examples run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from gigwire.contracts.messages import Budget
from gigwire.domain.filters import compiled_query, filter_of, parse
from gigwire.domain.filters.expression import Attribute, Quantity
from gigwire.domain.filters.pattern_borders import NOT_WORD, WORD
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from tests.support.gigs import NOON, a_project

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[2] / "docs" / "filters.md").read_text(encoding="utf-8")


def rows_after(mark: str) -> list[list[str]]:
    """Cells of the tables after each such mark; header and rule left out, outer backticks too."""
    return [row for text in PAGE.split(mark)[1:] for row in _rows(text)]


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.strip().split("\n\n", 1)[0].splitlines()[2:]:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        bare = [re.sub(r"^`([^`]*)`$", r"\1", cell) for cell in cells]
        yield [cell.replace(r"\|", "|") for cell in bare]


def project_fields(told: str) -> dict[str, Any]:
    """`name: value` of the page as a project's fields."""
    name, _, value = told.partition(": ")
    if name != "budget":
        return {} if not told else {name: (value,) if name == "skills" else value}
    low, high, currency = re.split(r"\.\.| ", value)
    budget = Budget(minimum=int(low) * 100, maximum=int(high) * 100, currency=currency)
    return {"budget": budget}


@pytest.mark.parametrize(("typed", "expected"), rows_after("<!-- examples: canonical -->"))
def test_typed_text_is_saved_as_the_page_says(typed: str, expected: str) -> None:
    """Sections 2 and 3; saving it again changes nothing."""
    wanted, problems = filter_of(typed, "UAH")
    assert wanted is not None, problems
    assert wanted.query == expected
    again = filter_of(wanted.query, "USD").filter
    assert again is not None
    assert (again.query, again.filter_id) == (wanted.query, wanted.filter_id)


@pytest.mark.parametrize(("typed", "key", "character"), rows_after("<!-- examples: problems -->"))
def test_typed_text_has_the_problem_the_page_says(typed: str, key: str, character: str) -> None:
    """Section 4."""
    (problem,) = parse(typed, "UAH").problems
    position = "" if problem.position is None else str(problem.position)
    assert (problem.key, position) == (key, character)


@pytest.mark.parametrize(
    ("typed", "title", "told", "expected"), rows_after("<!-- examples: fits -->")
)
def test_typed_text_fits_the_projects_the_page_says(
    typed: str, title: str, told: str, expected: str
) -> None:
    """Section 6."""
    wanted = filter_of(typed, "USD").filter
    assert wanted is not None
    subject = subject_of(a_project(title, **project_fields(told)), NOON)
    assert fits(compiled_query(wanted.query), subject) is (expected == "yes")


def test_page_names_every_field_in_the_order_of_printing() -> None:
    """A field that the page forgets is a field nobody finds."""
    names = " ".join((*get_args(Attribute), *get_args(Quantity)))
    assert f"`{names}`" in PAGE.replace("\n", " ").replace("  ", " ")


def test_word_characters_of_the_page_are_those_of_patterns() -> None:
    r"""`\w` as the page writes it is the class that RE2 gets; `\W` is its complement."""
    written = PAGE.split(r"`\w` is", 1)[1].split("(Latin", 1)[0]
    spans = [
        (int(first, 16), int(last or first, 16))
        for first, last in re.findall(r"U\+([0-9A-F]{4})(?:\s+to\s+U\+([0-9A-F]{4}))?", written)
    ]
    said = {code for low, high in spans for code in range(low, high + 1)}
    said |= {code for code in range(128) if re.match(r"\w", chr(code))}
    assert said == _codes(WORD)
    assert set(range(0x110000)) - said == _codes(NOT_WORD)


def _codes(members: str) -> set[int]:
    """Characters of a class as RE2 reads it."""
    plain = re.sub(r"\\x\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), members)
    pairs = re.findall(r"\\?(.)(?:-\\?(.))?", plain, re.DOTALL)
    return {code for low, high in pairs for code in range(ord(low), ord(high or low) + 1)}
