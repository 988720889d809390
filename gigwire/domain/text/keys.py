"""What a token is found by: keys of its word forms and synonyms. Reads no project and no filter.

Two words fit where their sets of keys meet, so that neither side has to know the language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from gigwire.domain.text.curated import fixed_words, irregular_forms
from gigwire.domain.text.cyrillic import cyrillic_lemmas
from gigwire.domain.text.latin import latin_lemmas
from gigwire.domain.text.synonyms import synonyms

REMEMBERED: Final = 50_000  # tokens of a process: boards and filters repeat themselves

# Shorter words, longer ones and those with digits or signs have no forms.
_LATIN: Final = re.compile("[a-z]{4,40}")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]{4,40}")


@lru_cache(maxsize=REMEMBERED)
def keys_of(token: str) -> frozenset[str]:
    """The keys of a folded token: never empty, no spaces, no `=` and no `*` in them."""
    same = synonyms().key_by_word
    return frozenset(same.get(lemma, lemma) for lemma in lemmas_of(token))


def lemmas_of(token: str) -> frozenset[str]:
    """Dictionary forms of a token in every language of its script; itself where it has none."""
    irregular = irregular_forms().get(token)
    if irregular is not None:
        return irregular
    if token in fixed_words() or token in synonyms().key_by_word:
        return frozenset((token,))
    if _LATIN.fullmatch(token):
        return latin_lemmas(token)
    if _CYRILLIC.fullmatch(token):
        return cyrillic_lemmas(token)
    return frozenset((token,))


def is_costly(token: str) -> bool:
    """Whether its forms take a tenth of a millisecond, not a microsecond, when met first."""
    return _CYRILLIC.fullmatch(token) is not None


def exact_key(token: str) -> str:
    """What only this very token has."""
    return f"={token}"


def prefix_key(beginning: str) -> str:
    """What every token with this beginning has."""
    return f"{beginning}*"
