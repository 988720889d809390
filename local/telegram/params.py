"""Arguments of a Bot API call, whatever body carried them: form fields hold JSON as text.

Owns reading and the errors of wrong types; not what a method makes of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from local.telegram.errors import bad_request
from local.telegram.file_store import Upload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from local.telegram.file_store import Source

ATTACHED = "attach://"
MAX_FIELD_BYTES = 64 << 10  # of a file part that may stand for a text field
TRUE = ("true", "1", "yes", "t")


class Params:
    """Read-only arguments by name; a missing one is None (or its neutral value)."""

    def __init__(
        self, raw: Mapping[str, object], files: Mapping[str, Upload] | None = None
    ) -> None:
        self._raw = raw
        self.files = files or {}

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

    def source(self, name: str) -> Source | None:
        """A file: an upload (of this name, or of the one `attach://` gives), an address, an id."""
        if name in self.files:
            return self.files[name]
        value = self.text(name)
        if value.startswith(ATTACHED):
            return self.files.get(value.removeprefix(ATTACHED))
        return value or None


async def read_params(request: web.Request) -> Params:
    """Arguments from the query, then the body: JSON, url-encoded form or multipart.

    Raises:
        BotApiError: the body cannot be read.
    """
    raw: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        raw.update(_json_object(await request.read()))
    elif request.body_exists:
        files = await _read_form(request, raw)
        return Params(raw, files)
    return Params(raw)


async def _read_form(request: web.Request, raw: dict[str, object]) -> dict[str, Upload]:
    try:
        fields = await request.post()
    except ValueError:
        raise bad_request("can't parse the request body") from None
    return sort_fields(fields.items(), raw)


def sort_fields(
    fields: Iterable[tuple[str, str | bytes | bytearray | web.FileField]], raw: dict[str, object]
) -> dict[str, Upload]:
    """Texts go into `raw`, files are returned; a file that is text counts as a text, too."""
    files: dict[str, Upload] = {}
    for name, value in fields:
        if isinstance(value, web.FileField):
            content = value.file.read()
            files[name] = Upload(value.filename, content)
            is_short = len(content) <= MAX_FIELD_BYTES
            raw[name] = content.decode(errors="replace") if is_short else ""
        else:
            raw[name] = value if isinstance(value, str) else bytes(value).decode(errors="replace")
    return files


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
