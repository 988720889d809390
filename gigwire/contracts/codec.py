"""The one codec: orjson out, pydantic in. Owns bytes <-> model; knows no topic and no broker."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import orjson
from pydantic import ValidationError

from gigwire.contracts.errors import Poison, UnknownSchema
from gigwire.contracts.messages import SCHEMA_VERSION, Event

if TYPE_CHECKING:
    from pydantic import BaseModel

E = TypeVar("E", bound=Event)

MAX_DETAIL = 400  # characters of a validation error kept for the DLQ header


def encode(message: BaseModel) -> bytes:
    """Serialise to compact JSON bytes; times as ISO-8601 with offset, decimals as text.

    Never integer milliseconds: ClickHouse reads those as seconds (reference: DateTime64 in JSON).
    """
    return orjson.dumps(message.model_dump(mode="json"))


def decode(model: type[E], data: bytes | None) -> E:
    """Parse bytes of a topic into its model.

    Raises:
        Poison: `empty`, `not_json` or `wrong_shape`; the detail names the first wrong field.
        UnknownSchema: the record was written by a newer program.
    """
    if not data:
        raise Poison("empty", "the record has no value")
    try:
        event = model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise Poison("not_json", first["msg"][:MAX_DETAIL]) from None
        where = ".".join(str(part) for part in first["loc"])
        raise Poison("wrong_shape", f"{where}: {first['msg']}"[:MAX_DETAIL]) from None
    if event.schema_version > SCHEMA_VERSION:
        raise UnknownSchema(event.schema_version, SCHEMA_VERSION)
    return event
