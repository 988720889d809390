"""`python -m local.boards`: the boards' server as a process of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from aiohttp import web

from local.boards.server import build_app

SHUTDOWN_SECONDS = 0.5


def main() -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m local.boards", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True, help="folder of the boards' state")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same projects")
    parser.add_argument("--rate", type=float, default=3.0, help="steps a second")
    parser.add_argument("--paused", action="store_true", help="no steps until /control/resume")
    given = parser.parse_args()
    web.run_app(
        build_app(given.state, given.seed, given.rate, is_paused=given.paused),
        host="127.0.0.1",
        port=given.port,
        shutdown_timeout=SHUTDOWN_SECONDS,
        print=None,
        access_log=None,
    )


if __name__ == "__main__":
    main()
