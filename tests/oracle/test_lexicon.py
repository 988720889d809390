"""The judge's lexicon and the analyser agree on each pair of spellings; neither misleads."""

from __future__ import annotations

from functools import cache

import pytest

from gigwire.domain.text import View, analyse, term_of
from tests.oracle.lexicon import entries, plain
from tests.support.gigs import a_project

SPELLINGS = tuple(spelling for entry in entries() for spelling in entry)


@cache
def everything() -> View:
    """A text of every spelling: the word's number here is its place in the text."""
    return View.of(analyse(a_project(" ".join(one.text for one in SPELLINGS))))


@pytest.mark.parametrize("number", range(len(entries())), ids=lambda one: entries()[one][0].text)
def test_a_spelling_finds_its_own_word_and_no_other(number: int) -> None:
    """Each spelling of a word finds all its spellings, and none of another word."""
    wanted = [one.text for one in entries()[number]]
    for spelling in entries()[number]:
        term = term_of(spelling.text, "forms", "any")
        assert term is not None
        found = [SPELLINGS[place.first].text for place in everything().find(term)]
        assert found == wanted, f"asked for {spelling.text}"


def test_exact_finds_one_spelling_only() -> None:
    """`=word` finds the tokens written like it, accents aside."""
    for spelling in SPELLINGS:
        term = term_of(spelling.text, "exact", "any")
        assert term is not None
        found = {plain(SPELLINGS[place.first].text) for place in everything().find(term)}
        assert found == {spelling.plain}


def test_the_lexicon_has_each_spelling_once() -> None:
    """A spelling, accents aside, belongs to one word; else the judge contradicts itself."""
    plains = [one.plain for one in SPELLINGS]
    assert sorted(set(plains)) == sorted(plains)
