"""How operator commands print: one JSON object, or text for people. Owns no content."""

from __future__ import annotations

import sys

import orjson


def to_json(content: object) -> bytes:
    """One indented JSON object; named tuples become objects, what JSON does not know its text."""
    return orjson.dumps(content, option=orjson.OPT_INDENT_2, default=_plain)


def _plain(value: object) -> object:
    # orjson refuses subclasses of tuple, and named ones say more as objects anyway
    named = getattr(value, "_asdict", None)
    return str(value) if named is None else named()


def print_json(content: object) -> None:
    """Write one JSON object and a newline to standard output."""
    sys.stdout.buffer.write(to_json(content) + b"\n")
    sys.stdout.buffer.flush()
