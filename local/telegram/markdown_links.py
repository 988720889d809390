"""Addresses within MarkdownV2: where they end, and the special ones of emoji and of times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from local.telegram.errors import bad_request

if TYPE_CHECKING:
    from local.telegram.entities import Entity
    from local.telegram.errors import BotApiError

_ADDRESS = re.compile(r"((?:\\[\x01-\x7e]|\\(?![\x01-\x7e])|[^)\\])*)\)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\x01-\x7e])", re.DOTALL)
_TG = re.compile(r"tg:(?://)?([^/?#]*)/?(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


def read_address(source: str, begin: int) -> tuple[str, int] | None:
    """The address from `begin` on and the place behind its bracket; None where none closes it."""
    found = _ADDRESS.match(source, begin)
    return (_ESCAPED.sub(r"\1", found[1]), found.end()) if found else None


def special_entity(address: str) -> Entity:
    """The entity of `![...](tg://emoji?id=...)` or `![...](tg://time?unix=...&format=...)`.

    Raises:
        BotApiError: 400 in Telegram's words.
    """
    found = _TG.fullmatch(address)
    if found is None:
        raise _cannot("Custom emoji URL must have scheme tg")
    host, arguments = found[1].lower(), parse_qs(found[2] or "")
    first = {name: values[0] for name, values in arguments.items()}
    if host == "time":
        return date_time(first.get("unix", ""), first.get("format", ""))
    if host != "emoji":
        raise _cannot('Custom emoji URL must have host "emoji"')
    if "id" not in first:
        raise _cannot("Custom emoji URL must have an emoji identifier")
    if not _NUMBER.fullmatch(first["id"]):
        raise _cannot("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": first["id"]}


def date_time(unix: str, shape: str) -> Entity:
    """A time that each reader's app shows in their own zone.

    Raises:
        BotApiError: 400, `unix` is no time.
    """
    if not (unix.isascii() and unix.isdigit() and int(unix) < 2**31):
        raise _cannot("Invalid Unix time specified")
    found: Entity = {"type": "date_time", "unix_time": int(unix)}
    return {**found, "date_time_format": shape} if shape else found


def _cannot(why: str) -> BotApiError:
    return bad_request(f"can't parse entities: {why}")
