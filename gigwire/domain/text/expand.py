"""Every way in which the words of a phrase may be written in a project: synonyms, hyphens.

Owns which spans of a phrase are looked up together; what a single token is found by is `keys_of`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from gigwire.domain.text.keys import keys_of
from gigwire.domain.text.synonyms import synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.text.terms import Trigger

MAX_TRIGGERS: Final = 32  # ways to write one phrase; further synonyms in it are not looked for
MAX_SPAN: Final = 5  # words of a synonym, parts of a word with hyphens


def expanded(found: tuple[str, ...], hyphens: frozenset[int]) -> list[Trigger]:
    """The triggers of a phrase of tokens; ways with the words as typed come first.

    `hyphens`: numbers of the tokens that a hyphen joins to the next.
    """
    spans = _spans(found, hyphens)
    inside = {i for at, ends in spans.items() for end in ends for i in range(at, end)}
    ways: list[list[Trigger]] = [[] for _ in found] + [[()]]
    for at in reversed(range(len(found))):
        keys = keys_of(found[at])
        # Inside `landing page` the word `landing` does not stand for another `landing page`.
        words = ((keys,),) if at in inside else _ways_of(keys)
        parts = [(part, at + 1) for part in words]
        parts += [(part, end) for end, found_here in spans[at].items() for part in found_here]
        longer = ((*part, *rest) for part, end in parts for rest in ways[end])
        ways[at] = list(dict.fromkeys(longer))[:MAX_TRIGGERS]
    return ways[0]


def _spans(found: tuple[str, ...], hyphens: frozenset[int]) -> dict[int, dict[int, list[Trigger]]]:
    """By the first token and the one behind the last: other ways to write these together.

    Of `adobe after effects` the part `after effects` is not looked up apart.
    """
    spans: dict[int, dict[int, list[Trigger]]] = {at: {} for at in range(len(found))}
    covered = 0
    for at in range(len(found)):
        for end in reversed(range(max(at + 1, covered) + 1, min(len(found), at + MAX_SPAN) + 1)):
            ways = _together(found[at:end], hyphens >= {*range(at, end - 1)})
            if ways:
                spans[at][end] = ways
                covered = end
                break
    return spans


def _together(span: tuple[str, ...], is_joined: bool) -> list[Trigger]:  # noqa: FBT001 - private
    ways = [way for key in _groups_of(span) for way in _ways_of(frozenset((key,)))]
    return [*_ways_of(keys_of("".join(span))), *ways] if is_joined else ways


def _ways_of(keys: frozenset[str]) -> tuple[Trigger, ...]:
    """The keys themselves, then the phrases of the groups that they name."""
    return ((keys,), *(way for key in sorted(keys) for way in _phrases().get(key, ())))


def _groups_of(span: tuple[str, ...]) -> Iterator[str]:
    """Groups that have this phrase, in any form of its words, as a member."""
    keys = [keys_of(token) for token in span]
    for key, member in _members_by_start(keys[0], len(span)):
        if all(not own.isdisjoint(wanted) for own, wanted in zip(keys, member, strict=True)):
            yield key


def _members_by_start(starts: frozenset[str], length: int) -> Iterator[tuple[str, Trigger]]:
    index = _index()
    for start in sorted(starts):
        yield from index.get((start, length), ())


@cache
def _phrases() -> dict[str, tuple[Trigger, ...]]:
    """Members of several words as triggers, by the key of their group."""
    return {
        key: tuple(dict.fromkeys(tuple(map(keys_of, member)) for member in members))
        for key, members in synonyms().phrases.items()
    }


@cache
def _index() -> dict[tuple[str, int], list[tuple[str, Trigger]]]:
    """Group and member, by a key of the member's first word and its number of words."""
    index: dict[tuple[str, int], list[tuple[str, Trigger]]] = {}
    for key, members in _phrases().items():
        for member in members:
            for start in member[0]:
                index.setdefault((start, len(member)), []).append((key, member))
    return index
