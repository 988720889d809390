"""Which addresses Telegram keeps as links. Owns the rule; fetches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from local.telegram.entities import Entity

_MENTION = re.compile(r"tg://user\?id=(\d+)")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+", re.UNICODE)
SCHEMES = ("http", "https", "tg", "ton", "tonsite", "mailto")


def checked_link(address: str) -> str | None:
    """The address as Telegram keeps it, or None where it drops the link without an error."""
    address = address.strip()
    has_scheme = "://" in address or address.startswith("mailto:")
    try:
        parts = urlsplit(address if has_scheme else f"http://{address}")
    except ValueError:
        return None
    if parts.scheme not in SCHEMES:
        return None
    if parts.scheme in ("http", "https"):
        if not parts.hostname or not _is_host(parts.hostname):
            return None
        parts = parts._replace(path=parts.path or "/")
    return parts.geturl()


def link_entity(address: str) -> Entity | None:
    """Type and argument of an `<a>`: a mention by id, a link, or nothing."""
    if mention := _MENTION.fullmatch(address):
        user = {"id": int(mention[1]), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": user}
    link = checked_link(address)
    return {"type": "text_link", "url": link} if link else None


def _is_host(host: str) -> bool:
    return host == "localhost" or _HOST.fullmatch(host) is not None
