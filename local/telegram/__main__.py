"""`python -m local.telegram --port P --state DIR [--token T]...`: Bot API server and chat page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvloop

from gigwire.contracts.errors import Fatal
from local.telegram.server import DEFAULT_TOKEN, number_of, serve


def main() -> int:
    """Read the command line and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m local.telegram", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True, help="folder of the journal")
    parser.add_argument(
        "--token", action="append", help="a token that is accepted; each is a bot of its own"
    )
    wanted = parser.parse_args()
    tokens = wanted.token or [DEFAULT_TOKEN]
    numbers = {number_of(one) for one in tokens}
    if len(numbers) < len(tokens) or not all(one.isdigit() for one in numbers):
        parser.error("a token is <number>:<secret>, another number for each")
    try:
        uvloop.run(serve(wanted.port, wanted.state, tokens))
    except (Fatal, OSError) as error:
        sys.stderr.write(f"local.telegram: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
