r"""Regular expressions of filters: RE2 (linear time), borders and classes right for Cyrillic.

RE2's `\w` and `\b` know ASCII only, and it has no look-around. So, before RE2 sees an expression,
`\w \W` become classes with the letters of Latin, Greek and Cyrillic script, and `\b` - allowed at
the edges of the whole expression, where nothing stands before (or after) it but brackets and bars -
becomes "the text's end, or a character that is no letter, digit or `_`", left out of what is found.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import re2

from gigwire.domain.filters.limits import MAX_PATTERN
from gigwire.domain.filters.pattern_borders import NoBorder, rewritten
from gigwire.domain.filters.problems import Problem
from gigwire.domain.text import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_MEMORY: Final = 1 << 20  # bytes a compiled expression may take, its automaton included
# RE2's worst case is text times program: 2,000 keep what we read of a text below 50 ms (measured).
MAX_PROGRAM: Final = 2_000


class Compiled(NamedTuple):
    """RE2's object, and which of its groups are borders that are not part of what is found."""

    regexp: Any  # re2 has no types
    before: tuple[int, ...]
    after: tuple[int, ...]


@lru_cache(maxsize=4_096)
def compiled_pattern(regex: str) -> Compiled:
    """The expression, ready. Case-insensitive; `.` is no line end, `^` and `$` are the text's.

    Raises:
        ValueError: not a valid expression (the message is RE2's), or none of ours.
    """
    ready = rewritten(unicodedata.normalize("NFC", regex))
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    try:
        regexp = re2.compile(ready.regex.encode("utf-8", "replace"), options)
    except re2.error as error:
        raise ValueError(_said(error)) from None
    return Compiled(regexp, ready.before, ready.after)


def pattern_found(regex: str, text: str) -> tuple[int, int] | None:
    """Where the leftmost match stands: characters of `text`, start and end; None: nowhere.

    Searched is the NFKC form of what the analyser reads (`MAX_CHARACTERS`); where that form is
    another text, the positions are brought back, to whole characters.
    """
    compiled = compiled_pattern(regex)
    head = text[:MAX_CHARACTERS]
    is_plain = unicodedata.is_normalized("NFKC", head)
    searched = head if is_plain else unicodedata.normalize("NFKC", head)[:MAX_CHARACTERS]
    encoded = searched.encode("utf-8", "replace")
    match = compiled.regexp.search(encoded)
    if match is None:
        return None
    start = max([match.start(), *_known(match.end(group) for group in compiled.before)])
    end = min([match.end(), *_known(match.start(group) for group in compiled.after)])
    first = len(encoded[:start].decode("utf-8", "replace"))
    last = first + len(encoded[start:end].decode("utf-8", "replace"))
    return (first, last) if is_plain else _brought_back(head, first, last)


def pattern_problem(regex: str, position: int) -> Problem | None:
    """Why an expression cannot be part of a filter; None: it can."""
    if len(regex) > MAX_PATTERN:
        arguments: dict[str, str | int] = {"limit": MAX_PATTERN, "count": len(regex)}
        return Problem(key="filter-pattern-too-long", position=position, arguments=arguments)
    try:
        regexp = compiled_pattern(regex).regexp
    except NoBorder as error:
        return Problem(key="filter-pattern-border", position=position + error.position)
    except ValueError as error:
        return _refused(str(error), position)
    if regexp.programsize > MAX_PROGRAM:
        return Problem(key="filter-pattern-costly", position=position)
    if regexp.search(b"") is not None:
        return Problem(key="filter-pattern-empty", position=position)
    return None


def _refused(said: str, position: int) -> Problem:
    if "too large" in said or "too big" in said:
        return Problem(key="filter-pattern-costly", position=position)
    return Problem(key="filter-pattern-wrong", position=position, arguments={"term": said})


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _known(positions: Iterable[int]) -> list[int]:
    return [position for position in positions if position >= 0]


def _brought_back(text: str, first: int, last: int) -> tuple[int, int]:
    """Walk clusters (a character and its marks), each of which normalises by itself."""
    start = end = 0
    length = index = 0
    while index < len(text):
        stop = index + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        width = len(unicodedata.normalize("NFKC", text[index:stop]))
        if length <= first:
            start = index
        if length < last:
            end = stop
        length, index = length + width, stop
        if length >= last:
            break
    return min(start, end), end
