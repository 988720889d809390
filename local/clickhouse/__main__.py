"""`python -m local.clickhouse --port P --state DIR`: serve until SIGTERM; state stays under DIR.

A second process on the same folder is refused with a line that says so.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

from local.clickhouse.engine import Engine
from local.clickhouse.request import User
from local.clickhouse.server import build_app

if TYPE_CHECKING:
    from collections.abc import Sequence


EXIT_USAGE: Final = 78
DRAIN_SECONDS: Final = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, open the folder, serve. Returns the exit code; does not return after SIGTERM."""
    options = _parse(arguments)
    try:
        engine = Engine(Path(options.state) / "clickhouse")
    except RuntimeError as error:
        sys.stderr.write(
            f"local.clickhouse: cannot open {options.state}: {error}. Another process may hold it:"
            " stop that one, or give another --state\n"
        )
        return EXIT_USAGE
    users = {user.name: user for user in (User("default"), *map(_user, options.read_only_user))}
    asyncio.run(_serve(engine, users, options.port))
    # Statements still running are cut like by a crash, which the data folder survives; waiting
    # for them could take longer than the starter's patience.
    os._exit(0)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="local.clickhouse", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1")
    parser.add_argument("--state", required=True, help="folder that keeps everything")
    parser.add_argument(
        "--read-only-user", action="append", metavar="NAME:PASSWORD",
        help="a user who may only read (repeatable); default grafana:grafana",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    options.read_only_user = options.read_only_user or ["grafana:grafana"]
    return options


def _user(text: str) -> User:
    name, _, password = text.partition(":")
    return User(name, password, is_read_only=True)


async def _serve(engine: Engine, users: dict[str, User], port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    app = build_app(engine, users)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await stopped.wait()
    await runner.cleanup()


if __name__ == "__main__":
    sys.exit(main())
