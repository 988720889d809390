"""Adds a golden example for each topic whose model changed: `make examples`. Never removes one."""

from __future__ import annotations

import sys

import orjson

from gigwire.contracts.codec import encode
from gigwire.contracts.topics import TOPICS
from tests.contract.test_examples import EXAMPLES, schema_name
from tests.support.messages import message


def main() -> None:
    """Write what is missing."""
    for name, topic in TOPICS.items():
        path = EXAMPLES / name / f"{schema_name(topic)}.json"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            content = orjson.loads(encode(message(name)))
            path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
            sys.stdout.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
