"""Arguments of a Bot API call, whatever body carried them: form fields hold JSON as text.

Owns reading and the errors of wrong types; not what a method makes of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from local.telegram.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

TRUE = ("true", "1", "yes", "t")


class Params:
    """Read-only arguments by name; a missing one is None (or its neutral value)."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw = raw

    def text(self, name: str) -> str:
        """A text, empty where missing."""
        value = self._raw.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """A whole number, None where missing or empty."""
        value = self._raw.get(name)
        if value is None or value == "":
            return None
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def chat_id(self) -> int | None:
        """The chat's number; None for a missing one or a user name."""
        given = self.text("chat_id")
        return int(given) if given.removeprefix("-").isdecimal() else None

    def flag(self, name: str) -> bool:
        """A boolean in any of the ways Telegram takes it."""
        value = self._raw.get(name)
        return value is True or str(value).lower() in TRUE

    def structure(self, name: str) -> object:
        """An object or array: JSON text in a form, the thing itself in a JSON body."""
        value = self._raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mappings(self, name: str) -> list[dict[str, object]]:
        """An array of objects, empty where missing."""
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name}: expected an Array of Objects")
        return value

    def texts(self, name: str) -> list[str] | None:
        """An array of texts, None where missing."""
        value = self.structure(name)
        return [str(item) for item in value] if isinstance(value, list) else None


async def read_params(request: web.Request) -> Params:
    """Arguments from the query, then the body: JSON, url-encoded form or multipart.

    Raises:
        BotApiError: the body cannot be read.
    """
    raw: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        raw.update(_json_object(await request.read()))
    elif request.body_exists:
        raw.update(await _form(request))
    return Params(raw)


async def _form(request: web.Request) -> dict[str, object]:
    try:
        fields = await request.post()
    except ValueError:
        raise bad_request("can't parse the request body") from None
    return {name: _field_text(value) for name, value in fields.items()}


def _field_text(value: str | bytes | bytearray | web.FileField) -> str:
    if isinstance(value, web.FileField):
        value = value.file.read()
    return value if isinstance(value, str) else bytes(value).decode(errors="replace")


def _json_object(body: bytes) -> dict[str, object]:
    if not body.strip():
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object: expected an Object")
    return value
