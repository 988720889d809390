"""Text that was UTF-8, read as cp1251, cp1252 or latin-1, and written again: put right if provable.

Provable: every character beyond ASCII of a line, taken back to bytes, forms valid UTF-8, and
that text is shorter. By chance this does not happen: one wrong byte refutes it.
"""

from __future__ import annotations

import re
from typing import Final

# `Ð`, `Ñ`, `Ã`, `Â`, `â` before a byte 80..BF as cp1252 or latin-1 shows it; `Р`, `С` as cp1251.
_LATIN_SIGN: Final = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u2122]"
)
_CYRILLIC_SIGN: Final = re.compile(
    "[\u0413\u0420\u0421\u0432\u0440][\u0080-\u00bf\u0402-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122\u0406]"
)
TWO_BYTES: Final = "\u07ff"  # beyond it UTF-8 takes three bytes or four: `вЂ™`, `рџ’Є`
MIN_CYRILLIC: Final = 3  # `Сё` alone may be the start of a name; three in a row are no accident


def repair_mojibake(text: str) -> str:
    """Repair each line that is provably double encoded; leave all others as they are."""
    if text.isascii() or not (_LATIN_SIGN.search(text) or _CYRILLIC_SIGN.search(text)):
        return text
    return "\n".join(_repair_line(line) for line in text.split("\n"))


def _repair_line(line: str) -> str:
    if _LATIN_SIGN.search(line):
        return _redecode(line, "cp1252", 1) or line
    if _CYRILLIC_SIGN.search(line):
        return _redecode(line, "cp1251", MIN_CYRILLIC) or line
    return line


def _redecode(line: str, codec: str, at_least: int) -> str | None:
    raw = _bytes_of(line, codec)
    if raw is None:
        return None
    try:
        repaired = raw.decode()
    except UnicodeDecodeError:
        return None
    beyond_ascii = [char for char in repaired if not char.isascii()]
    # `MANHÃ` and a no-break space would read as `à`: one pair that ends in a blank proves nothing.
    if len(beyond_ascii) == 1 and "\u00a0" in line:
        return None
    is_proof = len(beyond_ascii) >= at_least or any(char > TWO_BYTES for char in beyond_ascii)
    return repaired if is_proof else None


def _bytes_of(line: str, codec: str) -> bytes | None:
    """Encode as browsers decode: bytes that the code page leaves open are the C1 controls."""
    try:
        return line.encode(codec)
    except UnicodeEncodeError:
        pieces = [_byte_of(char, codec) for char in line]
        return None if None in pieces else b"".join(piece for piece in pieces if piece)


def _byte_of(char: str, codec: str) -> bytes | None:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return bytes([ord(char)]) if 0x80 <= ord(char) <= 0x9F else None
