"""docs/analyser.md is true: its examples run, and its regular expression is the analyser's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gigwire.domain.text import ANALYSER, TOKEN, tokens

PAGE = (Path(__file__).parents[3] / "docs" / "analyser.md").read_text(encoding="utf-8")


def rows_after(mark: str) -> list[list[str]]:
    """Cells of the first table after a mark; header and rule left out, outer backticks too."""
    table = PAGE.split(mark, 1)[1].strip().split("\n\n", 1)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table]
    return [[re.sub(r"^`([^`]*)`$", r"\1", cell) for cell in row] for row in cells]


def test_page_describes_this_version() -> None:
    """A raised version is a reminder to read the page again."""
    assert PAGE.startswith(f"# The analyser (version {ANALYSER})")


def test_regular_expression_of_the_page_is_the_analysers() -> None:
    """Who implements the page implements the product."""
    written = PAGE.split("```regex", 1)[1].split("```", 1)[0]
    assert "".join(written.split()) == TOKEN.pattern


@pytest.mark.parametrize(("text", "expected"), rows_after("Else it stays."))
def test_text_of_the_page_has_the_tokens_it_says(text: str, expected: str) -> None:
    """Section 1's table."""
    assert " ".join(f"`{token}`" for token in tokens(text)).strip("`") == expected.strip("`")
