"""Lemmas of Cyrillic words in Russian and Ukrainian at once, by pymorphy3 and its dictionaries.

A word has the lemmas of all its readings: `стали` is steel and became. Owns no synonyms.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_FUNCTION_WORDS: Final = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
_NAMES: Final = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"))
_UNLIKELY: Final = _NAMES | {"Poss", "Fixd", "Sgtm"}
_WRITTEN: Final = str.maketrans({"ё": "е", "ґ": "г", "'": None, "’": None})
_UKRAINIAN: Final = re.compile("[іїєґ]")
# Tokens have lost their apostrophes; Ukrainian dictionaries have not.
_APOSTROPHE_LOST: Final = re.compile("(?<=[бпвмфрнтдзсгкхлж])(?=[яюєї])")
_VOWELS: Final = "аеиіїоуыэюяьй"  # and the letters that endings close with
# Beginnings of new words beside those that pymorphy3 knows.
_PREFIXES: Final = ("веб", "онлайн", "чат", "нейро", "крипто", "фото", "бизнес", "бізнес", "гугл")
RARE: Final = 0.02  # of all occurrences of a word: `стали` is a form of `сталь` in 2.5 %
GUESS_SHARE: Final = 0.3  # of the best guess's score, for another to count


class Reading(NamedTuple):
    """One lemma of a word, with the grammemes that decide whether it counts."""

    lemma: str
    grammemes: frozenset[str]
    score: float = 1.0  # how likely, in shares of the word's readings or of the guess


def cyrillic_lemmas(token: str) -> frozenset[str]:
    """Lemmas, folded, of a word of Cyrillic letters; never empty. Some 50 to 150 microseconds."""
    russian, ukrainian = _known("ru", token), _known_ukrainian(token)
    if any(reading.grammemes & _FUNCTION_WORDS for reading in (*russian, *ukrainian)):
        return frozenset((token,))
    if not russian and not ukrainian:
        return _lemmas(_best(token, _guesses("uk" if _UKRAINIAN.search(token) else "ru", token)))
    return _lemmas(_likely(token, russian)) | _lemmas(_likely(token, ukrainian))


def _likely(token: str, readings: list[Reading]) -> list[Reading]:
    """Without names and rarities; what is a dictionary form itself is no form of something else.

    Scores of Ukrainian readings are equal: nobody has counted them.
    """
    most = sum(reading.score for reading in readings)
    common = [one for one in _without(_NAMES, readings) if one.score >= RARE * most]
    same = [reading for reading in common if reading.lemma == token]
    return same or common


def _known_ukrainian(token: str) -> list[Reading]:
    found = _known("uk", token)
    lost = [] if found else list(_APOSTROPHE_LOST.finditer(token))
    for at in lost[:2]:
        found += _known("uk", f"{token[: at.start()]}'{token[at.start() :]}")
    return found


def _best(token: str, guesses: list[Reading]) -> list[Reading]:
    """New words are nouns, mostly masculine: `дашборд` is not the genitive of `дашборда`."""
    most = max((guess.score for guess in guesses), default=0.0)
    likely = [guess for guess in guesses if guess.score >= GUESS_SHARE * most]
    likely = _without(_UNLIKELY, likely)
    nouns = [guess for guess in likely if "NOUN" in guess.grammemes] or likely
    same = [guess for guess in nouns if guess.lemma == token]
    if same and token[-1] not in _VOWELS:
        return same
    return nouns or [Reading(token, frozenset())]


def _without(unwanted: frozenset[str], readings: list[Reading]) -> list[Reading]:
    return [one for one in readings if not one.grammemes & unwanted] or readings


def _lemmas(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset(reading.lemma for reading in readings)


def _folded(lemma: str) -> str:
    """As tokens are written: dictionaries have small letters, ё, ґ and apostrophes."""
    return lemma.translate(_WRITTEN)


def _known(language: str, token: str) -> list[Reading]:
    morph = _morph(language)
    return [
        Reading(_folded(lemma), tag.grammemes, score)
        for _, tag, lemma, score, *_ in morph.parse(token)
    ]


def _guesses(language: str, token: str) -> list[Reading]:
    return [
        Reading(_folded(lemma), tag.grammemes, score)
        for unit in _guessers(language)
        for _, tag, lemma, score, *_ in unit.parse(token, token, set())
    ]


@cache
def _morph(language: str) -> Any:
    """The library's analyser cut down to its dictionary: 23 MB, 0.07 s."""
    from pymorphy3 import MorphAnalyzer, units  # noqa: PLC0415 - only those who meet Cyrillic pay

    return MorphAnalyzer(
        lang=language,
        units=[units.DictionaryAnalyzer()],
        result_type=None,
    )


@cache
def _guessers(language: str) -> tuple[Any, ...]:
    """By beginnings and endings of known words; they share the dictionary of the analyser."""
    from pymorphy3 import units  # noqa: PLC0415 - as above

    config = import_module(f"pymorphy3.lang.{language}")
    prefixes = [*getattr(config, "KNOWN_PREFIXES", ()), *_PREFIXES]
    found = (units.KnownPrefixAnalyzer(known_prefixes=prefixes), units.KnownSuffixAnalyzer())
    for unit in found:
        unit.init(_morph(language))
    return found
