"""Telegram's MarkdownV2: marked-up text to plain text and entities in UTF-16 units.

Behaves as the parser of td/telegram/MessageEntity.cpp (and its tests, test/message_entities.cpp),
error texts included; knows no limits. Addresses in brackets are read by `markdown_links`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from local.telegram.entities import Entity, utf16_length
from local.telegram.errors import BotApiError, bad_request
from local.telegram.links import link_entity
from local.telegram.markdown_links import read_address, special_entity

NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "pre_code": "PreCode",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
# Longer marks first: `__` is underline wherever it can be.
MARKS = {"__": "underline", "||": "spoiler", "![": "custom_emoji", "_": "italic", "*": "bold"}
MARKS |= {"~": "strikethrough", "[": "text_link", "```": "pre", "`": "code"}
ENDS = {"text_link": "]", "custom_emoji": "]", "pre_code": "```"}
ENDS |= {kind: mark for mark, kind in MARKS.items() if kind not in ("text_link", "custom_emoji")}
VERBATIM = ("code", "pre", "pre_code")
RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_PLAIN = re.compile(r"[^_*\[\]()~`>#+\-=|{}.!\\\n]+")
_PLAIN_IN_CODE = re.compile(r"[^`\\]+")
_LANGUAGE = re.compile(r"[^\s`]+")


@dataclass(slots=True)
class _Open:
    kind: str
    at: int  # characters of the source
    offset: int  # UTF-16 units of the output
    begin: int  # characters of the output
    language: str = ""


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities.

    Raises:
        BotApiError: 400 `can't parse entities: ...`, with the byte offset Telegram names.
    """
    return _Parser(source).run()


class _Parser:
    """One pass over the source; `open` is the stack of what is not closed yet."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out = ""
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.is_line_start = True  # nothing but \r and empty entities since the line began
        self.is_quoting = False

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.is_quoting:
            self._end_quote("")
        if self.open:
            raise self._no_end()
        return self.out, self.entities

    def _step(self) -> None:
        top = self.open[-1].kind if self.open else ""
        character = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        plain = (_PLAIN_IN_CODE if top in VERBATIM else _PLAIN).match(self.source, self.at)
        if plain:
            self._emit(plain[0], len(plain[0]))
        elif character == "\\":
            is_escape = following != "" and following <= "\x7e"
            self._emit(following if is_escape else "\\", 1 + is_escape)
        elif character == "\n":
            self._end_line(following)
        elif self._is_end(top):
            self._close()
        else:
            self._begin(character)

    def _emit(self, text: str, length: int) -> None:
        self.out += text
        self.units += utf16_length(text)
        self.at += length
        last = text.rstrip("\r")[-1:]
        self.is_line_start = last == "\n" or (not last and self.is_line_start)

    def _end_line(self, following: str) -> None:
        if not self.is_quoting:
            self._emit("\n", 1)
        elif following == ">":
            self._emit("\n", 2)
            self.is_line_start = False
        else:
            self._end_quote("\n")

    def _end_quote(self, line_end: str) -> None:
        """A quotation ends with its line; `||` right before that end makes it expandable."""
        last = self.open[-1]
        is_inmost = [one.kind for one in self.open[-2:]] == ["blockquote", "spoiler"]
        is_expandable = is_inmost and not self.out[last.begin :].strip("\r")
        if is_expandable:
            self.open.pop()
        if not line_end and self.open[-1].kind != "blockquote":
            return  # what is open is told at the end
        if self.open[-1].kind != "blockquote":
            raise self._no_end()
        quote = self.open.pop()
        self._emit(line_end, len(line_end))
        self.is_quoting = False
        self._add(quote, {"type": "expandable_blockquote" if is_expandable else "blockquote"})

    def _is_end(self, top: str) -> bool:
        end = ENDS.get(top)
        if end is None or not self.source.startswith(end, self.at):
            return False
        return top != "italic" or not self.source.startswith("__", self.at)

    def _begin(self, character: str) -> None:
        if character == ">" and self.is_line_start and not self.is_quoting:
            self.is_quoting = True
            self.is_line_start = False
            self._push("blockquote", 1)
            return
        mark = next((one for one in MARKS if self.source.startswith(one, self.at)), "")
        if not mark:
            told = f"Character '{character}' is reserved and must be escaped with the preceding"
            raise _cannot(f"{told} '\\'")
        self._push(MARKS[mark], len(mark))
        if mark == "```":
            self._read_language(self.open[-1])

    def _push(self, kind: str, length: int) -> None:
        self.open.append(_Open(kind, self.at, self.units, len(self.out)))
        self.at += length

    def _read_language(self, opened: _Open) -> None:
        found = _LANGUAGE.match(self.source, self.at)
        if found and self.source[found.end() : found.end() + 1] not in ("", "`"):
            opened.kind, opened.language = "pre_code", found[0]
            self.at = found.end()
        ending = self.source[self.at : self.at + 2]
        if ending[:1] in ("\n", "\r"):
            self.at += 2 if ending in ("\n\r", "\r\n") else 1

    def _close(self) -> None:
        opened = self.open.pop()
        self.at += len(ENDS[opened.kind])
        match opened.kind:
            case "text_link":
                shown = self.out[opened.begin :]
                address = self._address("URL") if self._has_address() else shown
                self._add(opened, link_entity(address))
            case "custom_emoji":
                if not self._has_address():
                    raise _cannot("Custom emoji entity must contain a tg://emoji URL")
                self._add(opened, special_entity(self._address("custom emoji URL")))
            case "pre_code":
                self._add(opened, {"type": "pre", "language": opened.language})
            case kind:
                self._add(opened, {"type": kind})

    def _has_address(self) -> bool:
        return self.source.startswith("(", self.at)

    def _address(self, what: str) -> str:
        begin = self.at + 1
        found = read_address(self.source, begin)
        if found is None:
            raise _cannot(f"Can't find end of a {what} at byte offset {self._bytes(begin)}")
        address, self.at = found
        return address

    def _add(self, opened: _Open, built: Entity | None) -> None:
        length = self.units - opened.offset
        if built is not None and length:
            self.entities.append({**built, "offset": opened.offset, "length": length})

    def _no_end(self) -> BotApiError:
        last = self.open[-1]
        place = f"entity at byte offset {self._bytes(last.at)}"
        return _cannot(f"Can't find end of {NAMES[last.kind]} {place}")

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())


def _cannot(why: str) -> BotApiError:
    return bad_request(f"can't parse entities: {why}")
