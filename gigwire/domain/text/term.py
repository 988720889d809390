"""From what a person typed to a term: which keys must stand one after another in a project.

Owns nothing of the query language: signs, quotes and scopes are gone when a text comes here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gigwire.domain.text.expand import expanded
from gigwire.domain.text.keys import exact_key, prefix_key
from gigwire.domain.text.located import located
from gigwire.domain.text.terms import Mode, Scope, Term, Trigger
from gigwire.domain.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

REMEMBERED: Final = 65_536  # people ask for the same words
_HYPHEN: Final = re.compile("[-\u2010\u2011]")


@lru_cache(maxsize=REMEMBERED)
def term_of(text: str, mode: Mode = "forms", scope: Scope = "any") -> Term | None:
    """Analyse a word or phrase of a filter; None where it has neither letters nor digits.

    forms: any form of each word, or synonyms; words joined by a hyphen also as one word. exact:
    these very tokens. prefix: the last token is a beginning, those before it are exact.
    Never raises, whatever the text.
    """
    found = tokens(text)
    if not found:
        return None
    if mode == "forms":
        return Term(scope, _sorted(expanded(found, _hyphens(text))))
    exact = tuple(frozenset((exact_key(token),)) for token in found)
    last = frozenset((prefix_key(found[-1]),))
    return Term(scope, (exact if mode == "exact" else (*exact[:-1], last),))


def load_dictionaries() -> None:
    """Make ready what the first words would wait for (0.3 s; seconds once a machine)."""
    term_of("words слова вайбкодинг вайбкодінг")


def _hyphens(text: str) -> frozenset[int]:
    """Numbers of the tokens that nothing but a hyphen parts from the next one."""
    if not _HYPHEN.search(text):
        return frozenset()
    pairs = enumerate(pairwise(located(text)))
    return frozenset(
        i for i, (one, other) in pairs if _HYPHEN.fullmatch(text[one.end : other.start])
    )


def _sorted(triggers: Iterable[Trigger]) -> tuple[Trigger, ...]:
    return tuple(sorted(set(triggers), key=lambda trigger: [sorted(keys) for keys in trigger]))
