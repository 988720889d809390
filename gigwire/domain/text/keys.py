"""What a token is found by: keys of its word forms and synonyms. Reads no project and no filter.

Two words fit where their sets of keys meet, so that neither side has to know the language.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

REMEMBERED: Final = 50_000  # tokens of a process: boards and filters repeat themselves


@lru_cache(maxsize=REMEMBERED)
def keys_of(token: str) -> frozenset[str]:
    """The keys of a folded token: never empty, no spaces, no `=` and no `*` in them."""
    return frozenset((token,))


def exact_key(token: str) -> str:
    """What only this very token has."""
    return f"={token}"


def prefix_key(beginning: str) -> str:
    """What every token with this beginning has."""
    return f"{beginning}*"
