"""A group is matched as a person is: negative ids in the index, in records, in the delta."""

from __future__ import annotations

from typing import Final

from gigwire.contracts.ids import UserId, user_key
from gigwire.domain.filters import filter_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.subject import subject_of
from gigwire.domain.personalise import Pacing, decide_match
from tests.support.gigs import NOON, a_fit, a_project, a_step, a_subscriber

GROUP: Final = -1_001_234_567_890


def test_group_is_found_beside_people_and_its_filter_names_its_topic() -> None:
    """Built into the base, put into the delta, taken out again."""
    wanted = filter_of("python").filter
    assert wanted is not None
    posting = wanted.model_copy(update={"thread_id": 7})
    people = [a_subscriber(posting, user=GROUP), a_subscriber(wanted, user=5)]
    dictionary = Dictionary()
    subject = dictionary.prepare(subject_of(a_project("python bot"), NOON))
    index = FilterIndex(dictionary)
    index.build(people)
    assert sorted(index.match(subject).users.tolist()) == [GROUP, 5]
    index.put(a_subscriber(posting, user=GROUP - 1))
    assert sorted(index.match(subject).users.tolist()) == [GROUP - 1, GROUP, 5]
    index.remove(UserId(GROUP))
    assert sorted(index.match(subject).users.tolist()) == [GROUP - 1, 5]
    assert int(user_key(UserId(GROUP))) == GROUP


def test_card_of_a_group_goes_to_its_chat_and_topic() -> None:
    """Whatever id the chat has by now."""
    wanted = filter_of("python").filter
    assert wanted is not None
    posting = wanted.model_copy(update={"thread_id": 7})
    reader = a_subscriber(posting, user=GROUP).model_copy(update={"chat_id": GROUP - 1})
    fit = a_fit(a_step("c"), GROUP, 500, posting)
    (due,) = decide_match(fit, reader, Pacing(user_id=UserId(GROUP)), NOON).due
    assert (due.user_id, due.chat_id, due.thread_id) == (GROUP, GROUP - 1, 7)
