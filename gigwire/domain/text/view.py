"""An analysed project, asked for terms. Owns where they occur; knows no filter and no text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from gigwire.domain.text.keys import exact_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gigwire.contracts.messages import Analysis
    from gigwire.domain.text.terms import Scope, Term, Trigger

Name: TypeAlias = Literal["title", "body", "skill", "category", "client"]

SCOPES: Final[Mapping[Scope, tuple[Name, ...]]] = {
    "any": ("title", "body", "skill"),
    "title": ("title",),
    "body": ("body",),
    "skill": ("skill",),
    "category": ("category",),
    "client": ("client",),
}


class Field(NamedTuple):
    """One text of a project: `skill` counts skills and is 0 elsewhere."""

    name: Name
    skill: int
    tokens: tuple[str, ...]


class Place(NamedTuple):
    """Where a term stands: `length` tokens of one field from token `first` on."""

    field: Name
    skill: int
    first: int
    length: int


class View:
    """An analysis made ready for questions. Immutable to its users; build it once a project.

    `fields`: title, body, each skill, category, client, in this order, also where empty.
    """

    def __init__(self, fields: tuple[Field, ...], keys: Mapping[str, str]) -> None:
        self.fields: Final = fields
        # As written, space between: hundreds a project, of which few are ever looked into.
        self.keys: Final = keys
        self._split_keys: Final[dict[str, frozenset[str]]] = {}

    @classmethod
    def of(cls, analysis: Analysis) -> View:
        """The view of an analysis of this version of the analyser."""
        fields = (
            Field("title", 0, _split(analysis.title)),
            Field("body", 0, _split(analysis.body)),
            *(Field("skill", i, _split(text)) for i, text in enumerate(analysis.skills)),
            Field("category", 0, _split(analysis.category)),
            Field("client", 0, _split(analysis.client)),
        )
        return cls(fields, analysis.keys)

    def keys_of(self, token: str) -> frozenset[str]:
        """Keys of a token of this project: of its forms and synonyms, or the token itself."""
        known = self._split_keys.get(token)
        if known is None:
            known = self._split_keys[token] = frozenset(_split(self.keys.get(token) or token))
        return known

    def find(self, term: Term) -> tuple[Place, ...]:
        """Every place of the term in its scope, each once, in the order of fields and tokens."""
        return tuple(Place(*self.fields[at][:2], i, n) for at, i, n in sorted(self._places(term)))

    def where(self, term: Term) -> Literal["title", "below"] | None:
        """Whether it occurs in the title, else in another field of its scope, or not at all."""
        places = self._places(term)
        if not places:
            return None
        return "title" if self.fields[min(places)[0]].name == "title" else "below"

    def _places(self, term: Term) -> set[tuple[int, int, int]]:
        """Number of the field, of the first token there, and count of tokens."""
        names = SCOPES[term.scope]
        return {
            (at, i, len(trigger))
            for trigger in term.triggers
            for at, i in self._spots_of(trigger[0])
            if self.fields[at].name in names and self._follow(at, i + 1, trigger[1:])
        }

    def _follow(self, at: int, first: int, wanted: Trigger) -> bool:
        tokens = self.fields[at].tokens[first : first + len(wanted)]
        return len(tokens) == len(wanted) and all(map(self._fits, tokens, wanted))

    def _fits(self, token: str, wanted: frozenset[str]) -> bool:
        if exact_key(token) in wanted or not wanted.isdisjoint(self.keys_of(token)):
            return True
        return any(token.startswith(key[:-1]) for key in wanted if key[-1] == "*")

    def _spots_of(self, wanted: frozenset[str]) -> list[tuple[int, int]]:
        found = [spot for key in wanted for spot in self._spots.get(key, ())]
        for key in wanted:
            if key[-1] == "*":
                found += self._beginning(key[:-1])
        return found

    def _beginning(self, beginning: str) -> list[tuple[int, int]]:
        exact = exact_key(beginning)
        return [spot for key in self._spots if key.startswith(exact) for spot in self._spots[key]]

    @cached_property
    def _spots(self) -> dict[str, list[tuple[int, int]]]:
        """By key, exact ones too: number of the field and of the token there."""
        spots: dict[str, list[tuple[int, int]]] = {}
        for at, field in enumerate(self.fields):
            for i, token in enumerate(field.tokens):
                for key in (exact_key(token), *self.keys_of(token)):
                    spots.setdefault(key, []).append((at, i))
        return spots


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(" ")) if text else ()
