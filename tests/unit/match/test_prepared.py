"""Projects side by side: what the kernels read, and how often it is put together."""

from __future__ import annotations

from typing import Final

import pytest

from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.prepared import MOST_KEPT, BatchMemo, Prepared, batch_of
from gigwire.domain.match.subject import subject_of
from tests.support.gigs import NOON, a_project

TITLES: Final = ("python", "bot wanted", "python bot", "nothing of it")


@pytest.fixture
def dictionary() -> Dictionary:
    """One that knows two words and a pattern."""
    dictionary = Dictionary()
    for text in ("python", "bot", "python /b.t/"):
        dictionary.plan(text)
    return dictionary


def prepared(dictionary: Dictionary) -> list[Prepared]:
    """Some projects."""
    return [dictionary.prepare(subject_of(a_project(title), NOON)) for title in TITLES]


def test_projects_side_by_side_have_their_own_terms(dictionary: Dictionary) -> None:
    """A head names the part of the columns that is its project's, pattern answers included."""
    several = prepared(dictionary)
    several[1].searched[3] = True
    batch = batch_of(several)
    for one, head in zip(several, batch.heads, strict=True):
        alone, part = one.batch, slice(head["first"], head["last"])
        assert batch.ids[part].tolist() == alone.ids.tolist()
        assert batch.values[part].tolist() == alone.values.tolist()
        assert head["gate"] == alone.heads["gate"][0]
    assert several[1].batch.ids.tolist() == [*several[1].alone.ids.tolist(), 3]


def test_a_batch_that_reaches_many_partitions_is_put_together_once(dictionary: Dictionary) -> None:
    """Also where others came in between, as partitions are read at different paces."""
    memo, several, others = BatchMemo(), prepared(dictionary), prepared(dictionary)
    batch = memo.of(several)
    memo.of(others)
    memo.of(several[:2])
    assert memo.of(tuple(several)) is batch
    assert memo.of([several[0], *others[1:]]) is not batch


def test_a_batch_is_put_together_again_with_what_patterns_said(dictionary: Dictionary) -> None:
    """The answers of one project are reason enough."""
    memo, several = BatchMemo(), prepared(dictionary)
    batch = memo.of(several)
    several[2].searched[3] = False
    assert memo.of(several).ids.size == batch.ids.size + 1


def test_batches_of_long_ago_are_forgotten(dictionary: Dictionary) -> None:
    """What is kept has an end."""
    memo, several = BatchMemo(), prepared(dictionary)
    batch = memo.of(several)
    for _ in range(MOST_KEPT):
        memo.of(prepared(dictionary))
    assert memo.of(several) is not batch
