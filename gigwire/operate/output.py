"""How operator commands print: one JSON object, or text for people. Owns no content."""

from __future__ import annotations

import sys

import orjson


def print_json(content: object) -> None:
    """Write one JSON object, indented, and a newline to standard output."""
    sys.stdout.buffer.write(orjson.dumps(content, option=orjson.OPT_INDENT_2, default=str) + b"\n")
    sys.stdout.buffer.flush()
