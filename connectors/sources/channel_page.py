"""The shape of a channel's preview page: where messages, their lines, links and times are."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import dropwhile
from typing import Final

from lxml import etree

from gigwire.contracts.errors import Poison

_MESSAGES: Final = etree.XPath(
    '//div[contains(concat(" ", normalize-space(@class), " "), " tgme_widget_message ")]'
)
_HISTORY: Final = etree.XPath('//*[contains(@class, "tgme_channel_history")]')
_TEXT: Final = etree.XPath(
    'descendant::div[contains(concat(" ", normalize-space(@class), " "),'
    ' " tgme_widget_message_text ")][1]'
)
_LINK: Final = etree.XPath('descendant::a[contains(@class, "tgme_widget_message_date")][1]/@href')
_TIME: Final = etree.XPath("descendant::time/@datetime")
_PHOTOS: Final = etree.XPath(
    'descendant::*[contains(concat(" ", normalize-space(@class), " "),'
    ' " tgme_widget_message_photo_wrap ")]/@style'
)
_ADDRESS: Final = re.compile(r"background-image:\s*url\(\s*['\"]?([^'\")\s]+)")
_MORE: Final = etree.XPath('//a[contains(@class, "tme_messages_more")]/@href')
_BLOCKS: Final = frozenset({"br", "p", "div", "li", "blockquote", "pre"})


def document(text: str) -> etree._Element:
    """The page as a tree; nothing is fetched.

    Raises:
        Poison: `cut_off` or `not_html`. An HTML parser mends what is missing, and half a message
            would pass for a whole one, so the end has to be there.
    """
    if not text.rstrip()[-20:].lower().endswith("</html>"):
        raise Poison("cut_off", "the page does not end with </html>")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Poison("not_html", str(error)[:200]) from None
    if root is None:
        raise Poison("not_html", "nothing in it is an element")
    return root


def messages(root: etree._Element) -> list[etree._Element]:
    """The messages, oldest first.

    Raises:
        Poison: `changed_schema`: there are none, and the channel is not empty either.
    """
    found = _elements(_MESSAGES, root)
    if not found:
        _must_be_empty(root)
    return found


def older_before(root: etree._Element) -> int | None:
    """The message number that older messages lie before; None where there are none."""
    more = re.search(r"before=(\d{1,12})", " ".join(_texts(_MORE, root)))
    return int(more[1]) if more else None


def _must_be_empty(root: etree._Element) -> None:
    """A channel without messages has an empty history; any other page is not a channel's."""
    histories = _elements(_HISTORY, root)
    if not histories:
        raise Poison("changed_schema", "neither messages nor a channel's history")
    if any(len(history) for history in histories):
        raise Poison("changed_schema", "a history, but no message in it that we know")


def lines(message: etree._Element) -> list[str]:
    """The message's text by lines, blank ones inside kept; [] where it has none."""
    found = _elements(_TEXT, message)
    if not found:
        return []
    parts: list[str] = []
    _collect(found[0], parts)
    found_lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return list(dropwhile(lambda line: not line, found_lines))


def _collect(element: etree._Element, parts: list[str]) -> None:
    """Text in reading order; iterative, so that no depth of markup is too deep."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if node is not element and node.tag in _BLOCKS:
                parts.append("\n")
            parts.append((node.text or "").replace("\n", " "))
        elif node is not element:
            parts.append((node.tail or "").replace("\n", " "))


def link(message: etree._Element) -> str | None:
    """Address of the message itself."""
    return next(iter(_texts(_LINK, message)), None)


def moment(message: etree._Element) -> datetime | None:
    """When the message was posted; None where the page does not tell.

    Raises:
        Poison: `bad_time`.
    """
    text = next(iter(_texts(_TIME, message)), None)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Poison("bad_time", f"datetime {text[:40]!r}") from None
    if found.tzinfo is None:
        raise Poison("bad_time", f"datetime {text[:40]!r} has no zone")
    return found


def photos(message: etree._Element) -> list[str]:
    """Addresses of the message's pictures, in their order."""
    return [found[1] for style in _texts(_PHOTOS, message) if (found := _ADDRESS.search(style))]


def _elements(path: etree.XPath, node: etree._Element) -> list[etree._Element]:
    found = path(node)
    return [it for it in found if etree.iselement(it)] if isinstance(found, list) else []


def _texts(path: etree.XPath, node: etree._Element) -> list[str]:
    found = path(node)
    return [str(it) for it in found] if isinstance(found, list) else []


def shown(message: etree._Element) -> bytes:
    """A message's bytes, for its dead letter."""
    return bytes(etree.tostring(message, encoding="utf-8"))
