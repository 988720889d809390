"""Bytes of the HTTP interface: content encodings both ways, and Native's header of an empty result.

Knows no query and no connection.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from typing import TYPE_CHECKING, Final

import lz4.frame  # type: ignore[import-untyped]  # the package ships no types

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEVEL: Final = 1  # loopback: time matters, size hardly
MIN_COMPRESSED_BYTES: Final = 512


class UnknownEncodingError(ValueError):
    """A Content-Encoding that is not spoken here."""


def _lz4_frames(body: bytes) -> bytes:
    # Clients send one frame a block; the library's own decompress stops after the first.
    parts = []
    while body:
        decoder = lz4.frame.LZ4FrameDecompressor()
        parts.append(decoder.decompress(body))
        if not decoder.eof:
            raise EOFError("an lz4 frame is cut short")
        body = decoder.unused_data or b""
    return b"".join(parts)


_DECODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": gzip.decompress,
    "deflate": zlib.decompress,
    "lz4": _lz4_frames,
    "zstd": zstd.decompress,
}
_ENCODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": lambda body: gzip.compress(body, LEVEL),
    "deflate": lambda body: zlib.compress(body, LEVEL),
    "lz4": lz4.frame.compress,
    "zstd": lambda body: zstd.compress(body, LEVEL),
}


def decode_body(body: bytes, encoding: str) -> bytes:
    """Undo a request's Content-Encoding; an empty name or `identity` means none.

    Raises:
        UnknownEncodingError: the name is not one of gzip, deflate, lz4, zstd.
        ValueError: the bytes are not of that encoding.
    """
    if encoding in ("", "identity"):
        return body
    decoder = _DECODERS.get(encoding)
    if decoder is None:
        raise UnknownEncodingError(encoding)
    try:
        return decoder(body)
    except (OSError, EOFError, RuntimeError, zlib.error, zstd.ZstdError) as error:
        raise ValueError(f"the body is not {encoding}") from error


def choose_encoding(accepted: str) -> str | None:
    """The first encoding of an Accept-Encoding header that is spoken here."""
    names = (part.split(";")[0].strip().lower() for part in accepted.split(","))
    return next((name for name in names if name in _ENCODERS), None)


def encode_body(body: bytes, encoding: str) -> bytes:
    """Apply an encoding that `choose_encoding` gave."""
    return _ENCODERS[encoding](body)


def empty_native(columns: Sequence[tuple[str, str]]) -> bytes:
    """A Native block (revision 0) of no rows: the engine itself would answer with no bytes.

    Args:
        columns: (name, type) in order.
    """
    parts = [_varuint(len(columns)), _varuint(0)]
    for name, kind in columns:
        parts += [_text(name), _text(kind)]
    return b"".join(parts)


def _text(value: str) -> bytes:
    raw = value.encode()
    return _varuint(len(raw)) + raw


def _varuint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
