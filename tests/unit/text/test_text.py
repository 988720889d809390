"""The analyser: the rules of docs/analyser.md section 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.domain.text import MAX_CHARACTERS, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++/C#, .NET; ASP.NET", "c++ c# .net asp.net"),
        ("Vue.js/React.js, Node.js\u2122", "vue.js react.js node.js"),
        ("1C-Битрикс, 1с", "1с битрикс 1с"),
        ("CI/CD и UI/UX, php/mysql", "ci/cd и ui/ux php mysql"),
        ("С++17 с# (кириллица)", "c++ 17 c# кириллица"),
        ("Ёлка, Їжак, Йод, tradução, Año", "елка їжак йод traducao ano"),
        ("комп'ютер зв\u2019язок don't", "компютер звязок dont"),
        ("#python снизу_вверх е-commerce", "python снизу вверх е commerce"),
        ("Готово.Нужно быстро...net", "готово нужно быстро net"),
        ("3ds Max, 10к", "3ds max 10к"),
        ("и\u0306од е\u0301ж", "йод еж"),
        ("pyth\u200bon ｗｅｂ", "python web"),
        ("İstanbul Straße", "istanbul strasse"),
    ],
)
def test_text_of_boards_becomes_documented_tokens(text: str, expected: str) -> None:
    """Each rule of the analyser gives exactly these tokens."""
    assert " ".join(tokens(text)) == expected


@pytest.mark.parametrize(
    ("mixed", "plain"), [("pуthоn", "python"), ("вёрсткa", "верстка"), ("СRM", "crm")]
)
def test_word_of_mixed_scripts_equals_the_plain_word(mixed: str, plain: str) -> None:
    """Look-alike letters of the other script do not hide a word."""
    assert mixed != plain
    assert tokens(mixed) == (plain,)


@given(st.text())
def test_any_text_gives_tokens_without_white_space(text: str) -> None:
    """Hostile text never raises, and tokens can be joined by spaces without doubt."""
    assert all(token.split() == [token] for token in tokens(text))


@given(st.text(alphabet="abcсеорПитонЇїйё+#./_-'\u2019 1u\u0301\u0306\u200b🙂", max_size=40))
def test_analysing_tokens_again_changes_nothing(text: str) -> None:
    """Terms can be saved as tokens: the analyser is a fixed point on its own output."""
    once = tokens(text)
    assert tokens(" ".join(once)) == once


def test_text_beyond_the_limit_is_not_read() -> None:
    """A megabyte of body costs no more than the stated limit."""
    assert "last" not in tokens("a" * MAX_CHARACTERS + " last")
