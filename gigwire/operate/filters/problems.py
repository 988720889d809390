"""Problems of a filter in English, with a caret. The bot has texts of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from gigwire.domain.filters import Problem, ProblemKey

SHOWN: Final = 100  # characters of the query around the caret

TEXTS: Final[dict[ProblemKey, str]] = {
    "filter-empty": "nothing to look for; type words, for instance: python bot",
    "filter-needs-word": (
        "no word that must occur; add one, or begin with * for everything: * source:fl"
    ),
    "filter-too-many": "at most {limit} filters a person",
    "filter-too-many-everything": "at most {limit} filters that begin with * a person",
    "filter-too-many-conditions": "{count} conditions; at most {limit} are possible",
    "filter-too-deep": "brackets within brackets: at most {limit} deep",
    "filter-text-too-long": "{count} characters; at most {limit} are possible",
    "filter-term-too-long": "{term!r} is too long; at most {limit} characters",
    "filter-term-blank": "{term!r} has neither a letter nor a digit",
    "filter-quote-open": "this quotation mark is never closed",
    "filter-bracket-open": "this bracket is never closed",
    "filter-bracket-close": "this bracket was never opened",
    "filter-star-place": (
        "{term!r}: a star stands at the end of a word (python*), or alone at the very start"
    ),
    "filter-prefix-short": "{term!r}: at least {limit} characters before the star",
    "filter-nothing-after": "something must follow {term!r}",
    "filter-field-unknown": "{term!r} is no field; did you mean {example}?",
    "filter-number-expected": "{field}: a number is expected at {at}; for instance {example}",
    "filter-number-too-large": "{term!r} is too large; at most {limit}",
    "filter-unit-unknown": "{term!r} at {at} is no unit known here; for instance {example}",
    "filter-value-unknown": "{field} has no value {term!r}; there is {example}",
    "filter-range-empty": "{term!r}: the lower end is above the upper one",
    "filter-budget-currency": "no rate is known for {currency}",
    "filter-pattern-open": "this slash is never closed",
    "filter-pattern-too-long": "{count} characters of an expression; at most {limit} are possible",
    "filter-pattern-wrong": "not a regular expression (RE2): {term}",
    "filter-pattern-border": r"\b stands at the edges of an expression only",
    "filter-pattern-costly": "the expression is too costly; fewer repetitions make it cheaper",
    "filter-pattern-empty": "the expression finds even an empty text",
}


class _Kept(dict[str, object]):
    """A missing argument shows as `?`: half a message is better than none."""

    def __missing__(self, key: str) -> object:
        return "?"


def said(problem: Problem) -> str:
    """The problem in one English line."""
    return TEXTS[problem.key].format_map(_Kept(problem.arguments))


def with_caret(query: str, problem: Problem) -> str:
    """The problem, under it the line of the query that has it, under the character a caret."""
    told = said(problem)
    if problem.position is None:
        return told
    position = min(problem.position, len(query))
    line_start = query.rfind("\n", 0, position) + 1
    start = max(line_start, position - SHOWN // 2)
    shown = _plain(query[start : start + SHOWN].split("\n", 1)[0])
    before = sum(_width(c) for c in _plain(query[start:position]))
    return f"{told}\n  {shown}\n  {' ' * before}^"


def _plain(text: str) -> str:
    """Control characters would move what is under them."""
    return "".join(c if c.isprintable() else "�" for c in text)


def _width(character: str) -> int:
    """Columns of a terminal that a character takes."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
