"""Every problem of a filter can be told in English, with its caret in the right column."""

from __future__ import annotations

from typing import get_args

from gigwire.domain.filters import Problem, ProblemKey, parse
from gigwire.operate.filters.problems import TEXTS, said, with_caret


def test_every_problem_has_a_text() -> None:
    """Also where an argument is missing."""
    assert set(TEXTS) == set(get_args(ProblemKey))
    assert all(said(Problem(key=key)) for key in get_args(ProblemKey))


def test_the_caret_counts_columns_not_characters() -> None:
    """Wide characters take two, combining ones none, control characters one visible mark."""
    query = '日本 e\u0301\x07 "open'
    (problem,) = parse(query).problems
    _, shown, caret = with_caret(query, problem).splitlines()
    assert problem.position == 7
    assert shown == '  日本 e\u0301� "open'
    assert caret == "  " + " " * 8 + "^"


def test_only_the_line_with_the_problem_is_shown() -> None:
    """Of a long text, the part around the character."""
    query = "python\n" + "a " * 100 + '"open'
    (problem,) = parse(query).problems
    _, shown, caret = with_caret(query, problem).splitlines()
    assert shown[len(caret) - 1] == '"'
    assert "python" not in shown
