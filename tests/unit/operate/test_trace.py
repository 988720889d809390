"""`gigwire trace` on records of matches, of now and of before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from gigwire.contracts.codec import encode
from gigwire.operate.trace import MOST_USERS, Found, describe, follow, users_of
from tests.support.gigs import NOON, PYTHON, a_filter, a_match, a_step

if TYPE_CHECKING:
    from gigwire.contracts.messages import ProjectMatched

BEFORE = {"users": [{"user_id": 7, "score": 500, "hits": []}]}


def found(content: dict[str, Any]) -> Found:
    """A record of `matches`."""
    return Found("matches", 3, 41, NOON, content)


def written(matched: ProjectMatched) -> dict[str, Any]:
    """What a reader of raw records sees."""
    content: dict[str, Any] = orjson.loads(encode(matched))
    return content


@pytest.mark.parametrize(
    "content", [written(a_match(a_step(), 7, 500, PYTHON, a_filter("f2"))), BEFORE]
)
def test_match_is_told_with_each_user_once(content: dict[str, Any]) -> None:
    """However many filters of a person fit."""
    assert users_of(found(content)) == {7}
    assert describe(found(content)) == "fits 7 (500)"


def test_match_of_thousands_names_the_first_few() -> None:
    """And counts the rest."""
    users = list(range(100))
    text = describe(found({"users": users, "filters": users, "scores": users}))
    assert text.startswith("fits 0 (0), 1 (1)")
    assert text.endswith(f"and {100 - MOST_USERS} more")


def test_trace_of_a_user_follows_the_columns() -> None:
    """Records of the project that are about others are left out."""
    records = [found(written(a_match(a_step(), user))) for user in (7, 8)]
    assert follow("c1", records, 8) == [records[1]]
