"""From tokens to the tree: precedence, brackets, what holds for the whole filter.

    text        = ["*"] alternatives
    alternatives= all { ("|" | "," | ";" | newline | OR) all }
    all         = { ["-" | NOT] part }
    part        = leaf | [scope] part | "(" alternatives ")"

Outside brackets exclusions, members and comparisons hold for the whole filter, wherever they
stand. The tree is as typed, but flat: `canonical` makes it simple.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.filters.expression import (
    All,
    Either,
    Not,
    Pattern,
    Phrase,
    Query,
    Word,
)
from gigwire.domain.filters.keyboards import plain
from gigwire.domain.filters.lexer import Lexer
from gigwire.domain.filters.limits import MAX_CONDITIONS, MAX_DEPTH, MAX_PROBLEMS, MAX_TEXT
from gigwire.domain.filters.problems import Problem
from gigwire.domain.filters.shape import LOOSE, brackets, requires_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gigwire.domain.filters.expression import Expression, Leaf
    from gigwire.domain.filters.lexer import Token
    from gigwire.domain.text.terms import Scope


class Parsed(NamedTuple):
    """A query, or why there is none: exactly one of the two is present."""

    query: Query | None
    problems: tuple[Problem, ...]


class _Part(NamedTuple):
    expression: Expression
    is_loose: bool  # holds for the whole filter, outside brackets


def parse(text: str, currency: str = "USD") -> Parsed:
    """Read a filter; `currency` (ISO 4217) is meant by an amount without one.

    Never raises, whatever the text; time is linear in its length. Positions of problems count
    characters of `text` from 0.
    """
    if len(text) > MAX_TEXT:
        problem = Problem(
            key="filter-text-too-long", arguments={"limit": MAX_TEXT, "count": len(text)}
        )
        return Parsed(None, (problem,))
    readable = plain(text)
    lexer = Lexer(readable.text, currency)
    lexer.run()
    parser = _Parser(lexer)
    query = parser.query()
    problems = lexer.problems or parser.judged(query)
    if not problems:
        return Parsed(query, ())
    problems.sort(key=lambda problem: problem.position or 0)
    return Parsed(None, tuple(_placed(one, readable.place) for one in problems[:MAX_PROBLEMS]))


class _Parser:
    """Recursive descent over a lexer's tokens, at most twice the allowed depth deep."""

    def __init__(self, lexer: Lexer) -> None:
        self.lexer = lexer
        self.tokens = lexer.tokens
        self.at = 0
        self.deepest = (0, 0)  # brackets, and where the innermost opens

    def query(self) -> Query:
        """The whole text."""
        tokens = self.tokens
        is_everything = bool(tokens) and tokens[0].kind == "everything"
        self.at = int(is_everything)
        groups = [group for group in self._groups(None, 0) if group]
        if len(groups) > 1:
            loose = [part for group in groups for part in group if part.is_loose]
            tight = [[part for part in group if not part.is_loose] for group in groups]
            either = _either(_all(group) for group in tight if group)
            groups = [([] if either is None else [_Part(either, is_loose=False)]) + loose]
        return Query(_all(groups[0]) if groups else None, is_everything)

    def judged(self, query: Query) -> list[Problem]:
        """What is wrong with the whole; `query` came from this parser, without a problem."""
        expression = query.expression
        count = sum(token.kind == "leaf" for token in self.tokens)
        if count > MAX_CONDITIONS:
            self.lexer.problem(
                "filter-too-many-conditions", None, limit=MAX_CONDITIONS, count=count
            )
        elif expression is None and not query.is_everything:
            self.lexer.problem("filter-empty", None)
        elif self.deepest[0] >= MAX_DEPTH and brackets(query) > MAX_DEPTH:
            self.lexer.problem("filter-too-deep", self.deepest[1], limit=MAX_DEPTH)
        elif not query.is_everything and not requires_word(expression):
            self.lexer.problem("filter-needs-word", None)
        return self.lexer.problems

    def _groups(self, scope: Scope | None, depth: int) -> list[list[_Part]]:
        """Alternatives up to the closing bracket or the end; brackets of depth 0 have none."""
        groups: list[list[_Part]] = [[]]
        tokens, count = self.tokens, len(self.tokens)
        while self.at < count:
            token = tokens[self.at]
            if token.kind == "or":
                groups.append([])
                self.at += 1
            elif token.kind == "close":
                if depth:
                    return groups
                self.lexer.problem("filter-bracket-close", token.position)
                self.at += 1
            elif (part := self._part(scope, depth)) is not None:
                groups[-1].append(part)
        return groups

    def _part(self, scope: Scope | None, depth: int) -> _Part | None:
        """One condition with its signs; None where nothing is meant or a problem was found."""
        first, is_negated = self.tokens[self.at], False
        last = first
        while last.kind in {"not", "scope"}:
            is_negated ^= last.kind == "not"
            scope = last.scope or scope
            self.at += 1
            if self._is_end():
                self._nothing_after(last)
                return None
            last = self.tokens[self.at]
        self.at += 1
        part = self._meant(last, scope, depth)
        if part is None or not is_negated:
            return part
        inner = part.expression
        expression = inner.part if isinstance(inner, Not) else Not(inner)
        return _Part(expression, is_loose=_is_loose(expression))

    def _is_end(self) -> bool:
        return self.at == len(self.tokens) or self.tokens[self.at].kind in {"or", "close"}

    def _nothing_after(self, token: Token) -> None:
        text = self.lexer.text
        word = text[token.position : token.position + 20].split(maxsplit=1)
        self.lexer.problem("filter-nothing-after", token.position, term=word[0])

    def _meant(self, token: Token, scope: Scope | None, depth: int) -> _Part | None:
        if token.leaf is not None:
            leaf = token.leaf if scope is None else _scoped(token.leaf, scope)
            return _Part(leaf, _is_loose(leaf))
        if token.kind == "open":
            return self._bracket(token, scope, depth + 1)
        self.lexer.problem("filter-star-place", token.position, term="*")
        return None

    def _bracket(self, token: Token, scope: Scope | None, depth: int) -> _Part | None:
        self.deepest = max(self.deepest, (depth, token.position))
        if depth > 2 * MAX_DEPTH:
            self.lexer.problem("filter-too-deep", token.position, limit=MAX_DEPTH)
            self.at = len(self.tokens)
            return None
        groups = self._groups(scope, depth)
        if self.at < len(self.tokens):
            self.at += 1
        elif not self.lexer.problems:
            self.lexer.problem("filter-bracket-open", token.position)
        expression = _either(_all(group) for group in groups if group)
        return None if expression is None else _Part(expression, is_loose=False)


def _is_loose(expression: Expression) -> bool:
    return isinstance(expression, LOOSE)


def _scoped(leaf: Leaf, scope: Scope) -> Leaf:
    match leaf:
        case Word(text, mode):
            return Word(text, mode, scope)
        case Phrase(text, is_exact):
            return Phrase(text, is_exact, scope)
        case Pattern(regex):
            return Pattern(regex, scope)
        case _:
            return leaf


def _all(parts: Iterable[_Part]) -> Expression:
    flat: list[Expression] = []
    for part in parts:
        expression = part.expression
        flat.extend(expression.parts if isinstance(expression, All) else (expression,))
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def _either(parts: Iterable[Expression]) -> Expression | None:
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Either) else (part,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else Either(tuple(flat))


def _placed(problem: Problem, place: Callable[[int], int]) -> Problem:
    if problem.position is None:
        return problem
    arguments = dict(problem.arguments)
    if isinstance(at := arguments.get("at"), int):
        arguments["at"] = place(at - 1) + 1
    position = place(problem.position)
    return problem.model_copy(update={"position": position, "arguments": arguments})
