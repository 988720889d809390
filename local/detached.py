"""A stack behind its own supervisor: started in the background, found again, stopped.

Owns the life of that supervisor process; what it runs: `local.stack`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import Fatal
from local.parts import log_of
from local.process import is_running, log_tail
from local.state import StackState, holder, is_claimed, read_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START_SECONDS: Final = 300.0  # the first start downloads
STOP_SECONDS: Final = 45.0
POLL_SECONDS: Final = 0.05


def start_detached(state_dir: Path, arguments: tuple[str, ...]) -> StackState:
    """Start `python -m local.cli up ARGUMENTS` on its own; returns when its parts answer.

    Raises:
        Fatal: it ended or took too long; the end of its log is quoted.
    """
    if is_claimed(state_dir):
        raise Fatal(f"a stack already runs on {state_dir}; `gigwire stack status` shows it")
    log = log_of("stack", state_dir)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 - our own command
            (sys.executable, "-m", "local.cli", "up", *arguments),
            env={**os.environ, "GIGWIRE_STATE_DIR": str(state_dir)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _until(lambda: child.poll() is not None or _is_ready(state_dir, child.pid), START_SECONDS)
    state = read_state(state_dir)
    if state is None or child.poll() is not None or not _is_ready(state_dir, child.pid):
        child.terminate()
        raise Fatal(f"the stack did not start; the end of {log}:\n{log_tail(log, 20)}")
    return state


def stop_detached(state_dir: Path) -> bool:
    """Stop the stack on this folder, whoever started it; False when none runs.

    A supervisor that does not end in time is killed; its parts die with it.
    """
    supervisor = holder(state_dir)
    if supervisor is None:
        return False
    os.kill(supervisor, signal.SIGTERM)
    if not _until(lambda: not is_running(supervisor), STOP_SECONDS):
        os.kill(supervisor, signal.SIGKILL)
        _until(lambda: not is_running(supervisor), STOP_SECONDS)
    return True


def _is_ready(state_dir: Path, pid: int) -> bool:
    state = read_state(state_dir)
    return state is not None and state.supervisor_pid == pid and state.is_ready


def _until(is_true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
