"""Hostile text made safe for Telegram: cleaned, cut between graphemes, escaped.

Feeds are written by strangers. What is removed: control and format characters (bidi overrides,
zero-width), lone surrogates, noncharacters, towers of combining marks (reference `telegram.md` 6).
"""

from __future__ import annotations

import re
import unicodedata
from html import escape as _escape
from html import unescape as _unescape
from typing import Final
from urllib.parse import urlsplit

SOURCE_LIMIT: Final = 4_000  # characters of a text that are looked at: a card shows far fewer
MARK_LIMIT: Final = 3  # combining marks kept on one letter
MAX_URL: Final = 1_000
ELLIPSIS: Final = "…"

_ZWJ: Final = "\u200d"
# Letters that look like nothing: Hangul fillers, Braille blank, Khmer inherent vowels.
_BLANK: Final = re.compile("[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r" ?\n ?(?:\s*\n)?\s*")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_URL: Final = re.compile(r"https?://[^\s\"'<>\\`{}|^\x00-\x20]+", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)


def clean(text: str) -> str:
    """The text without what only serves to deceive; white space collapsed, line ends kept."""
    folded = unicodedata.normalize("NFC", _without_surrogates(text[:SOURCE_LIMIT]))
    kept: list[str] = []
    marks = 0
    for character in folded.replace("\t", " ").replace("\r", "\n"):
        is_mark = unicodedata.combining(character) != 0 or unicodedata.category(character) == "Me"
        marks = marks + 1 if is_mark else 0
        if marks <= MARK_LIMIT and _is_shown(character, kept):
            kept.append(character)
    visible = _BLANK.sub(" ", "".join(kept)).rstrip(_ZWJ)
    return _LINES.sub("\n", _SPACES.sub(" ", visible)).strip()


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def _is_shown(character: str, before: list[str]) -> bool:
    if character == "\n":
        return True
    if character == _ZWJ:  # joins emoji; elsewhere it only hides
        return bool(before) and _is_emoji_part(before[-1])
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False
    return unicodedata.category(character) not in _HIDDEN


def _is_emoji_part(character: str) -> bool:
    return character == "\ufe0f" or unicodedata.category(character) in ("So", "Sk")


def cut(text: str, limit: int) -> str:
    """At most `limit` code points, ending between graphemes, at a word where one is near."""
    if len(text) <= limit:
        return text
    end = max(limit - len(ELLIPSIS), 0)
    while end > 0 and _is_inside_grapheme(text, end):
        end -= 1
    head = text[:end]
    space = max(head.rfind(" "), head.rfind("\n"))
    if space > end * 2 // 3:
        head = head[:space]
    return head.rstrip() + ELLIPSIS if limit else ""


def _is_inside_grapheme(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` would split what a reader sees as one character."""
    character, before = text[at], text[at - 1]
    if before == _ZWJ or character in (_ZWJ, "\ufe0e", "\ufe0f", "\u20e3"):
        return True
    if unicodedata.category(character) in ("Mn", "Mc", "Me"):
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # skin tones
        return True
    return _is_flag(character) and _flags_before(text, at) % 2 == 1


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while at - count > 0 and _is_flag(text[at - count - 1]):
        count += 1
    return count


def escape(text: str) -> str:
    """For the body of a message or a quoted attribute."""
    return _escape(text, quote=True).replace("&#x27;", "&#39;")


def shown(text: str, limit: int) -> str:
    """Cleaned, on one line, cut and escaped: what stands inside a line of a card."""
    return escape(cut(clean(text).replace("\n", " "), limit))


def safe_url(url: str) -> str | None:
    """The address if a person may be sent there: http(s), a host with a dot, nothing hidden."""
    if len(url) > MAX_URL or not _URL.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    if "@" in parts.netloc or not _HOST.fullmatch(host) or not url.isprintable():
        return None
    return url


def domain_of(url: str) -> str:
    """The host that a link leads to, without `www.`: shown, so that nobody is led astray."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def link(url: str | None, label: str) -> str:
    """A link with an escaped label; only the label where the address is not safe."""
    return f'<a href="{escape(url)}">{label}</a>' if url else label


def visible_length(html: str) -> int:
    """How many characters a person sees of text that we rendered."""
    return len(_unescape(_TAG.sub("", html)))
