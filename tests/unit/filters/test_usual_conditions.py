"""Conditions that are remembered mean what they mean when they are read anew.

A name with a capital is never remembered, so that both ways of reading can be compared.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gigwire.domain.filters import parse
from gigwire.domain.filters.expression import All
from gigwire.domain.filters.fields import ATTRIBUTES, QUANTITIES

NAMES = (*ATTRIBUTES, *QUANTITIES)
OPERATORS = (":", ">=", "<=", ">", "<", "=", " >= ", ": ")
VALUES = (
    *(
        "500usd",
        "500",
        "500.00usd",
        "500mil",
        "1kusd",
        "1k usd",
        "500abc",
        "500$",
        "$500",
        "30 000",
    ),
    *("500rub", "500uah/год", "25usd/h", "500..600eur", "500usd..600", "50%", "yes", "ru", "xx"),
    *("ru,en", "(ru | en)", "(ru | xx)", "(ru|en)", "(ru", "kwork", "freelance-ru", "us", "ru-RU"),
    *("und", "fixed", "(fixed | hourly)", "4.5", "2h"),
)
ENDS = (
    *("", "!", " ", ")", "|", ",", "*", "+", "k", "/h", " /h", " /h", " usd", " k", " mil", " 000"),
    *(" - 600", " -600", "-600", "..600usd", " ..600", " … 600", "! python", " python", " -python"),
    *(" (a | b)", ' "a b"', " | python", " =python", " /re/", " от 5$", " ₽", "\u00a0000", "."),
)


@settings(max_examples=1_000, deadline=None)
@given(
    st.sampled_from(("", "python ", "python -", "python (", "(", "title:")),
    st.sampled_from(NAMES),
    st.sampled_from(OPERATORS),
    st.sampled_from(VALUES),
    st.lists(st.sampled_from(ENDS), max_size=2).map("".join),
)
@example("python ", "budget", ">=", "500mil", " usd")
@example("python ", "budget", ">=", "500usd", " - 600")
@example("python (", "lang", ":", "ru", ")")
def test_a_remembered_condition_reads_as_one_read_anew(
    before: str, name: str, operator: str, value: str, end: str
) -> None:
    """Whatever stands behind it: the same tree, or the same problems at the same places."""
    rest = f"{operator}{value}{end}"
    for currency in ("USD", "RUB"):
        usual = parse(f"{before}{name}{rest}", currency)
        anew = parse(f"{before}{name[0].upper()}{name[1:]}{rest}", currency)
        # Where it is no condition the name is a word, which keeps its capital.
        assert repr(usual.query).lower() == repr(anew.query).lower()
        told = [[(one.key, one.position) for one in said.problems] for said in (usual, anew)]
        assert told[0] == told[1]


@pytest.mark.parametrize(
    "text", ["python budget>=500usd", "python lang:(en | ru) source:kwork", "python rate<=30eur!"]
)
def test_the_same_condition_is_read_once(text: str) -> None:
    """Its leaf is the very object that the first filter got."""
    first, again = (parse(f"{text}").query, parse(f"{text} -java").query)
    assert first is not None
    assert again is not None
    assert isinstance(first.expression, All)
    assert isinstance(again.expression, All)
    assert first.expression.parts[1] is again.expression.parts[1]
