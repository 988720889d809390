"""Reconcile's reading of words agrees with the pipeline's, though written apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gigwire.domain.text import tokens
from gigwire.operate.reconcile.words import words

ALPHABET = "aсcxo+#./ '`´19йиїіЁ\u0306\u0308éпpо-_,netjsioci/du\u200b™’"


@given(st.one_of(st.text(ALPHABET, max_size=20), st.text(max_size=40)))
@example("C++/C# ci/cd node.js asp.net .NET 1C8 1c-Битрикс PL/SQL Вёрстка д’Артаньян")
@example("a.net.js x..net f# g++ с++ 3ds max piтон WordPress™")
def test_two_readings_of_any_text_agree(text: str) -> None:
    """A text has the same words for the pipeline and for its judge."""
    assert words(text) == tuple(tokens(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Нужен C++ и .NET", ("нужен", "c++", "и", ".net")),
        ("CI/CD, UI/UX", ("ci/cd", "ui/ux")),
        ("ёлка Ёлка", ("елка", "елка")),
        ("vue.js/react.js", ("vue.js", "react.js")),
    ],
)
def test_special_words_stay_whole(text: str, expected: tuple[str, ...]) -> None:
    """The rules of docs/analyser.md, by examples."""
    assert words(text) == expected
