"""Lemmas of Cyrillic words in Russian and Ukrainian at once, by pymorphy3 and its dictionaries.

A word has the lemmas of all its readings: `стали` is steel and became. Owns no synonyms.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gigwire.domain.text.tokens import APOSTROPHE, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_FUNCTION_WORDS: Final = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
_NAMES: Final = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"))
_UNLIKELY: Final = _NAMES | {"Poss", "Fixd", "Sgtm"}
_UKRAINIAN: Final = re.compile("[іїєґ]")
# Tokens have lost their apostrophes; Ukrainian dictionaries have not.
_APOSTROPHE_LOST: Final = re.compile("(?<=[бпвмфрнтдзсгкхлж])(?=[яюєї])")
_GUESS_SHARE: Final = 0.5  # of the best guess's score, for another to count


class Reading(NamedTuple):
    """One lemma of a word, with the grammemes that decide whether it counts."""

    lemma: str
    grammemes: frozenset[str]
    score: float = 1.0


def cyrillic_lemmas(token: str) -> frozenset[str]:
    """Lemmas, folded, of a word of Cyrillic letters; never empty. 30 to 90 microseconds."""
    readings = [*_known("ru", token), *_known_ukrainian(token)]
    if any(reading.grammemes & _FUNCTION_WORDS for reading in readings):
        return frozenset((token,))
    if not readings:
        return _lemmas(_best(token, _guesses("uk" if _UKRAINIAN.search(token) else "ru", token)))
    return _lemmas(_without(_NAMES, readings))


def _known_ukrainian(token: str) -> list[Reading]:
    found = _known("uk", token)
    lost = [] if found else list(_APOSTROPHE_LOST.finditer(token))
    for at in lost[:2]:
        found += _known("uk", f"{token[: at.start()]}'{token[at.start() :]}")
    return found


def _best(token: str, guesses: list[Reading]) -> list[Reading]:
    """New words are nouns, mostly masculine: `дашборд` is not the genitive of `дашборда`."""
    likely = _without(_UNLIKELY, guesses)
    nouns = [guess for guess in likely if "NOUN" in guess.grammemes] or likely
    same = [guess for guess in nouns if guess.lemma == token]
    if same and token[-1] not in "аеиіїоуыэюяьй":
        return same
    most = max((guess.score for guess in nouns), default=0.0)
    return [guess for guess in nouns if guess.score >= _GUESS_SHARE * most] or [
        Reading(token, frozenset())
    ]


def _without(unwanted: frozenset[str], readings: list[Reading]) -> list[Reading]:
    return [one for one in readings if not one.grammemes & unwanted] or readings


def _lemmas(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset(reading.lemma for reading in readings)


def _folded(lemma: str) -> str:
    return APOSTROPHE.sub("", plain(lemma))


def _known(language: str, token: str) -> list[Reading]:
    morph = _morph(language)
    return [Reading(_folded(lemma), tag.grammemes) for _, tag, lemma, *_ in morph.parse(token)]


def _guesses(language: str, token: str) -> list[Reading]:
    unit = _guesser(language)
    return [
        Reading(_folded(lemma), tag.grammemes, score)
        for _, tag, lemma, score, *_ in unit.parse(token, token, set())
    ]


@cache
def _morph(language: str) -> Any:
    """The library's analyser cut down to its dictionary, without estimates: 23 MB, 0.07 s."""
    from pymorphy3 import MorphAnalyzer, units  # noqa: PLC0415 - only those who meet Cyrillic pay

    return MorphAnalyzer(
        lang=language,
        units=[units.DictionaryAnalyzer()],
        result_type=None,
        probability_estimator_cls=None,
    )


@cache
def _guesser(language: str) -> Any:
    """By the endings of known words; shares the dictionary of the analyser."""
    from pymorphy3.units import KnownSuffixAnalyzer  # noqa: PLC0415 - as above

    unit = KnownSuffixAnalyzer()
    unit.init(_morph(language))
    return unit
