"""Telegram: the public web preview of one channel, HTML, some twenty messages a page.

Owns the shape of a message; which messages are projects is told by `is_project`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from connectors.sources import channel_page as page_of
from connectors.sources.attachments import MOST
from connectors.sources.base import Found, Page, Request, Source, observed, read_items
from connectors.sources.channel_words import (
    budget_line,
    is_closed_mark,
    is_project,
    skills_line,
)
from connectors.sources.text import decoded
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Attachment, RawBudget

if TYPE_CHECKING:
    from datetime import datetime

    from lxml import etree

    from gigwire.contracts.messages import RawProject

LONGEST_TITLE: Final = 200  # characters of a first line that still is a title
# A channel's public name, and the number of a message in it.
_POST: Final = re.compile(r"[A-Za-z]\w{3,31}/(\d{1,12})")


class TelegramChannel(Source):
    """One channel; no credential needed.

    Args:
        channel: its public name.
        base_url: replaces https://t.me.
    """

    name = "telegram_channel"
    default_url = "https://t.me"

    def __init__(self, channel: str, base_url: str | None = None) -> None:
        super().__init__(base_url)
        self.channel = channel

    @property
    def feed(self) -> str:
        """Each channel has a cursor of its own."""
        return f"{self.name}:{self.channel}"

    def request(self, position: int = 0) -> Request:
        """Ask for the newest messages, or for those before message `position`."""
        query = f"?before={position}" if position else ""
        url = f"{self.base_url}/s/{self.channel}{query}"
        return Request(url, headers={"Accept": "text/html"}, position=position)

    def read(self, body: bytes, seen_at: datetime, charset: str | None = None) -> Page:
        """Read a page, see Source.read."""
        document = page_of.document(decoded(body, charset))
        newest_first = reversed(page_of.messages(document))
        page = read_items(newest_first, partial(self._project, seen_at), page_of.shown)
        more = page_of.older_before(document)
        return Page(page.projects, page.rejects, more=more, ignored=page.ignored)

    def _project(self, seen_at: datetime, message: etree._Element) -> RawProject | None:
        post = message.get("data-post") or ""
        if not _POST.fullmatch(post):
            raise Poison("no_id", f"data-post {post[:60]!r}")
        lines = page_of.lines(message)
        if not is_project(lines):
            return None
        link = page_of.link(message) or f"{self.base_url}/{post}"
        found = _found(lines, post, link.partition("?")[0], page_of.moment(message))
        photos = tuple(Attachment(kind="photo", url=url) for url in page_of.photos(message)[:MOST])
        return observed(self.name, replace(found, attachments=photos), seen_at)


def _found(lines: list[str], post: str, url: str, published_at: datetime | None) -> Found:
    is_closed = is_closed_mark(lines[0])
    wanted = lines[1:] if is_closed and len(lines) > 1 else lines
    budget = next((text for line in wanted if (text := budget_line(line))), None)
    skills = next((names for line in reversed(wanted) if (names := skills_line(line))), ())
    kept = [it for it in wanted if not budget_line(it) and not skills_line(it)] or wanted
    title = next(line for line in kept if line)
    body = kept[kept.index(title) + 1 :]
    if len(title) > LONGEST_TITLE:
        title, body = f"{title[: LONGEST_TITLE - 1]}…", kept
    return Found(
        native_id=post,
        url=url,
        title=title,
        body="\n".join(body).strip(),
        budget=RawBudget(text=budget) if budget else None,
        skills=skills,
        status="closed" if is_closed else "open",
        published_at=published_at,
    )
