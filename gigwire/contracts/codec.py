"""The one codec: orjson out, pydantic in, gzip around large values. Owns bytes <-> model.

Knows no topic and no broker.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, TypeVar

import orjson
from pydantic import ValidationError

from gigwire.contracts.errors import Poison, UnknownSchema
from gigwire.contracts.messages import SCHEMA_VERSION, Event

if TYPE_CHECKING:
    from pydantic import BaseModel

E = TypeVar("E", bound=Event)

MAX_DETAIL = 400  # characters of a validation error kept for the DLQ header
# 50 projects with their analyses, 130 KB: level 1 gives 35 KB in 1.0 ms, level 6 31 KB in 3.1 ms.
PACKING_LEVEL: Final = 1
GZIP: Final = 16 + zlib.MAX_WBITS  # zlib's word for gzip's frame, which `zcat` reads
GZIP_MAGIC: Final = b"\x1f\x8b"  # no JSON begins so
# A value of Kafka's 1 MB could unpack to 1 GB.
MOST_UNPACKED: Final = 32 * 1024 * 1024


def encode(message: BaseModel) -> bytes:
    """Serialise to compact JSON bytes; times as ISO-8601 with offset, decimals as text.

    Never integer milliseconds: ClickHouse reads those as seconds (reference: DateTime64 in JSON).
    """
    return orjson.dumps(message.model_dump(mode="json"))


def packed(data: bytes) -> bytes:
    """The bytes in gzip's frame; equal bytes give equal ones, on any day."""
    packer = zlib.compressobj(PACKING_LEVEL, zlib.DEFLATED, GZIP)
    return packer.compress(data) + packer.flush()


def unpacked(data: bytes) -> bytes:
    """JSON bytes of a value, packed or not; whoever looks into raw values begins here.

    Raises:
        Poison: `not_packed`, when what follows gzip's magic is no gzip, cut off or too large.
    """
    if not data.startswith(GZIP_MAGIC):
        return data
    unpacker = zlib.decompressobj(GZIP)
    try:
        plain = unpacker.decompress(data, MOST_UNPACKED)
    except zlib.error as error:
        raise Poison("not_packed", str(error)[:MAX_DETAIL]) from None
    if not unpacker.eof or unpacker.unused_data:
        raise Poison("not_packed", "cut off, too large, or more than one value")
    return plain


def decode(model: type[E], data: bytes | None) -> E:
    """Parse bytes of a topic into its model.

    Raises:
        Poison: `empty`, `not_packed`, `not_json` or `wrong_shape`; the detail names the first wrong
            field.
        UnknownSchema: the record was written by a newer program.
    """
    if not data:
        raise Poison("empty", "the record has no value")
    try:
        event = model.model_validate_json(unpacked(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise Poison("not_json", first["msg"][:MAX_DETAIL]) from None
        where = ".".join(str(part) for part in first["loc"])
        raise Poison("wrong_shape", f"{where}: {first['msg']}"[:MAX_DETAIL]) from None
    if event.schema_version > SCHEMA_VERSION:
        raise UnknownSchema(event.schema_version, SCHEMA_VERSION)
    return event
