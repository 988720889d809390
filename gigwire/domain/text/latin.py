"""Lemmas of Latin words in English, Portuguese and Spanish at once, from simplemma's dictionaries.

Owns the merged dictionary's contents and lookup. Where it is kept between runs is the business of
whoever calls `use`: the contents depend on nothing but the versions of simplemma and of this code.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import marisa_trie

from gigwire.domain.text.tokens import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES: Final = ("en", "es", "pt")
RECIPE: Final = 3  # rises with any change of what `build` makes

MIN_LETTERS: Final = 4  # of a word that has forms at all

_INFINITIVE: Final = re.compile("..+([aei]|po)r(se)?")
# Regular plurals and genders of words that no dictionary knows; the first ending that fits counts.
_ENDINGS: Final = (
    (re.compile("(coes|soes|oes)$"), lambda found: found[0][:-3] + "ao"),
    (re.compile("(c|s)iones$"), lambda found: found[0][:-2]),
    (re.compile("(?<=[aei]dor)(as|a|es)$"), lambda _: ""),
    (re.compile("(?<=[a-z]{3})ies$"), lambda _: "y"),
    (re.compile("(?<=[a-z]{2}(?:ch|sh|ss))es$"), lambda _: ""),
    (re.compile("(?<=[a-z]{3}[^sui])s$"), lambda _: ""),
)

_sources: list[Callable[[], marisa_trie.BytesTrie]] = []


def use(source: Callable[[], marisa_trie.BytesTrie]) -> None:
    """Take the dictionary from `source` when first needed; it must give what `build` gives.

    Without a source, or with one that is set too late, the process builds its own (seconds).
    """
    _sources[:] = [source]


def latin_lemmas(token: str) -> frozenset[str]:
    """Lemmas of a word of letters a to z without accents; never empty. About 1 microsecond."""
    kept = _dictionary().get(token)
    if kept is None:
        return frozenset((_guess(token),))
    return frozenset(token[: len(token) - cut[0]] + cut[1:].decode() for cut in kept)


def build() -> marisa_trie.BytesTrie:
    """Make the dictionary: word without accents to its lemmas, each as (letters to cut, ending).

    Takes seconds and some hundred megabytes for as long. Equal words of several languages, or that
    only accents tell apart, have the lemmas of all; a word that is a lemma of one language or the
    plural of one (`casa`, `pages`) is no form of a Spanish or Portuguese verb (`casar`, `pagar`).
    """
    merged: dict[str, str] = {}
    for language in LANGUAGES:
        _merge(merged, language)
    return marisa_trie.BytesTrie(_entries(merged))


@cache
def _dictionary() -> marisa_trie.BytesTrie:
    return _sources[0]() if _sources else build()


def _merge(merged: dict[str, str], language: str) -> None:
    from simplemma.strategies.dictionaries.dictionary_factory import (  # noqa: PLC0415 - 60 ms that only a builder needs
        DefaultDictionaryFactory,
    )

    names: list[tuple[str, str]] = []
    known = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    for word, lemma in known.items():
        form = _bare(word)
        if not (len(form) >= MIN_LETTERS and form.isascii() and form.isalpha()):
            continue
        if word.islower():
            _add(merged, form, _bare(lemma))
        else:
            names.append((form, _bare(lemma)))
    # A name counts only where no word is written like it.
    for form, base in names:
        merged.setdefault(form, base)


def _add(merged: dict[str, str], form: str, base: str) -> None:
    before = merged.get(form)
    if before is None:
        merged[form] = base
    elif base not in before.split():
        merged[form] = f"{before} {base}"


def _bare(word: str) -> str:
    return word.casefold() if word.isascii() else plain(word)


def _entries(merged: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for form, bases in merged.items():
        lemmas = bases.split()
        if len(lemmas) > 1:
            lemmas = _without_accidents(form, lemmas)
        if lemmas != [_guess(form)]:
            yield from ((form, _cut(form, lemma)) for lemma in lemmas)


def _without_accidents(form: str, lemmas: list[str]) -> list[str]:
    """A lemma or its plural is no form of a verb or adjective of another language by accident."""
    is_lemma = form in lemmas
    if is_lemma or any(form in {f"{one}s", f"{one}es", f"{one[:-1]}ies"} for one in lemmas):
        lemmas = [one for one in lemmas if one == form or not _INFINITIVE.fullmatch(one)]
    return [one for one in lemmas if not (is_lemma and form[-1] == "a" and one == f"{form[:-1]}o")]


def _cut(form: str, lemma: str) -> bytes:
    common = min(len(form), len(lemma))
    while not form.startswith(lemma[:common]):
        common -= 1
    return bytes((len(form) - common,)) + lemma[common:].encode()


def _guess(token: str) -> str:
    if token[-1] != "s" and not token.endswith("dora"):
        return token
    for ending, replace in _ENDINGS:
        shorter, count = ending.subn(replace, token)
        if count:
            return shorter
    return token
