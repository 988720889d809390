"""Which of five languages a project is written in. Owns no translation and no user's language.

Script first, then letters and function words, then lingua, each only where the one before is not
sure. What the board states and the source's usual language break ties; without them a text that
proves nothing is `und`, which passes every filter's language mask.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, get_args

from lingua import Language as Lingua
from lingua import LanguageDetectorBuilder

from gigwire.contracts.messages import Language

if TYPE_CHECKING:
    from lingua import LanguageDetector

MAX_READ: Final = 1_500  # characters: more text changes no verdict, only the bill
MIN_CYRILLIC_SHARE: Final = 0.2  # of words: below it Cyrillic is a brand or a signature
SURE: Final = 0.8  # confidence of lingua that outweighs the source's usual language
LIKELY: Final = 0.6  # enough where nothing else speaks against it
MIN_LATIN_WORDS: Final = 3  # lingua guesses on `logo design` (measured: pt .35, en .34, es .32)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_OTHER_SCRIPT: Final = re.compile(
    "[\u0370-\u03ff\u0530-\u06ff\u0900-\u1fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
_UKRAINIAN: Final = re.compile("[іїєґ]|['’](?=[яюєї])")
_RUSSIAN: Final = re.compile("[ыэъё]")

_FUNCTION_WORDS: Final[dict[str, str]] = {
    "ru": "и что как или не нужно нужен нужна нужны надо сделать для с со если только есть быть это"
    " чтобы также требуется ищу ищем после под из все сайта работа работы разработка",
    "uk": "та що як або чи потрібно потрібен потрібна потрібні треба зробити для з із зі якщо"
    " тільки є бути це щоб також шукаю шукаємо після під усі робота роботи розробка й від",
    "en": "the and for with need needed we i our you to of is are in that this who looking a will"
    " my from on be or an your should must have work please",
    "pt": "de do da dos das em para com que um uma e o os não preciso precisa precisamos no na nos"
    " nas por ao você são meu minha nosso site criar está ser mais loja",
    "es": "de del la el los las en para con que un una y no necesito necesita necesitamos por al se"
    " su mi nuestro sitio crear está ser más tienda busco buscamos desarrollo",
    # Not ours, but at our boards: whoever writes so is told apart, not called English.
    "de": "und der die das ist für mit eine einen wir ich nicht auf zu sie werden suche",
    "fr": "et le les des est pour avec une nous je pas dans sur vous du au cherche",
    "it": "e il gli di per con una sono non che della nel cerco del le",
    "pl": "i w na do z się jest dla nie że oraz potrzebuję szukam strony",
}
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
        return len(cyrillic) > 0
    return bool(real) and max(_evidence(words).values()) <= 1


def _east_slavic(words: list[str], prior: Language | None) -> Language:
    text = " ".join(words)
    function = _counts(words, ("ru", "uk"))
    ukrainian = len(_UKRAINIAN.findall(text)) + function["uk"]
    russian = len(_RUSSIAN.findall(text)) + function["ru"]
    if ukrainian != russian and max(ukrainian, russian) > 2 * min(ukrainian, russian):
        return "uk" if ukrainian > russian else "ru"
    if prior in {"ru", "uk"}:
        return prior
    if ukrainian or russian or len(words) >= MIN_LATIN_WORDS:
        return _by_lingua(text, None)
    return "und"


def _latin(words: list[str], prior: Language | None) -> Language:
    if len(words) < MIN_LATIN_WORDS:
        return _marked(words) or (prior if prior in {"en", "pt", "es"} else None) or "und"
    evidence = _evidence(words)
    (best, most), (_, second) = sorted(evidence.items(), key=lambda item: -item[1])[:2]
    if most >= 2 and most >= 1.5 * second:
        return next((language for language in get_args(Language) if language == best), "und")
    return _marked(words) or _by_lingua(" ".join(words), prior)


def _marked(words: list[str]) -> Language | None:
    """Letters that only one of our three Latin languages has."""
    text = " ".join(words)
    if re.search(r"[ãõ]|ções\b|ção\b", text):
        return "pt"
    return "es" if re.search(r"ñ|ción\b", text) else None


def _evidence(words: list[str]) -> dict[str, int]:
    return _counts(words, _LATIN)


def _counts(words: list[str], languages: tuple[str, ...]) -> dict[str, int]:
    counts = dict.fromkeys(languages, 0)
    known = _languages_by_word()
    for word in words:
        for language in known.get(word, ()):
            if language in counts:
                counts[language] += 1
    return counts


@cache
def _languages_by_word() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for language, words in _FUNCTION_WORDS.items():
        for word in words.split():
            table.setdefault(word, []).append(language)
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
