"""The whole local stack: starts its parts together, keeps them running, ends them in order.

Owns the parts' processes, ports and the stack's file. Parts die with the process that owns the
stack, even on kill -9 (`gigwire.runtime.leash`). Not bound to an event loop, but to the thread that
starts it: on Linux the leash is held by the starting thread.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self

from gigwire.runtime.tasks import background
from local.jars import default_cache
from local.kafka_archive import ensure_kafka
from local.keeper import keep
from local.parts import (
    PARTS,
    PORTS_OF,
    PartName,
    address_of,
    kafka_command,
    server_command,
    stack_env,
)
from local.ports import PortClaims
from local.process import ChildProcess
from local.state import PartState, StackState, claimed, read_state, write_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from gigwire.runtime.tasks import Stop
    from local.process import Command


class LocalStack:
    """`async with LocalStack(folder, only=("kafka",)) as stack: stack.addresses["kafka"]`.

    Args:
        state_dir: everything the stack keeps; the same folder continues where it ended.
        only: the parts to start.
        outside: parts that exist elsewhere, by address; they are not started.
        cache_dir: per-user folder of downloads; the platform's default when None.
        seed: of the projects that the boards show.
        extra: further arguments of a part's server.
    """

    def __init__(
        self,
        state_dir: Path,
        *,
        only: tuple[PartName, ...] = PARTS,
        outside: Mapping[PartName, str] | None = None,
        cache_dir: Path | None = None,
        seed: int = 1,
        extra: Mapping[PartName, tuple[str, ...]] | None = None,
    ) -> None:
        self.state_dir = state_dir
        self._outside = {name: at for name, at in (outside or {}).items() if name in only}
        self._own = tuple(name for name in PARTS if name in only and name not in self._outside)
        self._cache_dir = cache_dir or default_cache()
        self._seed = seed
        self._extra = dict(extra or {})
        self._claims = PortClaims()
        self._ports: dict[PartName, tuple[int, ...]] = {}
        self._processes: dict[PartName, ChildProcess] = {}
        self._unwanted: set[PartName] = set()  # stopped on purpose: not to be revived
        self._claim: AbstractContextManager[None] | None = None

    @property
    def addresses(self) -> dict[PartName, str]:
        """Part to address, outside ones included: `host:port` of Kafka, URLs of the others."""
        own = {name: address_of(name, ports[0]) for name, ports in self._ports.items()}
        return {**own, **self._outside}

    @property
    def env(self) -> dict[str, str]:
        """GIGWIRE_* variables for stages that shall talk to this stack."""
        return stack_env(self.addresses, self.state_dir)

    def process(self, part: PartName) -> ChildProcess:
        """The child of a part that this stack started; KeyError for others."""
        return self._processes[part]

    async def start(self) -> None:
        """Start all parts together; returns when all have answered.

        Raises:
            Fatal: the folder is taken, jars cannot be had, or a part did not become ready (its
                log's end is quoted). Nothing runs then.
        """
        claim = claimed(self.state_dir)
        claim.__enter__()
        self._claim = claim
        async with AsyncExitStack() as undo:
            undo.push_async_callback(self.stop)
            self._claim_ports()
            self._write(is_ready=False)
            await self._start_all()
            undo.pop_all()
        self._write(is_ready=True)

    async def stop(self) -> None:
        """Stop all parts, Kafka last, and let folder and ports go. Repeats do nothing."""
        self._unwanted.update(self._processes)
        others = [child for name, child in self._processes.items() if name != "kafka"]
        await asyncio.gather(*(child.stop() for child in others))
        if "kafka" in self._processes:
            await self._processes["kafka"].stop()
        self._claims.release()
        if self._claim is not None:
            self._write(is_ready=False)
            self._claim.__exit__(None, None, None)
            self._claim = None

    async def kill(self, part: PartName) -> None:
        """Kill -9 a part; it stays down until `restart`."""
        self._unwanted.add(part)
        await self._processes[part].kill()

    async def restart(self, part: PartName) -> None:
        """Start a part again on its port and state, stopping it first if it runs."""
        await self._processes[part].restart()
        self._unwanted.discard(part)
        self._restarted()

    async def supervise(self, stop: Stop) -> None:
        """Restart, with back-off, what dies unasked, until `stop` is set."""
        keepers = (
            keep(child, is_wanted=partial(self._is_wanted, name), restarted=self._restarted)
            for name, child in self._processes.items()
        )
        async with background(*keepers):
            await stop.wait()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()

    def _is_wanted(self, name: PartName) -> bool:
        return name not in self._unwanted

    def _restarted(self) -> None:
        self._write(is_ready=True)

    def _claim_ports(self) -> None:
        last = read_state(self.state_dir)
        for name in self._own:
            before = last.parts[name].ports if last is not None and name in last.parts else ()
            wanted = before if len(before) == PORTS_OF[name] else (None,) * PORTS_OF[name]
            self._ports[name] = tuple(self._claims.claim(preferred=port) for port in wanted)

    async def _start_all(self) -> None:
        for name in self._own:
            self._processes[name] = ChildProcess(await self._command(name))
        starts = (child.start() for child in self._processes.values())
        for outcome in await asyncio.gather(*starts, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _command(self, name: PartName) -> Command:
        ports = self._ports[name]
        if name != "kafka":
            server = server_command(name, self.state_dir, ports[0], self._seed)
            return replace(server, argv=(*server.argv, *self._extra.get(name, ())))
        java = await ensure_kafka(self._cache_dir)
        return await asyncio.to_thread(kafka_command, java, self.state_dir, ports)

    def _write(self, *, is_ready: bool) -> None:
        parts = {
            name: PartState(
                address=address,
                ports=self._ports.get(name, ()),
                pid=self._processes[name].pid if name in self._processes else None,
                is_outside=name in self._outside,
            )
            for name, address in self.addresses.items()
        }
        state = StackState(supervisor_pid=os.getpid(), is_ready=is_ready, parts=parts)
        write_state(self.state_dir, state, self.env)
