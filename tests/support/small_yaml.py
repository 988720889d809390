"""The part of YAML that our deployment files use, read strictly: anything else is an error.

Block mappings and lists by two spaces, JSON lists in one line, plain and double-quoted scalars,
comments of whole lines, anchors on mappings and `<<` merges. No YAML parser is among the locked
packages; this one exists so that tests can look inside the files.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

_KEY = re.compile(r"^([\w.$<-][\w.<-]*):(?: (.*))?$")
_NUMBER = re.compile(r"^\d+$")
_PLAIN = re.compile(r"^[^\s\[\]{}&*!|>'\"%@`#-][^#]*$")


class SmallYamlError(ValueError):
    """The text is no YAML, or more of YAML than is read here."""


class _Lines:
    """Lines with their depth, without comments and blanks."""

    def __init__(self, text: str) -> None:
        kept = [line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]
        self.lines = [((len(line) - len(line.lstrip(" "))), line.strip()) for line in kept]
        odd = [line for depth, line in self.lines if depth % 2]
        if odd:
            raise SmallYamlError(f"odd indentation: {odd[0]}")
        self.at = 0
        self.anchors: dict[str, Any] = {}

    @property
    def depth(self) -> int:
        """Depth of the next line; -1 at the end."""
        return self.lines[self.at][0] if self.at < len(self.lines) else -1

    def take(self) -> str:
        """The next line."""
        self.at += 1
        return self.lines[self.at - 1][1]


def parse(text: str) -> Any:
    """The document as dicts, lists and scalars."""
    lines = _Lines(text)
    value = _block(lines, 0)
    if lines.depth != -1:
        raise SmallYamlError(f"unexpected indentation: {lines.take()}")
    return value


def _block(lines: _Lines, depth: int) -> Any:
    if lines.lines[lines.at][1].startswith("- "):
        return _list(lines, depth)
    return _mapping(lines, depth)


def _list(lines: _Lines, depth: int) -> list[Any]:
    items: list[Any] = []
    while lines.depth == depth and lines.lines[lines.at][1].startswith("- "):
        rest = lines.take()[2:]
        if not _KEY.match(rest):
            items.append(_scalar(rest))
            continue
        # A mapping that begins behind its dash: read it as if it stood on a line of its own.
        lines.at -= 1
        lines.lines[lines.at] = (depth + 2, rest)
        items.append(_mapping(lines, depth + 2))
    return items


def _mapping(lines: _Lines, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    merged: dict[str, Any] = {}
    while lines.depth == depth:
        line = lines.take()
        match = _KEY.match(line)
        if match is None:
            raise SmallYamlError(f"no key: {line}")
        key, rest = match.group(1), match.group(2) or ""
        if key in found:
            raise SmallYamlError(f"twice: {key}")
        if key == "<<":
            merged = lines.anchors[rest.removeprefix("*")]
        else:
            found[key] = _value(lines, depth, rest)
    return {**merged, **found}


def _value(lines: _Lines, depth: int, rest: str) -> Any:
    if rest and not rest.startswith("&"):
        return _scalar(rest)
    value = _block(lines, lines.depth) if lines.depth > depth else None
    if rest:
        lines.anchors[rest[1:]] = value
    return value


def _scalar(text: str) -> Any:
    if text[0] in '["':
        return orjson.loads(text)
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.match(text):
        return int(text)
    if not _PLAIN.match(text) or ": " in text:
        raise SmallYamlError(f"not a plain scalar: {text}")
    return text
