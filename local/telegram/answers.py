"""JSON answers of the admin and page APIs (not of the Bot API). Owns their form and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from local.telegram.people import NotPossible

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Body(BaseModel):
    """A request body; an unknown field is an error, so that a typing slip is noticed."""

    model_config = ConfigDict(extra="forbid")


def json_answer(value: object, status: int = 200) -> web.Response:
    """A JSON response."""
    body = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
    return web.Response(body=body, status=status, content_type="application/json")


def checked(handler: Handler) -> Handler:
    """The handler, answering 400 to a wrong request and 409 to an impossible act."""

    async def answered(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_input=False, include_context=False)
            return json_answer({"error": problems}, status=400)
        except ValueError as error:  # a query argument that is no number, or no cursor
            return json_answer({"error": str(error)}, status=400)
        except NotPossible as error:
            return json_answer({"error": str(error)}, status=409)

    return answered
