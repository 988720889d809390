"""Typed text to tokens: leaves, brackets, signs. Owns what a word is; knows no structure.

Linear in the text's length. Whatever cannot be read becomes a problem and is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gigwire.domain.filters import conditions
from gigwire.domain.filters.amount import may_begin
from gigwire.domain.filters.expression import Pattern, Phrase, Word
from gigwire.domain.filters.fields import ATTRIBUTES, QUANTITIES, SCOPES
from gigwire.domain.filters.limits import MAX_CHARACTERS, MAX_PROBLEMS, MIN_PREFIX
from gigwire.domain.filters.patterns import pattern_problem
from gigwire.domain.filters.problems import Arguments, Problem, ProblemKey
from gigwire.domain.text import term_tokens

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Leaf
    from gigwire.domain.text.terms import Scope

Kind = Literal["leaf", "or", "not", "open", "close", "scope", "everything"]
SIGNS: Final[dict[str, Kind | None]] = {
    **dict.fromkeys(("OR", "ИЛИ", "АБО", "OU", "O"), "or"),
    **dict.fromkeys(("NOT", "НЕ", "НІ", "NÃO", "NA\u0303O", "NO"), "not"),
    **dict.fromkeys(("AND", "И", "І", "E", "Y"), None),  # side by side is "all" anyway
}
_DASHES: Final = r"\u2010\u2011\u2012\u2013\u2014\u2212\-"
_QUOTES: Final = '"«»“”„'
_TOKEN: Final = re.compile(
    r"(?P<or>[|,;\n])|(?P<open>\()|(?P<close>\))"
    rf"|(?P<not>[{_DASHES}]{{1,3}}(?=[^\s{_DASHES}|,;)]))"
    rf'|(?P<quote>=?["«“„])'
    r"|(?P<pattern>/(?=[^\s/]))"
    r"|(?P<everything>\*(?![^\s|,;()]))"
    r"|(?P<field>[^\W\d_][\w.]*+(?= {0,2}[<>≥≤:=]))"
    rf"|(?P<word>[^\s|,;(){_QUOTES}]+)|(?P<space>[^\S\n]+)|(?P<noise>.)"
)
_WORD: Final = re.compile(rf"[^\s|,;(){_QUOTES}]+")
_CLOSING: Final = re.compile(r'["»“”]')
_REGEX: Final = re.compile(r"((?:[^\\/\n]|\\[^\n])+)/(?![^\s|,;()])")
_SURE: Final = re.compile(r"[0-9A-Za-zА-яЁёІіЇїЄєҐґ]")
_DIGIT: Final = re.compile(r"\d")
MAX_FIELD: Final = 20  # characters of a name that may be a misspelt one
_ENOUGH: Final = 2 * MAX_PROBLEMS
_TRAILING: Final = ".:!?…"


class Token(NamedTuple):
    """`value`: the leaf, or the scope that the next part gets."""

    kind: Kind
    position: int
    leaf: Leaf | None = None
    scope: Scope | None = None


class Lexer:
    """One text. `tokens` and `problems` are complete after `run`."""

    def __init__(self, text: str, currency: str) -> None:
        self.text = text
        self.currency = currency
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []
        self._has_digits = _DIGIT.search(text) is not None
        self._guesses = 0

    def run(self) -> None:
        """Read the text from left to right."""
        text, position, end = self.text, 0, len(self.text)
        match_at, tokens = _TOKEN.match, self.tokens
        while position < end and len(self.problems) < _ENOUGH:
            found = match_at(text, position)
            assert found is not None, "every character is of some kind"
            kind = found.lastgroup
            if kind == "space":
                position = found.end()
            elif kind == "word":
                position = self._word(found.group(), position)
            elif kind in {"or", "open", "close", "not", "everything"}:
                tokens.append(Token(kind, position))  # type: ignore[arg-type]  # just narrowed
                position = found.end()
            else:
                position = self._special(found)

    def _special(self, found: re.Match[str]) -> int:
        match found.lastgroup:
            case "quote":
                return self._quote(found)
            case "pattern":
                return self._pattern(found.start())
            case "field":
                return self._field(found)
            case _:
                return found.end()

    def _word(self, word: str, position: int) -> int:
        end = position + len(word)
        if word in SIGNS:
            if sign := SIGNS[word]:
                self.tokens.append(Token(sign, position))
            return end
        if self._has_digits and may_begin(word):
            read = conditions.said_limit(self.text, position, self.currency)
            if read is not None:
                return self._condition(read, position)
        if word[0] == "=" or "*" in word:
            self._marked(word, position)
        elif has_tokens(word):
            self._leaf(Word(word.rstrip(_TRAILING) or word), word, position)
        return end

    def _marked(self, word: str, position: int) -> None:
        is_exact = word[0] == "="
        bare = word[1:].rstrip(_TRAILING) if is_exact else word
        stem = bare[:-1]
        if is_exact and not bare:
            return  # a lone sign means nothing
        if "*" not in bare:
            self._checked(Word(bare, "exact"), bare, position)
        elif is_exact or "*" in stem or not stem:
            self.problem("filter-star-place", position, term=word[:20])
        else:
            self._prefix(stem, position)

    def _prefix(self, stem: str, position: int) -> None:
        tokens = term_tokens(stem)
        if not tokens or len(tokens[-1]) < MIN_PREFIX:
            self.problem("filter-prefix-short", position, term=stem[:20] + "*", limit=MIN_PREFIX)
        else:
            self._leaf(Word(stem, "prefix"), stem, position)

    def _quote(self, found: re.Match[str]) -> int:
        start, begin = found.end(), found.start()
        closing = _CLOSING.search(self.text, start)
        if closing is None:
            self.problem("filter-quote-open", begin, term=self.text[start : start + 20])
            return len(self.text)
        inside = " ".join(self.text[start : closing.start()].split())
        is_exact = found.group()[0] == "="
        end = closing.end()
        if self.text.startswith("*", end) and not is_exact and inside and " " not in inside:
            self._prefix(inside, begin)
            return end + 1
        if " " in inside:
            self._checked(Phrase(inside, is_exact), inside, begin)
        else:
            self._checked(Word(inside, "exact" if is_exact else "forms"), inside, begin)
        return end

    def _pattern(self, position: int) -> int:
        found = _REGEX.match(self.text, position + 1)
        if found is None:
            end = min(len(self.text), position + 21)
            self.problem("filter-pattern-open", position, term=self.text[position + 1 : end])
            return len(self.text)
        problem = pattern_problem(found[1], position + 1)
        if problem is not None:
            self.problems.append(problem)
        self.tokens.append(Token("leaf", position, Pattern(found[1])))
        return found.end()

    def _field(self, found: re.Match[str]) -> int:
        position = found.start()
        known = conditions.usual(self.text, position, self.currency)
        if known is not None:
            return self._condition(known, position)
        name = found.group().lower()
        operator = conditions.OPERATOR.match(self.text, found.end())
        assert operator is not None, "the token looks ahead for one"
        sign = operator[1]
        is_apart = operator.group()[0] == " " and sign == "=" and operator.group()[-1] != " "
        if is_apart:  # `title =word`: the sign belongs to the next word
            return self._word(found.group(), position)
        if name in SCOPES and sign in {":", "="}:
            self.tokens.append(Token("scope", position, scope=SCOPES[name]))
            return operator.end() if sign == ":" else operator.start(1)
        if name in ATTRIBUTES and sign in {":", "="}:
            read = conditions.membership(ATTRIBUTES[name], self.text, operator.end())
            return self._condition(read, position)
        if name in QUANTITIES:
            read = conditions.comparison(
                QUANTITIES[name], self.text, operator.end(), sign, self.currency
            )
            return self._condition(read, position)
        return self._unknown_field(found, operator)

    def _unknown_field(self, found: re.Match[str], operator: re.Match[str]) -> int:
        position = found.start()
        is_apart = operator.group()[0] == " "  # `word > 500$` is a word and a limit
        self._guesses += not is_apart
        is_short = found.end() - position <= MAX_FIELD
        if (
            is_short
            and not is_apart
            and self._guesses <= MAX_PROBLEMS
            and found.group().lower() not in SCOPES
        ):
            problem = conditions.unknown_field(found.group(), position)
            if problem is not None:
                self.problems.append(problem)
                return operator.end()
        word = _WORD.match(self.text, position)
        assert word is not None, "a field begins like a word"
        return self._word(word.group(), position)

    def _condition(self, read: conditions.Read, position: int) -> int:
        if read.problem is not None:
            self.problems.append(read.problem)
        if read.leaf is not None:
            self.tokens.append(Token("leaf", position, read.leaf))
        return max(read.end, position + 1)

    def _checked(self, leaf: Word | Phrase, text: str, position: int) -> None:
        if has_tokens(text):
            self._leaf(leaf, text, position)
        else:
            self.problem("filter-term-blank", position, term=text[:20])

    def _leaf(self, leaf: Word | Phrase, text: str, position: int) -> None:
        if len(text) > MAX_CHARACTERS:
            self.problem(
                "filter-term-too-long", position, term=text[:MAX_CHARACTERS], limit=MAX_CHARACTERS
            )
        self.tokens.append(Token("leaf", position, leaf))

    def problem(self, key: ProblemKey, position: int | None, **arguments: str | int) -> None:
        """Note what is wrong; reading goes on, unless enough is wrong."""
        if len(self.problems) >= _ENOUGH:
            return
        said: Arguments = dict(arguments)
        self.problems.append(Problem(key=key, position=position, arguments=said))


def has_tokens(text: str) -> bool:
    """Whether the analyser finds anything in a term; else nobody means it as a word."""
    return _SURE.search(text) is not None or bool(term_tokens(text))
