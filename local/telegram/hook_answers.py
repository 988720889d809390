"""A Bot API call inside a webhook's answer ("Making requests when getting updates")."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import aiohttp
import orjson

from local.telegram.params import Params

if TYPE_CHECKING:
    from collections.abc import Mapping


async def read_call(answer: aiohttp.ClientResponse) -> tuple[str, Params] | None:
    """Method and arguments from a JSON, form or multipart answer; None where it has none."""
    if answer.content_type == "multipart/form-data":
        return _call(await _parts(answer))
    body = await answer.read()
    if answer.content_type == "application/x-www-form-urlencoded":
        return _call(dict(parse_qsl(body.decode(errors="replace"))))
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return _call(fields) if isinstance(fields, dict) else None


def _call(fields: Mapping[str, object]) -> tuple[str, Params] | None:
    method = fields.get("method")
    return (method, Params(fields)) if isinstance(method, str) and method else None


async def _parts(answer: aiohttp.ClientResponse) -> dict[str, object]:
    fields: dict[str, object] = {}
    async for part in aiohttp.MultipartReader.from_response(answer):
        if isinstance(part, aiohttp.BodyPartReader) and part.name:
            fields[part.name] = await part.text()
    return fields
