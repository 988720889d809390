"""From bytes to text: charsets stated and checked, nothing guessed, nothing replaced silently."""

from __future__ import annotations

import re
from typing import Final

from gigwire.contracts.errors import Poison

# Labels in use, to Python's codecs. WHATWG reads latin-1 as windows-1252, and so do we.
_CODECS: Final = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "us-ascii": "utf-8-sig",
    "ascii": "utf-8-sig",
    "windows-1251": "cp1251",
    "cp1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "utf-16": "utf-16",
}
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_XML_HEAD: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


def decoded(body: bytes, charset: str | None = None) -> str:
    """Decode strictly: by the header's charset, else by an XML declaration, else as UTF-8.

    Raises:
        Poison: `empty`, `unknown_charset`, `wrong_charset` where the bytes do not fit, or
            `cut_off` where only the last character does not.
    """
    if not body.strip():
        raise Poison("empty", "the answer has no body")
    declared = _DECLARED.match(body)
    label = (charset or (declared[1].decode() if declared else "utf-8")).strip().lower()
    codec = _CODECS.get(label)
    if codec is None:
        raise Poison("unknown_charset", label[:40])
    try:
        return body.decode(codec)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise Poison("cut_off", f"ends within a character of {label}") from None
        raise Poison("wrong_charset", f"not {label}: byte {error.start}") from None


def without_xml_head(text: str) -> str:
    """The document without its declaration, whose encoding no longer holds once it is text."""
    return _XML_HEAD.sub("", text, count=1)


def looks_like_html(text: str) -> bool:
    """Whether a page for people came where a program's format was asked for."""
    return text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
