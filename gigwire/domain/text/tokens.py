"""From text to the tokens that filters and projects are compared by.

Owns the rules of docs/analyser.md section 1, in its order; knows no word forms and no filters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ANALYSER: Final = 2  # rises with any change of a rule, a dictionary or a synonym
MAX_CHARACTERS: Final = 20_000  # boards stop at 10,000; more costs time and finds nothing
MOST_LETTERS: Final = 4 * MAX_CHARACTERS  # of one text on its way, marks and all

# Marks behind a name are no letters of it; an accent typed as an apostrophe is one.
_TYPED: Final = (("\u2122", " "), ("\u2120", " "), ("\u00b4", "'"), ("`", "'"))
INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_MARKS: Final = re.compile("(?<![иу])\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f]")
APOSTROPHE: Final = re.compile(r"(?<=[^\W_])['\u2018\u2019\u02bc](?=[^\W_])")
TOKEN: Final = re.compile(
    r"(?<![^\W_])(?:ci/cd|ui/ux|ux/ui|tcp/ip|pl/sql)(?![^\W_])"
    r"|(?<![^\W_])(?<!\.)\.net(?![^\W_])"
    r"|[^\W_]+\.(?:js|net|io)(?![^\W_])"
    r"|(?<![^\W_])[cfс]\#(?![^\W_])"
    r"|(?<![^\W_])[cgс]\+\+"
    r"|[^\W_]+"
)

_ONE_C: Final = re.compile(r"1[cс][0-9]*")  # 1С is typed with either letter
_LATIN: Final = "abcehikmoptxy"
_CYRILLIC: Final = "авсенікмортху"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_LATIN_LETTER: Final = re.compile(r"[a-z]")
# ASCII, Russian and Ukrainian letters, guillemets, dashes and quotation marks.
_USUAL: Final = re.compile(
    "[\x00-\x7f\u0410-\u044fЁёІіЇїЄєҐґ«»\u2013\u2014\u2018\u2019\u201c-\u201e]*+"
)
_CYRILLIC_WORD: Final = re.compile("[\u0400-\u04ff]+")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")


def tokens(text: str) -> tuple[str, ...]:
    """Analyse text to tokens in their order; empty where it has neither letters nor digits.

    Never raises, whatever the text; linear in its length. Tokens hold no white space.
    """
    # Cut again: one Arabic ligature alone becomes eighteen letters.
    ready = APOSTROPHE.sub("", plain(text[:MAX_CHARACTERS])[:MAX_CHARACTERS])
    return tuple(map(folded, TOKEN.findall(ready)))


@lru_cache(maxsize=65_536)
def term_tokens(term: str) -> tuple[str, ...]:
    """`tokens` for terms of filters, remembered: people ask for the same words."""
    return tokens(term)


def plain(text: str) -> str:
    """Steps 1 to 4: one way of writing for each letter; apostrophes are still there."""
    typed = _typed(text)
    if typed.isascii():
        # Steps 2 and 4 change nothing in ASCII.
        return typed.casefold()
    if _USUAL.fullmatch(typed):
        # Nor in these letters, which are all composed; only ё loses its dots.
        return typed.casefold().replace("ё", "е")
    # Few letters can become a third of a million, of which no text keeps more than a few.
    visible = INVISIBLE.sub("", unicodedata.normalize("NFKC", typed)[:MOST_LETTERS])
    bare = _MARKS.sub("", unicodedata.normalize("NFD", visible.casefold()))
    return unicodedata.normalize("NFC", bare)


def is_usual(text: str) -> bool:
    """Whether `plain` makes exactly one letter of each character of the text."""
    return text.isascii() or _USUAL.fullmatch(_typed(text)) is not None


def _typed(text: str) -> str:
    """Step 1. Four searches: `str.translate` looks each letter up, a third of an analysis."""
    for mark, instead in _TYPED:
        text = text.replace(mark, instead)
    return text


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Step 7: a match of `TOKEN` as it is compared."""
    if _ONE_C.fullmatch(word):
        return word.replace("c", "с")
    if word.isascii() or _CYRILLIC_WORD.fullmatch(word):
        return word
    if word[-1] in "+#":
        return word.translate(_TO_LATIN)
    return _one_script(word)


def _one_script(word: str) -> str:
    latin = _LATIN_LETTER.findall(word)
    cyrillic = _CYRILLIC_LETTER.findall(word)
    if not latin or not cyrillic:
        return word
    can_be_cyrillic = all(letter in _LATIN for letter in latin)
    can_be_latin = all(letter in _CYRILLIC for letter in cyrillic)
    if can_be_latin and (len(latin) >= len(cyrillic) or not can_be_cyrillic):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC) if can_be_cyrillic else word
