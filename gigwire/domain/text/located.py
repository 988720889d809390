"""Where the tokens of a text stand in it, for whoever shows a person why a filter fits.

Owns offsets only; the tokens are those of `tokens`, in the same number and order.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from gigwire.domain.text.tokens import (
    APOSTROPHE,
    INVISIBLE,
    MAX_CHARACTERS,
    TOKEN,
    folded,
    is_usual,
    plain,
)

# Never joins what stands before it: ASCII, letters of Latin-1 and of Cyrillic.
_SIMPLE: Final = re.compile("[\\x00-\\x7f\\xc0-\\xff\\u0400-\\u0481\\u048a-\\u04ff]")
# Letters, not marks, that a letter before them may take in: second halves of canonical pairs.
JOINING: Final = re.compile(
    "[\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e"
    "\u1161-\u1175\u11a8-\u11c2\u1b35"
    "\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930]"
)


class Located(NamedTuple):
    """A token and the characters of the original text that it was read from."""

    start: int
    end: int
    token: str


def located(text: str) -> tuple[Located, ...]:
    """Each token with its place: `text[start:end]` is what stood there. Never raises."""
    head = text[:MAX_CHARACTERS]
    written, origins = _letters(head)
    dropped = {found.start() for found in APOSTROPHE.finditer(written)}
    kept = [place for i, place in enumerate(origins) if i not in dropped]
    return tuple(
        Located(kept[found.start()][0], kept[found.end() - 1][1], folded(found[0]))
        for found in TOKEN.finditer(APOSTROPHE.sub("", written))
    )


def _letters(text: str) -> tuple[str, list[tuple[int, int]]]:
    """What the analyser reads, and of each letter where its segment begins and ends."""
    if is_usual(text):
        return plain(text), list(pairwise(range(len(text) + 1)))
    letters: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in pairwise(_borders(text)):
        if len(origins) >= MAX_CHARACTERS:
            break
        piece = _plain_letter(text[start]) if end == start + 1 else plain(text[start:end])
        letters.append(piece)
        origins.extend([(start, end)] * len(piece))
    return "".join(letters)[:MAX_CHARACTERS], origins


@lru_cache(maxsize=4_096)
def _plain_letter(letter: str) -> str:
    """`plain` of one character, remembered: nearly all pieces are one."""
    return plain(letter)


def _borders(text: str) -> list[int]:
    """Cuts between which the analyser's steps read each piece apart, as they read the whole."""
    cuts = [0]
    for at, character in enumerate(text[1:], 1):
        if _never_joins(character) or _starts_anew(text[cuts[-1] : at], character):
            cuts.append(at)
    return [*cuts, len(text)]


@lru_cache(maxsize=65_536)
def _never_joins(character: str) -> bool:
    """Whether it stands apart whatever is before it; remembered, for texts repeat their letters."""
    if _SIMPLE.match(character):
        return True
    first = unicodedata.normalize("NFKD", character)[0]
    is_mark = unicodedata.combining(first) or INVISIBLE.match(character)
    return not is_mark and JOINING.match(first) is None


def _starts_anew(before: str, character: str) -> bool:
    """Whether nothing of this character joins what stands before it."""
    if unicodedata.combining(unicodedata.normalize("NFKD", character)[0]):
        return False
    if INVISIBLE.match(character):
        return False
    apart = [unicodedata.normalize("NFKC", part) for part in (before, character)]
    return unicodedata.normalize("NFKC", before + character) == "".join(apart)
