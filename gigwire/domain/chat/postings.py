"""Which of some projects hold a term: an inverted index of a small set that moves on.

Exact: it answers as `View.where` does for each. Holds of a project its tokens and some 4 bytes a
key in place of a view ready for questions (100 KB). Owns no project and no filter.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from gigwire.domain.text import SCOPES, Term, View
from gigwire.domain.text.keys import exact_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gigwire.domain.text import Scope, Trigger
    from gigwire.domain.text.view import Name

_BITS: Final[Mapping[Name, int]] = {"title": 1, "body": 2, "skill": 4, "category": 8, "client": 16}
_SHIFT: Final = len(_BITS)
_REMEMBERED: Final = 64  # phrases whose answers are kept: those of the chips, and some more


class Postings:
    """Slots by key. A slot is a number of the caller's that rises from one `add` to the next."""

    def __init__(self) -> None:
        self._by_key: dict[str, array[int]] = {}  # slot and bits of fields, in rising order
        self._held: dict[int, View] = {}
        self._phrases: dict[tuple[Scope, Trigger], dict[int, bool]] = {}

    def add(self, slot: int, view: View) -> None:
        """Take in a project under a slot that is higher than all before."""
        for key, bits in _bits_by_key(view).items():
            row = self._by_key.get(key)
            if row is None:
                row = self._by_key[key] = array("Q")
            row.append(slot << _SHIFT | bits)
        self._held[slot] = _cold(view)

    def remove(self, slot: int) -> None:
        """Forget a project."""
        for key in _bits_by_key(_cold(self._held.pop(slot))):
            row = self._by_key[key]
            del row[bisect_left(row, slot << _SHIFT)]
            if not row:
                del self._by_key[key]
        for answers in self._phrases.values():
            answers.pop(slot, None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not (self._by_key or self._held)

    def slots_of(self, term: Term) -> set[int]:
        """Where the term occurs."""
        found: set[int] = set()
        for trigger in term.triggers:
            slots = self._with(trigger[0], term.scope)
            for wanted in trigger[1:]:
                slots &= self._with(wanted, term.scope)
            found |= slots if len(trigger) == 1 else self._following(slots, term.scope, trigger)
        return found

    def _with(self, wanted: frozenset[str], scope: Scope) -> set[int]:
        """Where one of these keys stands in a field of the scope."""
        bits = sum(_BITS[name] for name in SCOPES[scope])
        rows = (self._by_key.get(key, ()) for key in self._keys(wanted))
        return {entry >> _SHIFT for row in rows for entry in row if entry & bits}

    def _keys(self, wanted: frozenset[str]) -> Iterator[str]:
        for key in wanted:
            if key[-1] == "*":
                beginning = exact_key(key[:-1])
                yield from (one for one in self._by_key if one.startswith(beginning))
            else:
                yield key

    def _following(self, slots: set[int], scope: Scope, trigger: Trigger) -> set[int]:
        """Of projects with all these keys, those where they follow one another in one field."""
        name = (scope, trigger)
        answers = self._phrases.pop(name, {})
        self._phrases[name] = answers  # the one asked for last is forgotten last
        if len(self._phrases) > _REMEMBERED:
            del self._phrases[next(iter(self._phrases))]
        term = Term(scope, (trigger,))
        for slot in slots - answers.keys():
            answers[slot] = _cold(self._held[slot]).where(term) is not None
        return {slot for slot in slots if answers[slot]}


def _cold(view: View) -> View:
    """The view without what it has remembered of questions."""
    return View(view.fields, view.keys)


def _bits_by_key(view: View) -> dict[str, int]:
    found: dict[str, int] = {}
    for field in view.fields:
        bit = _BITS[field.name]
        for token in field.tokens:
            for key in (exact_key(token), *view.keys_of(token)):
                found[key] = found.get(key, 0) | bit
    return found
