"""The words a project is known by: of its title and its skills, in their dictionary form.

Bodies are left out: they are long, say the same everywhere, and drown the words that tell projects
apart (reference `matching.md`, section 5: title and skills alone rank best after few presses).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from gigwire.domain.language_words import WORDS
from gigwire.domain.text.keys import lemmas_of
from gigwire.domain.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.messages import Project

MOST_FEATURES: Final = 12
MOST_TITLE: Final = 200  # characters that are read
MOST_SKILLS: Final = 10
LONGEST: Final = 24  # characters; longer ones are no words
REMEMBERED: Final = 50_000
_SHORT: Final = 3  # function words of five languages are hardly longer; rarity judges the rest
_LONGER: Final = (
    "need needed with from that this your have must will para como нужен нужна нужно нужны надо"
    " потрібен потрібна потрібно preciso busco necesito"
)
_EMPTY: Final = frozenset(_LONGER.split()) | {
    word for words in WORDS.values() for word in words.split() if len(word) <= _SHORT
}


def features_of(project: Project) -> tuple[str, ...]:
    """Distinct words, those of the title first; the same project gives the same words."""
    texts = (project.title[:MOST_TITLE], *project.skills[:MOST_SKILLS])
    found = chain.from_iterable(map(_words, texts))
    return tuple(dict.fromkeys(found))[:MOST_FEATURES]


def features_of_text(text: str) -> tuple[str, ...]:
    """The distinct words of one text."""
    return tuple(dict.fromkeys(_words(text)))[:MOST_FEATURES]


def _words(text: str) -> Iterator[str]:
    for token in tokens(text[:MOST_TITLE]):
        word = _dictionary_form(token)
        if word:
            yield word


@lru_cache(maxsize=REMEMBERED)
def _dictionary_form(token: str) -> str:
    """One form for all of a word's; empty for what says nothing."""
    if token in _EMPTY or token.isdigit() or len(token) > LONGEST or len(token) < 2:
        return ""
    form = min(lemmas_of(token), key=lambda one: (len(one), one))
    return "" if form in _EMPTY else form
