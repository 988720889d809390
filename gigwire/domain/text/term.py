"""From what a person typed to a term: which keys must stand one after another in a project.

Owns nothing of the query language: signs, quotes and scopes are gone when a text comes here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gigwire.domain.text.keys import exact_key, keys_of, prefix_key
from gigwire.domain.text.terms import Mode, Scope, Term, Trigger
from gigwire.domain.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

REMEMBERED: Final = 65_536  # people ask for the same words


@lru_cache(maxsize=REMEMBERED)
def term_of(text: str, mode: Mode = "forms", scope: Scope = "any") -> Term | None:
    """Analyse a word or phrase of a filter; None where it has neither letters nor digits.

    forms: any form of each word, or synonyms. exact: these very tokens. prefix: the last token is
    a beginning, those before it are exact. Never raises, whatever the text.
    """
    found = tokens(text)
    if not found:
        return None
    return Term(scope, _sorted(_triggers(found, mode)))


def _triggers(found: tuple[str, ...], mode: Mode) -> Iterable[Trigger]:
    if mode == "forms":
        return [tuple(keys_of(token) for token in found)]
    exact = tuple(frozenset((exact_key(token),)) for token in found)
    if mode == "exact":
        return [exact]
    return [(*exact[:-1], frozenset((prefix_key(found[-1]),)))]


def _sorted(triggers: Iterable[Trigger]) -> tuple[Trigger, ...]:
    return tuple(sorted(set(triggers), key=lambda trigger: [sorted(keys) for keys in trigger]))
