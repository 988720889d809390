"""Words and phrases that mean one thing to whoever looks for work. Owns `synonyms.txt`'s meaning.

A group is symmetric and its members are in no other group, so that nothing is joined by accident.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from gigwire.domain.text.curated import curated_lines
from gigwire.domain.text.tokens import tokens


class Synonyms(NamedTuple):
    """All groups, by what they are asked for."""

    key_by_word: dict[str, str]  # a member of one token: its group's key
    phrases: dict[str, tuple[tuple[str, ...], ...]]  # a group's key: its members of several tokens
    key_by_phrase: dict[tuple[str, ...], str]


@cache
def synonyms() -> Synonyms:
    """Read the groups.

    Raises:
        ValueError: a word or phrase stands in two groups, or a group names nothing.
    """
    key_by: dict[tuple[str, ...], str] = {}
    for group in groups():
        key = group[0][0]
        for member in group:
            if not member or key_by.setdefault(member, key) != key:
                raise ValueError(f"synonyms.txt: {' '.join(member)!r} stands in two groups")
    phrases: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for member, key in key_by.items():
        if len(member) > 1:
            phrases[key].append(member)
    return Synonyms(
        key_by_word={member[0]: key for member, key in key_by.items() if len(member) == 1},
        phrases={key: tuple(found) for key, found in phrases.items()},
        key_by_phrase={member: key for member, key in key_by.items() if len(member) > 1},
    )


def groups() -> list[tuple[tuple[str, ...], ...]]:
    """Members as tokens; the first is a single token and gives the group its key."""
    return [
        tuple(tokens(member) for member in line.split("="))
        for line in curated_lines("synonyms.txt")
    ]
