"""Groups of synonyms: what the file promises."""

from __future__ import annotations

from collections import Counter

from gigwire.domain.text import keys_of, term_of
from gigwire.domain.text.curated import fixed_words, irregular_forms
from gigwire.domain.text.synonyms import groups, synonyms


def test_no_member_stands_in_two_groups() -> None:
    """No two crafts are joined by accident, neither by a word nor by a phrase."""
    members = Counter(member for group in groups() for member in set(group))
    assert [member for member, count in members.items() if count > 1] == []
    assert len(groups()) >= 150


def test_single_words_of_a_group_have_its_key_alone() -> None:
    """A member is written in its dictionary form, and its forms are no other word's."""
    key_by_word = synonyms().key_by_word
    assert [word for word, key in key_by_word.items() if keys_of(word) != {key}] == []


def test_every_member_is_the_same_term() -> None:
    """Symmetric: whichever member is typed, the same projects come."""
    for group in groups():
        terms = {term_of(" ".join(member)) for member in group}
        assert len(terms) == 1, group


def test_words_without_forms_are_found_by_themselves() -> None:
    """`pandas` is no panda; and no word is both fixed and irregular."""
    table = synonyms().key_by_word
    assert [word for word in fixed_words() if keys_of(word) != {table.get(word, word)}] == []
    assert fixed_words().isdisjoint(irregular_forms())
