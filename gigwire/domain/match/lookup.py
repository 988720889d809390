"""Which of many terms occur in an analysed project: by its tokens' keys, phrases by positions.

Owns the maps from keys to terms. Gives a term's fields, not its places (`View.find` does).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from gigwire.domain.text.keys import exact_key, prefix_key
from gigwire.domain.text.view import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gigwire.domain.text import Scope, Term, View
    from gigwire.domain.text.terms import Trigger
    from gigwire.domain.text.view import Name

FIELD_BITS: Final[Mapping[Name, int]] = {
    "title": 1,
    "body": 2,
    "skill": 4,
    "category": 8,
    "client": 16,
}
SCOPE_BITS: Final[Mapping[Scope, int]] = {
    scope: sum(FIELD_BITS[name] for name in names) for scope, names in SCOPES.items()
}
_REMEMBERED: Final = 100_000

_Wanted: TypeAlias = tuple[int, int]  # number of the term, bits of its scope
_Phrases: TypeAlias = "dict[str, list[tuple[_Wanted, Trigger]]]"  # by a key of the second token


class _Token(NamedTuple):
    """What is known of a token: its keys as written, all keys, terms, phrases it can begin."""

    written: str | None
    keys: frozenset[str]
    words: tuple[_Wanted, ...]
    phrases: tuple[_Phrases, ...]


class Lookup:
    """Terms by number; append only."""

    def __init__(self) -> None:
        self._words: dict[str, list[_Wanted]] = {}
        self._phrases: dict[str, _Phrases] = {}
        self._lengths: tuple[int, ...] = ()  # of the prefixes in use
        self._tokens: dict[str, _Token] = {}

    def add(self, number: int, term: Term) -> None:
        """Let a term be found from now on."""
        wanted = (number, SCOPE_BITS[term.scope])
        for trigger in term.triggers:
            for key in trigger[0]:
                if len(trigger) == 1:
                    self._words.setdefault(key, []).append(wanted)
                else:
                    self._add_phrase(key, wanted, trigger)
        self._lengths = tuple(sorted({*self._lengths, *_prefix_lengths(term)}))
        self._tokens = {}

    def _add_phrase(self, key: str, wanted: _Wanted, trigger: Trigger) -> None:
        phrases = self._phrases.setdefault(key, {})
        for second in trigger[1]:
            phrases.setdefault(second, []).append((wanted, trigger))

    def fields_by_term(self, view: View) -> dict[int, int]:
        """Numbers of the terms that occur, each with the bits of the fields of its scope."""
        found: dict[int, int] = {}
        known = self._known(view)
        words = {token for token, one in known.items() if one.words}
        starters = {token: one.phrases for token, one in known.items() if one.phrases}
        for field in view.fields:
            bit = FIELD_BITS[field.name]
            for token in words.intersection(field.tokens):
                for number, scope in known[token].words:
                    if bit & scope:
                        found[number] = found.get(number, 0) | bit
            for number in _phrases_in(field.tokens, bit, known, starters):
                found[number] = found.get(number, 0) | bit
        return found

    def _known(self, view: View) -> dict[str, _Token]:
        remembered, written = self._tokens, view.keys
        known = {}
        for token in {token for field in view.fields for token in field.tokens}:
            one = remembered.get(token)
            if one is None or one.written != written.get(token):
                one = self._look_up(token, view.keys_of(token), written.get(token))
                remembered[token] = one
            known[token] = one
        if len(remembered) > _REMEMBERED:
            self._tokens = {}
        return known

    def _look_up(self, token: str, own: frozenset[str], written: str | None) -> _Token:
        prefixes = (prefix_key(token[:length]) for length in self._lengths if length <= len(token))
        keys = frozenset((*own, exact_key(token), *prefixes))
        words = {wanted for key in keys for wanted in self._words.get(key, ())}
        phrases = tuple(self._phrases[key] for key in keys if key in self._phrases)
        return _Token(written, keys, tuple(words), phrases)


def _phrases_in(
    tokens: Sequence[str],
    bit: int,
    known: Mapping[str, _Token],
    starters: Mapping[str, tuple[_Phrases, ...]],
) -> Iterator[int]:
    if starters.keys().isdisjoint(tokens):
        return
    for first, token in enumerate(tokens[:-1]):
        if token not in starters:
            continue
        second = known[tokens[first + 1]].keys
        for phrases in starters[token]:
            for (number, scope), trigger in _begun(phrases, second):
                rest = tokens[first + 2 : first + len(trigger)]
                if scope & bit and _follow(rest, trigger[2:], known):
                    yield number


def _begun(phrases: _Phrases, second: frozenset[str]) -> Iterator[tuple[_Wanted, Trigger]]:
    return (one for key in second & phrases.keys() for one in phrases[key])


def _follow(tokens: Sequence[str], trigger: Trigger, known: Mapping[str, _Token]) -> bool:
    return len(tokens) == len(trigger) and all(
        not known[token].keys.isdisjoint(keys) for token, keys in zip(tokens, trigger, strict=True)
    )


def _prefix_lengths(term: Term) -> set[int]:
    keys = (key for trigger in term.triggers for keys in trigger for key in keys)
    return {len(key) - 1 for key in keys if key[-1] == "*"}
