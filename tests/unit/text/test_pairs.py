"""Which words find which: the tables same.txt and differ.txt, every line of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gigwire.domain.text import View, analyse, term_of, tokens
from tests.support.gigs import a_project

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """What was asked for, and one title."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        content = line.partition("##")[0].strip()
        if content:
            asked, titles = content.split("=>")
            yield from ((asked.strip(), title.strip()) for title in titles.split("|"))


def is_found(asked: str, title: str) -> bool:
    """Whether the word or phrase occurs in a project with this title."""
    term = term_of(asked)
    assert term is not None
    return View.of(analyse(a_project(title=title))).where(term) == "title"


@pytest.mark.parametrize(("name", "must"), [("same.txt", True), ("differ.txt", False)])
def test_each_pair_of_the_table_is_judged_right(name: str, must: bool) -> None:  # noqa: FBT001 - a column
    """Forms and synonyms meet in five languages, other words do not: no line is left out."""
    table = list(pairs(name))
    assert len(set(table)) >= 300
    assert [pair for pair in table if is_found(*pair) is not must] == []


def test_asking_for_what_was_found_finds_what_was_asked() -> None:
    """Where one word finds another single word, that one finds it too: keys are symmetric."""
    words = [pair for pair in pairs("same.txt") if all(len(tokens(text)) == 1 for text in pair)]
    assert len(words) >= 200
    assert [(asked, title) for asked, title in words if not is_found(title, asked)] == []
