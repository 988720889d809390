"""The stack's file in its state folder (`stack.json`, `stack.env`) and the claim on that folder.

Owns what other processes may know of a running stack. The claim is a lock that the kernel lets go
with its holder, so a stale file never counts as a running stack.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import orjson

from gigwire.contracts.errors import Fatal
from gigwire.contracts.messages import Frozen
from local.parts import PartName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATE_FILE: Final = "stack.json"
ENV_FILE: Final = "stack.env"
CLAIM_FILE: Final = "stack.lock"


class PartState(Frozen):
    """One part as last written: outside parts have neither ports nor process."""

    address: str
    ports: tuple[int, ...] = ()
    pid: int | None = None
    is_outside: bool = False


class StackState(Frozen):
    """One stack; `is_ready` once every part has answered."""

    supervisor_pid: int
    is_ready: bool
    parts: dict[PartName, PartState]


def write_state(state_dir: Path, state: StackState, env: dict[str, str]) -> None:
    """Replace both files, each in one step."""
    _replace(state_dir / STATE_FILE, orjson.dumps(state.model_dump(), option=orjson.OPT_INDENT_2))
    lines = [f"export {name}='{value}'\n" for name, value in sorted(env.items())]
    _replace(state_dir / ENV_FILE, "".join(lines).encode())


def read_state(state_dir: Path) -> StackState | None:
    """What the last stack on this folder wrote; None when there was none."""
    try:
        return StackState.model_validate_json((state_dir / STATE_FILE).read_bytes())
    except FileNotFoundError:
        return None


@contextmanager
def claimed(state_dir: Path) -> Iterator[None]:
    """Hold the folder for one stack.

    Raises:
        Fatal: another stack has it.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / CLAIM_FILE).open("ab") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Fatal(
                f"a stack already runs on {state_dir}; `gigwire stack down` stops it, or choose "
                "another folder by GIGWIRE_STATE_DIR"
            ) from None
        claim.truncate(0)
        claim.write(str(os.getpid()).encode())
        claim.flush()
        yield


def holder(state_dir: Path) -> int | None:
    """Process id of the stack that runs on this folder now; None when none does."""
    if not is_claimed(state_dir):
        return None
    return int((state_dir / CLAIM_FILE).read_bytes() or 0) or None


def is_claimed(state_dir: Path) -> bool:
    """Whether a stack runs on this folder now."""
    try:
        claim = (state_dir / CLAIM_FILE).open("rb")
    except FileNotFoundError:
        return False
    with claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _replace(path: Path, content: bytes) -> None:
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(content)
    part.replace(path)
