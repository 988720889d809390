"""FL.ru: the RSS feed of all projects, a window of 60 items without further pages."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from lxml import etree

from connectors.sources.base import Found, Page, Request, Source, observed, read_items
from connectors.sources.text import decoded, looks_like_html, without_xml_head
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import RawBudget

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import RawProject

PATH: Final = "/rss/all.xml"
_NUMBER: Final = re.compile(r"/projects/(\d{1,20})(?:/|$)")
_BUDGET: Final = re.compile(r"\s*\(Бюджет:\s*([^()]{1,80})\)\s*$")


class Fl(Source):
    """The feed; no credential needed."""

    name = "fl"
    default_url = "https://www.fl.ru"
    has_pages = False

    def request(self, position: int = 0) -> Request:
        """Ask for the feed; it has one page."""
        headers = {"Accept": "application/rss+xml, application/xml;q=0.9"}
        return Request(self.base_url + PATH, headers=headers, position=position)

    def read(self, body: bytes, seen_at: datetime, charset: str | None = None) -> Page:
        """Read the feed, see Source.read. A project under two categories counts once."""
        channel = _document(body, charset).find("channel")
        if channel is None:
            raise Poison("changed_schema", "no channel in the feed")
        items = channel.findall("item")
        others = {child.tag for child in channel if isinstance(child.tag, str)} - _CHANNEL_TAGS
        if not items and others:
            raise Poison("changed_schema", f"no items, but {min(others)[:60]}")
        return read_items(items, partial(self._project, seen_at), _shown)

    def _project(self, seen_at: datetime, item: etree._Element) -> RawProject:
        link = _text(item, "link") or _text(item, "guid") or ""
        number = _NUMBER.search(link)
        if number is None:
            raise Poison("no_id", f"link {link[:80]!r}")
        title = _text(item, "title") or ""
        budget = _BUDGET.search(title)
        found = Found(
            native_id=number[1].lstrip("0") or "0",
            url=link.partition("?")[0].partition("#")[0],
            title=title[: budget.start()] if budget else title,
            body=_text(item, "description") or "",
            budget=RawBudget(text=budget[1].strip()) if budget else None,
            category=_text(item, "category"),
            published_at=_date(item),
        )
        return observed(self.name, found, seen_at)


# What a feed's channel may hold besides its items (RSS 2.0, and Atom's link to itself).
_CHANNEL_TAGS: Final = frozenset({
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster",
    "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating",
    "textInput", "skipHours", "skipDays", "{http://www.w3.org/2005/Atom}link",
})  # fmt: skip


def _document(body: bytes, charset: str | None) -> etree._Element:
    text = decoded(body, charset)
    if looks_like_html(text):
        raise Poison("html_instead", "a page for people, not RSS")
    # A parser for each document: entities stay unresolved, nothing is fetched, depth is limited.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(without_xml_head(text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Poison("not_xml", str(error)[:200]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Poison("dtd_refused", "a document type with declarations of its own")
    if root.tag != "rss":
        raise Poison("changed_schema", f"the root is {root.tag!s:.60}, not rss")
    return root


def _text(item: etree._Element, name: str) -> str | None:
    child = item.find(name)
    return None if child is None else (child.text or "").strip() or None


def _date(item: etree._Element) -> datetime | None:
    text = _text(item, "pubDate")
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        raise Poison("bad_time", f"pubDate {text[:60]!r}") from None
    if moment.tzinfo is None:
        raise Poison("bad_time", f"pubDate {text[:60]!r} has no zone")
    return moment


def _shown(item: etree._Element) -> bytes:
    return bytes(etree.tostring(item, encoding="utf-8"))
