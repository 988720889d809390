"""JSON answers of the admin and page APIs (not of the Bot API). Owns their form."""

from __future__ import annotations

import orjson
from aiohttp import web


def json_answer(value: object, status: int = 200) -> web.Response:
    """A JSON response."""
    body = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
    return web.Response(body=body, status=status, content_type="application/json")
