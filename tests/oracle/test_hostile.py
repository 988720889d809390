"""Whatever is sent: an error or a result, soon, and never an exception."""

from __future__ import annotations

import gc
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.oracle.hostile import a_giant, a_project, a_small_query, a_text
from tests.oracle.ordeal import Ordeal
from tests.support.patience import CATASTROPHE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES, GIANTS, MATCHED = 10_000, 40, 300


@pytest.fixture(autouse=True)
def frozen_heap() -> Iterator[None]:
    """What other tests left in the process is not searched for cycles within a step."""
    gc.freeze()
    yield
    gc.unfreeze()


def check(ordeal: Ordeal) -> None:
    """No step took longer than ten times what we promise."""
    assert {
        name: one for name, one in ordeal.worst.items() if one.seconds > CATASTROPHE_SECONDS
    } == {}


def warm() -> None:
    """Dictionaries and kernels are made ready once a machine, whatever is sent."""
    ordeal = Ordeal()
    ordeal.project(a_project(Random(1)), ordeal.query("python сайта /bot/ -x budget>=5usd"))
    ordeal.matched([a_project(Random(1))])


def test_ten_thousand_queries_and_projects_end_in_an_answer() -> None:
    """Pieces of the language mixed with broken Unicode, numbers and expressions."""
    warm()
    r, ordeal = Random(20_261_120), Ordeal()
    for _ in range(CASES):
        wanted = ordeal.query(a_small_query(r))
        ordeal.project(a_project(r), wanted)
    check(ordeal)
    assert min(len(ordeal.saved), ordeal.refused, ordeal.fitted) > 500


def test_an_index_of_hostile_filters_answers_hostile_projects() -> None:
    """The kernels read the same numbers, patterns and texts as the rule in Python."""
    warm()
    r, ordeal = Random(20_261_121), Ordeal()
    for _ in range(2_000):
        ordeal.query(a_small_query(r))
    ordeal.matched([a_project(r) for _ in range(MATCHED)] + [a_project(r, a_giant)])
    check(ordeal)


def test_giants_end_in_an_answer() -> None:
    """A megabyte of brackets, marks, digits or one word is cut or refused, not chewed."""
    warm()
    r, ordeal = Random(20_261_122), Ordeal()
    for _ in range(GIANTS):
        ordeal.query(a_giant(r))
        project = a_project(r, a_giant)
        for text in ("python", "* -бот", "* /(a|a)*$/", r"e* /\b\w{1,40}ж\b/", a_text(r)):
            ordeal.project(project, ordeal.query(text))
    check(ordeal)
