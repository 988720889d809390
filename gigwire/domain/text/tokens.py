r"""The analyser: from text to the tokens that filters and projects are compared by.

Owns the rules of docs/filters.md section 1, nothing about filters. The same version must have
analysed both sides of a comparison, so that a change of any rule raises `ANALYSER`.

Steps, in order:
 1. Only the first 100,000 characters are read; U+2122 (TM) and U+2120 (SM) become spaces.
 2. Unicode normalisation NFKC, then invisible characters are dropped: U+00AD, U+061C, U+180E,
    U+200B..U+200F, U+202A..U+202E, U+2060..U+206F, U+FEFF.
 3. `str.casefold`.
 4. NFD; marks U+0300..U+036F are dropped, except U+0306 right after `и` or `у` and U+0308 right
    after `і` (they make the letters й, ў, ї); then NFC. So ё becomes е and ç becomes c.
 5. An apostrophe (' U+2018 U+2019 U+02BC) between two letters or digits is dropped.
 6. Tokens are the matches, left to right, of one regular expression, where W is `[^\W_]` (a letter
    or a digit) and alternatives are tried in this order:

        (?<!W)(?:ci/cd|ui/ux|ux/ui|tcp/ip)(?!W)     pairs that mean one thing
        (?<!W)(?<!\.)\.net(?!W)                         .net standing alone
        W+\.(?:js|net|io)(?!W)                       node.js, asp.net, socket.io
        (?<!W)[cfс]\#(?!W)                           c#, f#; the Cyrillic с too
        (?<!W)[cgс]\+\+                              c++, g++; the Cyrillic с too
        W+                                           a word or a number

 7. Each token is folded: `1c`, `1с` to `1с` (Cyrillic); a Cyrillic с in c++ and c# to Latin;
    a token that mixes Latin (a-z) and Cyrillic (U+0400..U+04FF) letters to one script, if all
    its letters of the other script have a look-alike in it (pairs: abcehikmoptxy and
    авсенікмортху). Possible in both directions: the script with more letters wins, a tie goes to
    Latin.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ANALYSER: Final = 1
MAX_CHARACTERS: Final = 100_000

_TRADE_MARKS: Final = str.maketrans({"\u2122": " ", "\u2120": " "})
_INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_MARKS: Final = re.compile("(?<![иу])\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f]")
_APOSTROPHE: Final = re.compile(r"(?<=[^\W_])['\u2018\u2019\u02bc](?=[^\W_])")
TOKEN: Final = re.compile(
    r"(?<![^\W_])(?:ci/cd|ui/ux|ux/ui|tcp/ip)(?![^\W_])"
    r"|(?<![^\W_])(?<!\.)\.net(?![^\W_])"
    r"|[^\W_]+\.(?:js|net|io)(?![^\W_])"
    r"|(?<![^\W_])[cfс]\#(?![^\W_])"
    r"|(?<![^\W_])[cgс]\+\+"
    r"|[^\W_]+"
)

_LATIN: Final = "abcehikmoptxy"
_CYRILLIC: Final = "авсенікмортху"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_LATIN_LETTER: Final = re.compile(r"[a-z]")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")


def tokens(text: str) -> tuple[str, ...]:
    """Analyse text to tokens in their order; empty where it has neither letters nor digits.

    Never raises, whatever the text; linear in its length. Tokens hold no white space.
    """
    return tuple(_folded(token) for token in TOKEN.findall(_plain(text)))


@lru_cache(maxsize=65_536)
def term_tokens(term: str) -> tuple[str, ...]:
    """`tokens` for terms of filters, remembered: people ask for the same words."""
    return tokens(term)


def _plain(text: str) -> str:
    head = text[:MAX_CHARACTERS].translate(_TRADE_MARKS)
    if head.isascii():
        # Steps 2 and 4 change nothing in ASCII.
        return _APOSTROPHE.sub("", head.casefold())
    composed = unicodedata.normalize("NFKC", head)
    visible = _INVISIBLE.sub("", composed)
    bare = _MARKS.sub("", unicodedata.normalize("NFD", visible.casefold()))
    return _APOSTROPHE.sub("", unicodedata.normalize("NFC", bare))


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    if word in {"1c", "1с"}:
        return "1с"
    if word.isascii():
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
