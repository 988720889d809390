"""Edits by thousands between two rebuilds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from gigwire.contracts.ids import UserId
from gigwire.domain.filters import filter_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.subject import subject_of
from tests.support.gigs import NOON, a_project, a_subscriber

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber

WORDS: Final = ("python", "bot", "django", "figma", "docker", "kafka", "react")


def somebody(user_id: int, word: str, version: int = 1) -> Subscriber:
    """A person with one filter."""
    wanted = filter_of(word).filter
    assert wanted is not None
    return a_subscriber(wanted, user=user_id, version=version)


@pytest.mark.parametrize("begins", [None, 1_500])
def test_thousands_of_edits_are_answered_as_if_built_at_once(begins: int | None) -> None:
    """They gather in a large and a small middle, also beside a rebuild; none is counted twice."""
    dictionary = Dictionary()
    index = FilterIndex(dictionary)
    people = {user: somebody(user, WORDS[user % 7]) for user in range(2_400)}
    again = {user: somebody(user, WORDS[user % 5], version=2) for user in range(0, 2_400, 3)}
    gone = range(0, 2_400, 11)
    rebuild = None
    for step, person in enumerate((*people.values(), *again.values())):
        if step == begins:
            rebuild = index.rebuild()
        index.put(person)
    for user in gone:
        index.remove(UserId(user))
    # Base, large, small and newest; two more beside a rebuild.
    assert len(index.snapshot.segments) <= (4 if rebuild is None else 6)
    if rebuild:
        rebuild.work()
        rebuild.swap()
    stay = {user: one for user, one in (people | again).items() if user not in gone}
    afresh = FilterIndex(dictionary)
    afresh.build(stay.values())
    for word in WORDS:
        prepared = dictionary.prepare(subject_of(a_project(word), NOON))
        assert index.match(prepared).users.tolist() == afresh.match(prepared).users.tolist()
    assert len(index) == len(afresh) == len(stay)
