"""A child that cannot outlive its parent, even a parent killed with -9.

`python -m gigwire.runtime.leash PARENT_PID CMD...`. On Linux the kernel does it
(PR_SET_PDEATHSIG, prctl(2), kept over execve) and the leash becomes the command itself. Elsewhere
the leash stays, watches its parent and passes signals on. Standard library only: starts in 30 ms.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PR_SET_PDEATHSIG: Final = 1  # <linux/prctl.h>
WATCH_SECONDS: Final = 0.2
EXIT_ORPHAN: Final = 143  # as if ended by SIGTERM


def leashed(argv: Sequence[str]) -> list[str]:
    """The command line that runs `argv` tied to the calling process."""
    return [sys.executable, "-m", "gigwire.runtime.leash", str(os.getpid()), *argv]


def main(arguments: Sequence[str]) -> int:
    """Tie this process to the parent, then become (or run) the command; gives an exit code."""
    parent, command = int(arguments[0]), list(arguments[1:])
    return _become(parent, command) if sys.platform == "linux" else _watch(parent, command)


def _become(parent: int, command: list[str]) -> int:
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the prctl: no signal would ever come
        return EXIT_ORPHAN
    os.execvp(command[0], command)  # noqa: S606 - the very point
    return EXIT_ORPHAN  # never reached: execvp returns only by raising


def _watch(parent: int, command: list[str]) -> int:
    child = subprocess.Popen(command)  # noqa: S603 - our own command line
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while child.poll() is None:
        if os.getppid() != parent:
            child.kill()
        time.sleep(WATCH_SECONDS)
    return child.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
