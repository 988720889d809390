"""`python -m gigwire.runtime.leash -- COMMAND…`: a child that dies with its parent, even by -9.

On Linux the kernel is asked to do it and the command replaces this program; elsewhere this
program stays and watches. Owns no restarts. Standard library only: it runs before everything.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PR_SET_PDEATHSIG = 1  # linux/prctl.h
WATCH_SECONDS = 0.2


def leashed(argv: Sequence[str]) -> tuple[str, ...]:
    """The command line that runs `argv` on the leash of the calling process.

    -I -S: nothing of the user's Python environment is needed, and the start takes 10 ms.
    """
    here = str(Path(__file__).resolve())
    return (sys.executable, "-I", "-S", here, "--parent", str(os.getpid()), "--", *argv)


def main() -> int:
    """Read the command line and run it. Returns only where the kernel cannot do the watching."""
    parser = argparse.ArgumentParser(prog="gigwire.runtime.leash", description=main.__doc__)
    parser.add_argument("--parent", type=int, default=os.getppid(), help="id to die with")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    try:
        if sys.platform == "linux":
            die_with_parent(asked.parent)
            os.execvp(asked.command[0], asked.command)  # noqa: S606 - no shell is the point
        return watch(asked.command, asked.parent)
    except OSError as error:
        sys.stderr.write(f"{asked.command[0]} cannot be started: {error.strerror}\n")
        return 127  # as a shell says it


def die_with_parent(parent: int) -> None:
    """Have the kernel send SIGKILL to this process when `parent` ends. Survives exec (prctl(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    if os.getppid() != parent:  # it ended before the request: nobody would send the signal
        sys.exit(1)


def watch(command: list[str], parent: int) -> int:
    """Run `command` as a child; kill it when `parent` is gone; pass SIGTERM and SIGINT on."""
    child = subprocess.Popen(command)  # noqa: S603 - the starter's own command
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: child.send_signal(received))
    while child.poll() is None:
        if os.getppid() != parent:
            child.kill()
        time.sleep(WATCH_SECONDS)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
