"""How the parts of a stack are: asked live, never only read from the stack's file."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.table import Table

from gigwire.contracts.messages import Frozen
from local.parts import PartName, probe_of
from local.process import memory_bytes
from local.state import PartState, is_claimed, read_state

if TYPE_CHECKING:
    from pathlib import Path


class PartStatus(Frozen):
    """One part: `is_ready` is None for an outside part, which nobody here asks."""

    name: PartName
    address: str
    is_outside: bool
    is_ready: bool | None
    pid: int | None
    memory_bytes: int


class StackStatus(Frozen):
    """One stack; `is_ready` when its own parts all answer now."""

    state_dir: str
    is_running: bool
    is_ready: bool
    supervisor_pid: int | None
    memory_bytes: int
    parts: tuple[PartStatus, ...]


async def stack_status(state_dir: Path) -> StackStatus:
    """Ask every part of the stack on `state_dir`."""
    state = read_state(state_dir) if is_claimed(state_dir) else None
    found = state.parts if state is not None else {}
    parts = await asyncio.gather(*(_ask(name, part) for name, part in found.items()))
    return StackStatus(
        state_dir=str(state_dir),
        is_running=state is not None,
        is_ready=state is not None and all(part.is_ready is not False for part in parts),
        supervisor_pid=state.supervisor_pid if state is not None else None,
        memory_bytes=sum(part.memory_bytes for part in parts),
        parts=tuple(parts),
    )


async def _ask(name: PartName, part: PartState) -> PartStatus:
    return PartStatus(
        name=name,
        address=part.address,
        is_outside=part.is_outside,
        is_ready=await probe_of(name, part.ports[0])() if part.ports else None,
        pid=part.pid,
        memory_bytes=memory_bytes(part.pid),
    )


def status_table(status: StackStatus) -> Table:
    """The same for a person."""
    table = Table("part", "address", "state", "pid", "memory", title=f"stack {status.state_dir}")
    words = {True: "ready", False: "does not answer", None: "outside"}
    for part in status.parts:
        memory = f"{part.memory_bytes / 1e6:.0f} MB" if part.memory_bytes else ""
        pid = str(part.pid or "")
        table.add_row(part.name, part.address, words[part.is_ready], pid, memory)
    table.caption = f"{status.memory_bytes / 1e6:.0f} MB in all"
    return table
