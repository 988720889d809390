"""Reconcile's reading of filters agrees with the exact rule, though written apart."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import orjson
import pytest

from gigwire.contracts.messages import DatedRates
from gigwire.domain.filters import compiled_query, filter_of
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits as fits_exactly
from gigwire.domain.rates import RateBook
from gigwire.operate.match.rows import project_in
from gigwire.operate.reconcile.truth import versions_of_truth, versions_of_unique
from gigwire.operate.reconcile.wishes import Text, fits
from tests.support.gigs import NOON, a_step
from tests.unit.operate.test_match import a_query, a_row

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Query

BOOK = RateBook()
MORE = (
    "age<2h",
    "age<1h",
    "client.name:acme",
    "category:web",
    "-category:web",
    "client.spent<9rub",
)


def test_two_readings_of_any_filter_agree() -> None:
    """Some twenty thousand pairs in five languages, every kind of condition."""
    chance = random.Random(21)
    queries: list[Query] = []
    while len(queries) < 250:
        typed = f"{a_query(chance)} {chance.choice(MORE) if chance.random() < 0.3 else ''}"
        if wanted := filter_of(typed).filter:
            queries.append(compiled_query(wanted.query))
    steps = [
        a_step(f"c{n}", project=project_in(orjson.dumps(a_row(chance, n)), NOON)[1]).model_copy(
            update={"event_time": NOON + timedelta(hours=chance.random() * 3)}
        )
        for n in range(80)
    ]
    for step, version in zip(steps, versions_of_unique(steps, BOOK), strict=True):
        text, subject = Text.of(version), subject_of(step.project, step.event_time)
        for query in queries:
            assert fits(query, version, text) is fits_exactly(query, subject), (query, version)


def a_truth(**fields: object) -> dict[str, object]:
    """A step of the boards' truth."""
    client = {"native_id": 1, "name": "Acme", "country": "us", "rating": 4.5, "reviews": 3,
              "hired_percent": 40, "is_verified": True}  # fmt: skip
    step = {"board": "freelancer", "native_id": "1", "at": NOON.isoformat(), "cluster": "c",
            "kind": "new", "title": "Python bot", "body": "", "language": "en",
            "category": "web", "skills": [], "client": client,
            "budget": {"minimum": 100, "maximum": None, "currency": "EUR", "period": "fixed"},
            }  # fmt: skip
    return step | fields


@pytest.mark.parametrize(
    ("query", "board", "expected"),
    [
        ("python client.rating>=4.5!", "freelancer", True),
        ("python client.rating>=4.5!", "fl", False),
        ("python client.country:ua", "freelancer", False),
        ("python client.country:ua", "kwork", True),
        ("python client.hired>=50%", "kwork", False),
        ("python bids<5", "kwork", None),
        ("python bids<5", "fl", True),
        ("python age<1h", "fl", None),
        ("python client.name:acme", "freelancehunt", True),
        ("python client.name:acme", "kwork", None),
        ("python category:web", "fl", None),
        ("python category:web", "freelancer", False),
        ("python | ruby bids<5", "kwork", None),
        ("ruby bids<5", "kwork", False),
        ("python budget>=120usd!", "fl", True),
        ("python budget>=120.01usd!", "fl", False),
        ("python rate>=1usd!", "fl", False),
    ],
)
def test_the_truth_tells_what_its_board_shows(
    query: str, board: str, *, expected: bool | None
) -> None:
    """What the board does not show is unknown; what moves on is in doubt and settles nothing."""
    tables = [
        DatedRates.model_validate({"date": "2026-11-18", "usd_per_unit": {"USD": 1, "EUR": "1.2"}})
    ]
    (version,) = versions_of_truth([a_truth(board=board)], RateBook(tables))
    assert fits(compiled_query(query), version, Text.of(version)) is expected
