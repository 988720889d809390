r"""The rewriting of `\b \w \W` and groups that makes RE2 right for Cyrillic. Compiles nothing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# Letters of Latin, Greek and Cyrillic script, digits and the underscore, after NFKC.
WORD: Final = (
    r"0-9A-Z_a-z\x{aa}\x{b5}\x{ba}\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{24f}\x{370}-\x{52f}"
    r"\x{1e00}-\x{1fff}"
)
NOT_WORD: Final = (
    r"\x{0}-/:-@\[-^`\{-\x{a9}\x{ab}-\x{b4}\x{b6}-\x{b9}\x{bb}-\x{bf}\x{d7}\x{f7}\x{250}-\x{36f}"
    r"\x{530}-\x{1dff}\x{2000}-\x{10ffff}"
)
_PIECE: Final = re.compile(
    r"(?P<quoted>\\Q.*?(?:\\E|\Z))"
    r"|(?P<escape>\\(?:p\{[^}]*\}|P\{[^}]*\}|[pP].|x\{[^}]*\}|x..|.))"
    r"|(?P<posix>\[:\^?[a-z]+:\])"
    r"|(?P<named>\(\?P?<\w+>)|(?P<flags>\(\?[a-zA-Z-]*[:)])|(?P<one>.)",
    re.DOTALL,
)
_STEP: Final = re.compile(
    r"\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|.", re.DOTALL
)
_QUANTIFIER: Final = re.compile(r"[*+?]|\{\d+(?:,\d*)?\}")


class NoBorder(ValueError):  # noqa: N818 - what is missing, not an error class to catch widely
    r"""A `\b` (or `\B`, `\C`) where it cannot be kept right; `position` in the expression."""

    def __init__(self, position: int) -> None:
        super().__init__(f"no border at {position}")
        self.position = position


class Rewritten(NamedTuple):
    """For RE2: without groups but the borders' own, which are numbered from 1."""

    regex: str
    before: tuple[int, ...]
    after: tuple[int, ...]


class _Rewriter:
    """One pass over an expression. `is_start`: nothing was taken yet in this branch."""

    def __init__(self, regex: str) -> None:
        self.regex = regex
        self.written: list[str] = []
        self.before: list[int] = []
        self.after: list[int] = []
        self.class_start: int | None = None
        self.is_start = True
        self.groups = [(True, 0)]  # of each open group: `is_start` there, borders before it

    def run(self) -> Rewritten:
        for piece in _PIECE.finditer(self.regex):
            if self.class_start is None:
                self._outside(piece)
            else:
                self._in_class(piece, self.class_start)
        return Rewritten("".join(self.written), tuple(self.before), tuple(self.after))

    def _in_class(self, piece: re.Match[str], start: int) -> None:
        text = piece.group()
        if text == r"\C":
            raise NoBorder(piece.start())
        # A `]` that comes first in its class means itself.
        if text == "]" and self.regex[start : piece.start()] not in {"[", "[^"}:
            self.class_start = None
        self.written.append({r"\w": WORD, r"\W": NOT_WORD}.get(text, text))

    def _outside(self, piece: re.Match[str]) -> None:
        text, position = piece.group(), piece.start()
        if text in {r"\b", r"\B", r"\C"}:
            self._border(text, position)
        elif piece["flags"] and text.endswith(")"):
            self.written.append(text)
        elif text == "(" or piece["named"] or piece["flags"]:
            is_as_written = piece["flags"] or self.regex.startswith("(?", position)
            self.written.append(text if is_as_written and not piece["named"] else "(?:")
            self.groups.append((self.is_start, len(self.before)))
        elif text == "|":
            self.written.append(text)
            self.is_start = self.groups[-1][0]
        else:
            self._other(text, position)

    def _other(self, text: str, position: int) -> None:
        if text == ")" and len(self.groups) > 1:
            _, borders = self.groups.pop()
            if len(self.before) > borders and _QUANTIFIER.match(self.regex, position + 1):
                raise NoBorder(position)  # the border would hold for the first round only
        if text == "[":
            self.class_start = position
        self.is_start = False
        self.written.append({r"\w": f"[{WORD}]", r"\W": f"[^{WORD}]"}.get(text, text))

    def _border(self, text: str, position: int) -> None:
        number = len(self.before) + len(self.after) + 1
        if text == r"\b" and self.is_start:
            self.before.append(number)
            self.written.append(f"(^|[^{WORD}])")
            self.is_start = False
        elif text == r"\b" and _is_end(self.regex, position + 2):
            self.after.append(number)
            self.written.append(f"($|[^{WORD}])")
        else:
            raise NoBorder(position)


def rewritten(regex: str) -> Rewritten:
    r"""The expression as RE2 shall see it.

    Raises:
        NoBorder: a border that does not stand at an edge, or a single byte (`\C`).
    """
    return _Rewriter(regex).run()


def _is_end(regex: str, position: int) -> bool:
    """Whether nothing but closing brackets and other branches follows."""
    depth, is_branch = 0, False  # brackets opened since; whether this is another branch
    for step in _STEP.finditer(regex, position):
        text = step.group()
        if depth == 0 and text == ")":
            is_branch = False
            if _QUANTIFIER.match(regex, step.end()):
                return False
        elif depth == 0 and text == "|":
            is_branch = True
        elif not is_branch:
            return False
        else:
            depth += (text == "(") - (text == ")")
    return True
