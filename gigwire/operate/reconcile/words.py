"""Splitting text into comparable words: a second reading of docs/analyser.md section 1.

A scanner over characters, on purpose unlike the pipeline's regular expression: two readings that
agree on every project are worth more than one reading used twice.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LIMIT: Final = 20_000
INVISIBLE: Final = {
    "\u00ad", "\u061c", "\u180e", "\ufeff",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2070)),
}  # fmt: skip
APOSTROPHES: Final = {"'", "\u2018", "\u2019", "\u02bc"}
PAIRS: Final = ("ci/cd", "ui/ux", "ux/ui", "tcp/ip", "pl/sql")
ENDINGS: Final = (".js", ".net", ".io")
LETTERS: Final = {"и\u0306", "у\u0306", "і\u0308"}  # й, ў, ї are letters, not accents
TWINS: Final = dict(zip("abcehikmoptxy", "авсенікмортху", strict=True))


def words(text: str) -> tuple[str, ...]:
    """The comparable words of a text, in order."""
    plain = _plain(text)
    found: list[str] = []
    at = 0
    while at < len(plain):
        word = _word_at(plain, at)
        if word:
            found.append(_folded(word))
        at += len(word) or 1
    return tuple(found)


def _plain(text: str) -> str:
    head = text[:LIMIT].replace("\u2122", " ").replace("\u2120", " ")
    head = head.replace("\u00b4", "'").replace("`", "'")
    visible = "".join(c for c in unicodedata.normalize("NFKC", head) if c not in INVISIBLE)
    bare = _without_accents(visible.casefold())
    return "".join(
        c
        for i, c in enumerate(bare)
        if not (c in APOSTROPHES and 0 < i < len(bare) - 1 and _is_w(bare[i - 1], bare[i + 1]))
    )


def _is_w(*characters: str) -> bool:
    return all(c.isalnum() for c in characters)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    kept = [
        c
        for before, c in zip(" " + decomposed, decomposed, strict=False)
        if not "\u0300" <= c <= "\u036f" or before + c in LETTERS
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _word_at(text: str, at: int) -> str:
    """The word that begins exactly at `at`, or an empty text."""
    is_start = at == 0 or not _is_w(text[at - 1])
    special = _special_at(text, at) if is_start else ""
    if special or not _is_w(text[at]):
        return special
    end = at
    while end < len(text) and _is_w(text[end]):
        end += 1
    for ending in ENDINGS:
        if _stands(text, end, ending):
            return text[at:end] + ending
    is_single = is_start and end == at + 1
    return text[at:end] + (_sign(text, at) if is_single else "")


def _special_at(text: str, at: int) -> str:
    """A pair, or `.net` on its own, where a word may begin."""
    is_after_dot = at > 0 and text[at - 1] == "."
    specials = PAIRS if is_after_dot else (*PAIRS, ".net")
    return next((one for one in specials if _stands(text, at, one)), "")


def _sign(text: str, at: int) -> str:
    """What makes a single letter a programming language: `#` or `++`, if it is there."""
    if text[at] in "cfс" and _stands(text, at + 1, "#"):
        return "#"
    return "++" if text[at] in "cgс" and text.startswith("++", at + 1) else ""


def _stands(text: str, at: int, special: str) -> bool:
    """Whether `special` stands at `at` and no letter or digit follows it."""
    end = at + len(special)
    return text.startswith(special, at) and not (end < len(text) and _is_w(text[end]))


def _folded(word: str) -> str:
    if word[:2] in ("1c", "1с") and all("0" <= c <= "9" for c in word[2:]):
        return "1с" + word[2:]
    if word[1:] in ("++", "#"):
        return word.replace("с", "c")
    latin = [c for c in word if "a" <= c <= "z"]
    cyrillic = [c for c in word if "\u0400" <= c <= "\u04ff"]
    if not latin or not cyrillic:
        return word
    back = {cyr: lat for lat, cyr in TWINS.items()}
    can_latin = all(c in back for c in cyrillic)
    can_cyrillic = all(c in TWINS for c in latin)
    if can_latin and (not can_cyrillic or len(latin) >= len(cyrillic)):
        return "".join(back.get(c, c) for c in word)
    return "".join(TWINS.get(c, c) for c in word) if can_cyrillic else word
