"""Skills as chips: what each is called in a language, what it looks for, which one was meant.

Owns `skills.txt` beside it. Words that are no chip's stay the person's own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.cards.html import clean
from gigwire.domain.filters import filter_of, leaves, parse
from gigwire.domain.filters.expression import Phrase, Word
from gigwire.domain.match.verdict import term_of_leaf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.people import Locale
    from gigwire.domain.text import Term

OWN: Final = "="  # begins a person's own words among the chosen
PAGE: Final = 12
MOST_CHOSEN: Final = 8
MOST_OWN_CHARACTERS: Final = 40
_LOCALES: Final[tuple[Locale, ...]] = ("en", "ru", "uk", "pt", "es")
_BETWEEN: Final = re.compile(r"[,;\n|]")


class Skill(NamedTuple):
    """A chip. `query` is in the language of filters."""

    key: str
    query: str
    labels: tuple[str, ...]

    def label(self, locale: Locale) -> str:
        """What the chip says."""
        return self.labels[_LOCALES.index(locale)] if len(self.labels) > 1 else self.labels[0]


@cache
def skills() -> dict[str, Skill]:
    """All chips by key, in the order they are offered.

    Raises:
        ValueError: a line does not name one label or five.
    """
    text = resources.files("gigwire.domain.chat").joinpath("skills.txt").read_text(encoding="utf-8")
    found: dict[str, Skill] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("##"):
            key, query, labels = (part.strip() for part in line.split(" = "))
            named = tuple(label.strip() for label in labels.split("|"))
            if len(named) not in (1, len(_LOCALES)):
                raise ValueError(f"skills.txt: {key} has {len(named)} labels")
            found[key] = Skill(key, query, named)
    return found


def label_of(chosen: str, locale: Locale) -> str:
    """What a chosen chip, or a person's own word, is called."""
    skill = skills().get(chosen)
    return skill.label(locale) if skill else chosen.removeprefix(OWN)


def query_of(chosen: Iterable[str]) -> str:
    """One text of the language of filters: whatever fits one of the chosen."""
    known = skills()
    parts = (known[one].query if one in known else one.removeprefix(OWN) for one in chosen)
    return ", ".join(parts)


def meant(typed: str) -> tuple[str, ...]:
    """Typed words as chips where they mean one, else as the person's own words; () for neither.

    `парсинг, фигма, haskell` are two chips and a word.
    """
    found: dict[str, None] = {}
    for part in _BETWEEN.split(typed):
        if words := clean(part).replace("\n", " "):
            key = _chip_of(words)
            if key is None and not _is_own(words):
                return ()
            found[key or OWN + words] = None
    return tuple(found)


def is_plain(typed: str) -> bool:
    """Whether the text asks for nothing but words: no exclusion, no condition, no sign."""
    query, _ = parse(typed)
    if query is None or query.expression is None or query.is_everything:
        return False
    return all(
        isinstance(leaf, Word | Phrase) and not is_negated
        for leaf, is_negated in leaves(query.expression)
    )


def preset(payload: str) -> tuple[str, ...]:
    """Chips that a deep link's words name (`py-remote`, `figma-logo`); unknown words are left."""
    found = (_chip_of(word) for word in re.split(r"[-_]", payload) if word)
    return tuple(dict.fromkeys(key for key in found if key))


def _is_own(words: str) -> bool:
    return len(words) <= MOST_OWN_CHARACTERS and filter_of(words).filter is not None


def _chip_of(words: str) -> str | None:
    folded = words.casefold()
    known = skills()
    if folded in known:
        return folded
    for key, skill in known.items():
        if folded in (label.casefold() for label in skill.labels):
            return key
    wanted = _terms(words) | _terms(f'"{words}"')
    return next((key for key in known if wanted and wanted & _terms(known[key].query)), None)


@lru_cache(maxsize=1024)
def _terms(query: str) -> frozenset[Term]:
    """Each word or phrase that is enough alone; of words that must stand together, none."""
    parts = [part for part in query.split(",") if part.strip()]
    found: set[Term] = set()
    for part in parts:
        tree, _ = parse(part)
        alone = list(leaves(tree.expression)) if tree else []
        if len(alone) == 1 and isinstance(alone[0][0], Word | Phrase):
            term = term_of_leaf(alone[0][0])
            found |= {term} if term else set()
    return frozenset(found)
