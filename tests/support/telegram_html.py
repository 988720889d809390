"""A strict reader of Telegram's HTML, written apart from what renders it: any doubt is an error."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

TAGS: Final = {
    "b": (),
    "i": (),
    "u": (),
    "s": (),
    "code": (),
    "pre": (),
    "a": ("href",),
    "blockquote": ("expandable",),
    "tg-time": ("unix", "format"),
}
MAX_VISIBLE: Final = 4096
MAX_SOURCE: Final = 32_768

_TOKEN = re.compile(r"<(/?)([a-z-]+)((?:\s[^<>]*)?)>|([^<>&]+)|(&(?:lt|gt|amp|quot|#39);)")
_ATTRIBUTE = re.compile(r'\s([a-z]+)(?:="([^"<>]*)")?')


def visible_text(source: str) -> str:
    """What a person sees.

    Raises:
        AssertionError: Telegram might refuse it, or it hides something.
    """
    assert len(source.encode()) <= MAX_SOURCE, "source too long"
    stack: list[str] = []
    seen: list[str] = []
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        assert token, f"not valid at {at}: {source[at : at + 30]!r}"
        closing, tag, attributes, text, reference = token.groups()
        if tag:
            _check_tag(stack, tag, attributes, is_closing=bool(closing))
        seen.append(html.unescape(text or reference or ""))
        at = token.end()
    assert not stack, f"never closed: {stack}"
    visible = "".join(seen)
    assert visible.strip(), "nothing to see"
    assert len(visible) <= MAX_VISIBLE, "too long"
    _check_characters(visible)
    return visible


def _check_tag(stack: list[str], tag: str, attributes: str, *, is_closing: bool) -> None:
    assert tag in TAGS, f"no such tag: {tag}"
    if is_closing:
        assert not attributes, "attributes on an end tag"
        assert stack, f"</{tag}> without start"
        opened = stack.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        return
    assert tag not in stack, f"<{tag}> within itself"
    rest = _ATTRIBUTE.sub("", attributes)
    assert not rest.strip(), f"odd attributes: {attributes!r}"
    for name, value in _ATTRIBUTE.findall(attributes):
        assert name in TAGS[tag], f"{name} on <{tag}>"
        if name == "href":
            assert re.fullmatch(r"https?://[\x21-\x7e]*|https?://\S+", html.unescape(value)), value
    stack.append(tag)


def _check_characters(visible: str) -> None:
    visible.encode()  # a lone surrogate raises
    for character in visible:
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs")
        assert not hidden or character in "\n\u200d", f"hidden U+{ord(character):04X}"
