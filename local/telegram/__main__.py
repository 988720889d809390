"""`python -m local.telegram --port P --state DIR [--token T]`: the Bot API server and chat page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvloop

from gigwire.contracts.errors import Fatal
from local.telegram.server import DEFAULT_TOKEN, serve


def main() -> int:
    """Read the command line and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m local.telegram", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True, help="folder of the journal")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the only token accepted")
    wanted = parser.parse_args()
    if not wanted.token.partition(":")[0].isdigit():
        parser.error("a token is <number>:<secret>")
    try:
        uvloop.run(serve(wanted.port, wanted.state, wanted.token))
    except (Fatal, OSError) as error:
        sys.stderr.write(f"local.telegram: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
