"""From a tree to the one text that is saved and shown: reading it gives the same tree back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gigwire.domain.filters.amount import said_anywhere
from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Member,
    Not,
    Pattern,
    Phrase,
    Word,
)
from gigwire.domain.filters.lexer import SIGNS
from gigwire.domain.filters.quantities import written
from gigwire.domain.filters.shape import has_loose

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Expression, Leaf, Query
    from gigwire.domain.text.terms import Scope

# Words that the lexer reads as themselves, whatever stands beside them (numbers: see `printed`).
_PLAIN: Final = re.compile(r"(?:[^\W_]|[.#@](?=[^\W_]))(?:[\w'’.+#&/\-]*[\w+#])?")
_DIGIT: Final = re.compile(r"\d")


def printed(query: Query) -> str:
    """The canonical text. Brackets, quotation marks and currencies only as far as needed."""
    text = _Printer(quotes_numbers=False).whole(query)
    if _DIGIT.search(text) and said_anywhere(text):
        # `from` and `500` side by side would be read as a budget.
        return _Printer(quotes_numbers=True).whole(query)
    return text


class _Printer:
    def __init__(self, *, quotes_numbers: bool) -> None:
        self._quotes_numbers = quotes_numbers

    def whole(self, query: Query) -> str:
        top = query.expression
        if top is None:
            return "*"
        is_bracketed = isinstance(top, Either) and has_loose(top.parts)
        text = f"({self._any(top)})" if is_bracketed else self._any(top)
        return f"* {text}" if query.is_everything else text

    def _any(self, expression: Expression) -> str:
        match expression:
            case All(parts):
                return " ".join(map(self._inner, parts))
            case Either(parts):
                return " | ".join(map(self._any, parts))
            case Not(All() | Either() as part):
                return f"-({self._any(part)})"
            case Not(part):
                return f"-{self._any(part)}"
            case _:
                return self._leaf(expression)

    def _inner(self, part: Expression) -> str:
        return f"({self._any(part)})" if isinstance(part, Either) else self._any(part)

    def _leaf(self, leaf: Leaf) -> str:
        match leaf:
            case Word(text, mode, scope):
                sign, star = "=" * (mode == "exact"), "*" * (mode == "prefix")
                return f"{_prefix(scope)}{sign}{self._word(text)}{star}"
            case Phrase(text, is_exact, scope):
                return f'{_prefix(scope)}{"=" * is_exact}"{text}"'
            case Pattern(regex, scope):
                return f"{_prefix(scope)}/{regex}/"
            case Member(attribute, values, is_strict):
                value = values[0] if len(values) == 1 else f"({' | '.join(values)})"
                return f"{attribute}:{value}{'!' * is_strict}"
            case Compare():
                return written(leaf)

    def _word(self, text: str) -> str:
        is_plain = _PLAIN.fullmatch(text) and text not in SIGNS
        if is_plain and not (self._quotes_numbers and _DIGIT.search(text)):
            return text
        return f'"{text}"'


def _prefix(scope: Scope) -> str:
    if scope == "any":
        return ""
    return "client.name:" if scope == "client" else f"{scope}:"
