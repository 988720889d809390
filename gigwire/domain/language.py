"""Which of five languages a project is written in. Owns no translation and no user's language.

Script first, then letters and function words, then lingua, each only where the one before is not
sure. What the board states and the source's usual language break ties; without them a text that
proves nothing is `und`, which passes every filter's language mask.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, get_args

from lingua import Language as Lingua
from lingua import LanguageDetectorBuilder

from gigwire.contracts.messages import Language
from gigwire.domain.language_words import CUES, NAMES, WORDS

if TYPE_CHECKING:
    from lingua import LanguageDetector

MAX_READ: Final = 1_500  # characters: more text changes no verdict, only the bill
MIN_CYRILLIC_SHARE: Final = 0.2  # of words: below it Cyrillic is a brand or a signature
SURE: Final = 0.8  # confidence of lingua that outweighs the source's usual language
LIKELY: Final = 0.6  # enough where nothing else speaks against it
MIN_LATIN_WORDS: Final = 3  # lingua guesses on `logo design` (measured: pt .35, en .34, es .32)
MIN_CYRILLIC_WORDS: Final = 2
MAX_WORD: Final = 40  # characters; longer ones are no words, and would fill the cache
CACHED_WORDS: Final = 32_768
CLEARLY: Final = 1.5  # times the evidence of the next language

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_OTHER_SCRIPT: Final = re.compile(
    "[\u0370-\u03ff\u0530-\u06ff\u0900-\u1fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
_EAST_SLAVIC: Final = ("ru", "uk")
_LATIN: Final = ("en", "pt", "es", "de", "fr", "it", "pl")
_OURS: Final = frozenset(get_args(Language)) - {"und"}
_STATED: Final = {"eng": "en", "rus": "ru", "ukr": "uk", "ua": "uk", "por": "pt", "spa": "es"}
_OF_LINGUA: Final[dict[str, Language]] = {
    "ENGLISH": "en",
    "RUSSIAN": "ru",
    "UKRAINIAN": "uk",
    "PORTUGUESE": "pt",
    "SPANISH": "es",
}


def language_of(
    title: str, body: str, *, stated: str | None = None, default: Language | None = None
) -> Language:
    """Decide the language of a text; `und` where nothing proves one.

    `stated` is the board's own word (`en`, `en-US`, `rus`), `default` the usual one there; both
    only decide where the text does not.
    """
    text = f"{title}\n{body}"[:MAX_READ].lower()
    words = _WORD.findall(text)
    prior = _prior(stated, default)
    if not words:
        return prior or "und"
    cyrillic = [word for word in words if _CYRILLIC.search(word)]
    if _is_cyrillic(words, cyrillic):
        return _east_slavic(cyrillic, prior)
    if len(_OTHER_SCRIPT.findall(text)) > len(text) / 5:
        return "und"
    return _latin([word for word in words if not _CYRILLIC.search(word)], prior)


def _prior(stated: str | None, default: Language | None) -> Language | None:
    code = re.split(r"[-_]", (stated or "").strip().lower())[0]
    code = _STATED.get(code, code)
    return next((language for language in get_args(Language) if language == code), default)


def _is_cyrillic(words: list[str], cyrillic: list[str]) -> bool:
    """Tech titles name Latin brands: one Cyrillic word outweighs them unless Latin ones connect."""
    real = [word for word in cyrillic if len(word) > 1]  # the `С` of `1С` is a brand
    if len(real) >= MIN_CYRILLIC_SHARE * len(words):
        return len(real) > 0
    return bool(real) and max(_evidence(words, _LATIN).values()) <= 1


def _east_slavic(words: list[str], prior: Language | None) -> Language:
    evidence = _evidence(words, _EAST_SLAVIC)
    ukrainian, russian = evidence["uk"], evidence["ru"]
    if max(ukrainian, russian) >= CLEARLY * min(ukrainian, russian) and ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    if prior in {"ru", "uk"}:
        return prior
    if ukrainian or russian or len(words) >= MIN_CYRILLIC_WORDS:
        return _by_lingua(" ".join(words), None)
    return "und"


def _latin(words: list[str], prior: Language | None) -> Language:
    words = [word for word in words if word not in NAMES]
    evidence = _evidence(words, _LATIN)
    (best, most), (_, second) = sorted(evidence.items(), key=lambda item: -item[1])[:2]
    is_clear = most >= CLEARLY * second
    if is_clear and (most > 1 or (most and prior is None and len(words) <= MIN_LATIN_WORDS)):
        return next((language for language in get_args(Language) if language == best), "und")
    # `landing page` is said at every board: one point does not outweigh the usual language.
    if prior in {"en", "pt", "es"} and evidence[prior] >= most - 1:
        return prior
    if len(words) < MIN_LATIN_WORDS:
        return "und"
    return _by_lingua(" ".join(words), prior)


def _evidence(words: list[str], languages: tuple[str, ...]) -> dict[str, int]:
    """Points of each language, all words together."""
    counts = dict.fromkeys(languages, 0)
    for word in words:
        for language in _languages_of(word[:MAX_WORD]):
            if language in counts:
                counts[language] += 1
    return counts


@lru_cache(CACHED_WORDS)
def _languages_of(word: str) -> tuple[str, ...]:
    """A language once for each point: as a word of its lists, by an ending or letter of its own."""
    script = _EAST_SLAVIC if _CYRILLIC.search(word) else _LATIN
    cues = [it for it in script if (cue := CUES.get(it)) and cue.search(word)]
    return (*_languages_by_word().get(word, ()), *cues)


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for language, words in WORDS.items():
        for word in set(words.split()):
            table[word] = (*table.get(word, ()), language)
    return table


def _by_lingua(text: str, prior: Language | None) -> Language:
    best, *_ = _detector().compute_language_confidence_values(text)
    guess = _OF_LINGUA[best.language.name]
    if best.value >= SURE or (best.value >= LIKELY and prior in {None, guess}):
        return guess
    return prior or "und"


@cache
def _detector() -> LanguageDetector:
    """Low accuracy: 11 MB in memory, high accuracy 170 MB (measured); words decide most texts."""
    languages = [getattr(Lingua, name) for name in _OF_LINGUA]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
