"""Markup of a board to plain text: tags, entities, mojibake, invisible characters.

Owns cleaning and length caps. Knows no fields of a project. Nothing here raises on bad markup.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from lxml import etree

from gigwire.domain.normalise_mojibake import repair_mojibake

MAX_MARKUP: Final = 100_000  # characters read; the longest real description seen is under 20,000
MAX_BODY: Final = 8_000  # characters kept: 24 user partitions carry a copy each
MAX_TITLE: Final = 300
MAX_PASSES: Final = 3  # entities are seen escaped twice, never thrice

_KNOWN: Final = (
    "a|abbr|article|b|big|blockquote|body|br|center|code|dd|del|div|dl|dt|em|figure|font|footer"
    "|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|main|mark|noscript|object|ol"
    "|p|pre|s|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|template"
    "|textarea|tfoot|th|thead|title|tr|u|ul|video"
)
_TAG: Final = re.compile(rf"</?(?:{_KNOWN})(?=[\s/>])[^<>]*>|<!--", re.IGNORECASE)
_CLOSING: Final = re.compile(rf"</(?:{_KNOWN})\s*>|<br\s*/?>", re.IGNORECASE)
# `List<String>` and `a < b` are text: only what may be a tag of HTML stays a tag.
_NOT_A_TAG: Final = re.compile(rf"<(?!/?(?:{_KNOWN})(?=[\s/>])|!--)", re.IGNORECASE)
_BREAKING: Final = re.compile(r"<(?:br|p|div|li|tr|h[1-6])[\s/>]", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)

_DROPPED: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
_BLOCKS: Final = frozenset({
    "article", "blockquote", "center", "dd", "div", "dl", "dt", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
# Controls except tab and line feed, bidi marks and overrides, zero-width, soft hyphen, surrogates,
# private use, tags. ZWJ stays only where it joins emoji.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e"
    "\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    "|\u200d(?![\u2600-\u27bf\U0001f300-\U0001faff])"
)
_SPACES: Final = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_EDGES: Final = re.compile(r" ?\n ?")
_UNFINISHED: Final = re.compile(r"<[^<>]{0,200}$")
_BLANKS: Final = re.compile(r"\n{3,}")


def text_of(markup: str, *, limit: int = MAX_BODY) -> str:
    """Plain text of HTML or text, with line breaks kept and at most one blank line in a row.

    Cut to `limit` characters at a word, with an ellipsis. To be applied once: talk about markup
    (`&lt;div&gt;`) comes out as `<div>`.
    """
    read = markup if len(markup) <= MAX_MARKUP else _UNFINISHED.sub("", markup[:MAX_MARKUP])
    text = _line_feeds(repair_mojibake(read))
    return _cut(tidy(_unescape(text)), limit)


def line_of(markup: str, *, limit: int = MAX_TITLE) -> str:
    """`text_of` on one line, for titles and names."""
    return _cut(" ".join(text_of(markup, limit=MAX_BODY).split()), limit)


def tidy(text: str) -> str:
    """Remove what cannot be seen, compose accents, collapse blanks. Line feeds stay."""
    visible = _INVISIBLE.sub("", _line_feeds(text))
    composed = unicodedata.normalize("NFC", visible)
    lines = _EDGES.sub("\n", _SPACES.sub(" ", composed))
    return _BLANKS.sub("\n\n", lines).strip()


def _line_feeds(text: str) -> str:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unix.replace("\u2028", "\n").replace("\u2029", "\n")


def _unescape(text: str) -> str:
    """Undo tags and entities until nothing is left to undo.

    Tags are stripped once: in text that was escaped (`&lt;p&gt;`) only where a closing tag or
    a line break shows that it was markup, not talk about markup.
    """
    is_stripped = False
    for attempt in range(MAX_PASSES):
        if not is_stripped and (_TAG if attempt == 0 else _CLOSING).search(text):
            text, is_stripped = _strip_tags(text), True
        elif _ENTITY.search(text):
            text = html.unescape(text)
        else:
            break
    return text


def _strip_tags(text: str) -> str:
    # Newlines mean nothing beside real breaks (`<br />\n` is one break), but all without them.
    is_preformatted = "<pre" in text or not _BREAKING.search(text)
    escaped = _NOT_A_TAG.sub("&lt;", _INVISIBLE.sub("", text))
    target = _Text(is_preformatted=is_preformatted)
    parser = etree.HTMLParser(target=target)  # type: ignore[arg-type] # stubs: bytes too; it is str
    parser.feed(escaped)
    return str(parser.close())


class _Text:
    """A parser target: collects text, so no tree is built and no depth is too deep."""

    def __init__(self, *, is_preformatted: bool) -> None:
        self._parts: list[str] = []
        self._dropped = 0
        self._is_at_break = True
        self._is_preformatted = is_preformatted

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Open a tag."""
        if tag in _DROPPED:
            self._dropped += 1
        elif tag == "br" or tag in _BLOCKS:
            self._break(is_forced=tag == "br")
            if tag == "li" and not self._dropped:
                self._parts.append("- ")
        elif tag in {"td", "th"}:
            self._parts.append(" ")

    def end(self, tag: str) -> None:
        """Close a tag."""
        if tag in _DROPPED:
            self._dropped -= 1
        elif tag in _BLOCKS:
            self._break()

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._dropped:
            return
        self._parts.append(text if self._is_preformatted else text.replace("\n", " "))
        self._is_at_break = self._is_at_break and text.isspace()

    def comment(self, _text: str) -> None:
        """Ignore a comment."""

    def close(self) -> str:
        """All text so far."""
        return "".join(self._parts)

    def _break(self, *, is_forced: bool = False) -> None:
        if is_forced or not self._is_at_break:
            self._parts.append("\n")
            self._is_at_break = True


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(None, 1)[0] if " " in head[-80:] or "\n" in head[-80:] else head
    return at_word.rstrip(" ,;:-–—\n") + "…"
