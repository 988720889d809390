"""Telegram's HTML parse mode: marked-up text to plain text and entities in UTF-16 units.

Follows the parser of td/telegram/MessageEntity.cpp, error texts included; knows no limits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from local.telegram.entities import Entity, utf16_length
from local.telegram.errors import BotApiError, bad_request
from local.telegram.links import link_entity
from local.telegram.markdown_links import date_time

PLAIN_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
ARGUMENT_TAGS = ("a", "pre", "code", "blockquote", "tg-emoji", "tg-time")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_MARK = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|([a-zA-Z]+));?")
_NAME_END = re.compile(r"[\s>]")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE = re.compile(r"\s*")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int  # UTF-16 units of the output
    begin: int  # characters of the output


class _Tag(NamedTuple):
    name: str
    attributes: dict[str, str]
    after: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, inner ones first where they end first.

    Raises:
        BotApiError: 400 `can't parse entities: ...` with the byte offset Telegram names.
    """
    return _Parser(source).run()


class _Parser:
    """One pass over the source; `out` grows, `open` is the stack of unclosed tags."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.units = 0
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        at = 0
        while mark := _MARK.search(self.source, at):
            self._emit(self.source[at : mark.start()])
            at = self._reference(mark.start()) if mark[0] == "&" else self._tag(mark.start())
        self._emit(self.source[at:])
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), self.entities

    def _emit(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.units += utf16_length(text)
            self.length += len(text)

    def _reference(self, at: int) -> int:
        text, after = _decode_reference(self.source, at)
        self._emit(text)
        return after

    def _tag(self, at: int) -> int:
        if self.source.startswith("</", at):
            return self._close(at)
        tag = self._read_start(at)
        self.open.append(_Open(tag.name, tag.attributes, self.units, self.length))
        return tag.after

    def _read_start(self, at: int) -> _Tag:
        end = _NAME_END.search(self.source, at + 1)
        if end is None:
            raise self._fail("Unclosed start tag", at)
        name = self.source[at + 1 : end.start()].lower()
        if name not in PLAIN_TAGS and name not in ARGUMENT_TAGS:
            raise self._fail(f'Unsupported start tag "{name}"', at)
        attributes, after = self._read_attributes(name, at, end.start())
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', at)
        return _Tag(name, attributes, after)

    def _read_attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            at = self._skip_space(at)
            if self._char(at) == ">":
                return found, at + 1
            name_end = self._match_end(_ATTRIBUTE, at)
            name = self.source[at:name_end].lower()
            if not name:
                what = f'Empty attribute name in the tag "{tag}"' if self._char(at) else ""
                raise self._fail(what or f'Unclosed start tag "{tag}"', begin)
            at = self._skip_space(name_end)
            value = ""
            if self._char(at) == "=":
                value, at = self._read_value(tag, begin, self._skip_space(at + 1))
            elif not self._char(at):
                raise self._fail(f'Unclosed start tag "{tag}"', begin)
            found[name] = value

    def _read_value(self, tag: str, begin: int, at: int) -> tuple[str, int]:
        quote = self._char(at)
        if not quote:
            raise self._fail(f'Unclosed start tag "{tag}"', begin)
        if quote not in "\"'":
            end = self._match_end(_TOKEN, at)
            if self._char(end) != ">" and not self._char(end).isspace():
                raise self._fail("Unexpected end of name token", at)
            return self.source[at:end].lower(), end
        end = self.source.find(quote, at + 1)
        if end < 0 or end + 1 >= len(self.source):
            raise self._fail("Unclosed start tag", begin)
        return _unescape(self.source[at + 1 : end]), end + 1

    def _close(self, at: int) -> int:
        if not self.open:
            raise self._fail("Unexpected end tag", at)
        end = _NAME_END.search(self.source, at + 2)
        stop = end.start() if end else len(self.source)
        name = self.source[at + 2 : stop].lower()
        stop = self._skip_space(stop)
        if self._char(stop) != ">":
            raise self._fail("Unclosed end tag", at)
        opened = self.open.pop()
        if name and name != opened.tag:
            expected = f', expected "</{opened.tag}>", found "</{name}>"'
            raise self._fail("Unmatched end tag", at, expected)
        if self.units > opened.offset:
            self._add_entity(opened)
        return stop + 1

    def _add_entity(self, opened: _Open) -> None:
        entity = {"offset": opened.offset, "length": self.units - opened.offset}
        last = self.entities[-1] if self.entities else {}
        same_span = {"offset": last.get("offset"), "length": last.get("length")} == entity
        if opened.tag == "pre" and last.get("type") == "code" and same_span:
            last["type"] = "pre"  # <pre><code class="language-x"> is one entity in Telegram
            return
        if kind := PLAIN_TAGS.get(opened.tag):
            self.entities.append({"type": kind, **entity})
            return
        shown = "".join(self.out)[opened.begin :] if opened.tag == "a" else ""
        if built := _with_argument(opened, shown):
            self.entities.append({**built, **entity})

    def _char(self, at: int) -> str:
        return self.source[at : at + 1]

    def _skip_space(self, at: int) -> int:
        return self._match_end(_SPACE, at)

    def _match_end(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.source, at)
        return found.end() if found else at

    def _fail(self, what: str, at: int, suffix: str = "") -> BotApiError:
        return _cannot(f"{what} at byte offset {len(self.source[:at].encode())}{suffix}")


def _with_argument(opened: _Open, shown: str) -> Entity | None:
    attributes = opened.attributes
    match opened.tag:
        case "a":
            return link_entity(attributes.get("href") or shown)
        case "blockquote":
            is_open = "expandable" not in attributes
            return {"type": "blockquote" if is_open else "expandable_blockquote"}
        case "tg-emoji":
            return _custom_emoji(attributes.get("emoji-id", ""))
        case "tg-time":
            return date_time(attributes.get("unix", ""), attributes.get("format", ""))
    language = attributes.get("class", "").removeprefix("language-")
    if opened.tag == "code" and language != attributes.get("class", ""):
        return {"type": "code", "language": language}
    return {"type": opened.tag}


def _custom_emoji(identifier: str) -> Entity:
    if not (identifier.isascii() and identifier.isdigit() and 0 < int(identifier) < 2**63):
        raise _cannot("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _decode_reference(text: str, at: int) -> tuple[str, int]:
    found = _REFERENCE.match(text, at)
    if found is None:
        return "&", at + 1
    hexadecimal, decimal, name = found.groups()
    if name:
        return (NAMED[name], found.end()) if name in NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), found.end()


def _unescape(text: str) -> str:
    return _REFERENCE.sub(lambda found: _decode_reference(found[0], 0)[0], text)


def _cannot(why: str) -> BotApiError:
    return bad_request(f"can't parse entities: {why}")
