"""A stage's seat on this machine: who takes it has the group forget the dead member that held it.

A member that was killed stays in its group until its session times out, and its partitions wait. A
seat is a file that its holder's process locks for as long as it lives (flock: let go by the kernel
when it dies, not while it is stopped), with the holder's member id in it. So whoever gets the lock
knows that the member is dead and may leave the group in its name. Owns no membership: without a
seat, or an answer, the group waits for the session as ever.
"""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson
from aiokafka.client import AIOKafkaClient, ConnectionGroup, CoordinationType
from aiokafka.errors import KafkaError, UnknownMemberIdError, for_code
from aiokafka.protocol.group import LeaveGroupRequest

from gigwire.runtime.kafka import connection, wire_group

if TYPE_CHECKING:
    from pathlib import Path

    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import Settings

MOST_SEATS: Final = 64  # processes of one stage that share a state folder
MOST_BYTES: Final = 4096
RETRY_SECONDS: Final = 0.5


class Holder(NamedTuple):
    """Who sat here: a group's member id, and the machine (in a container: the container)."""

    host: str
    member: str


class Seat:
    """A locked file. Kept open until the process ends; a seat without a file keeps nothing."""

    def __init__(self, file: int | None) -> None:
        self._file = file
        self.predecessor = _read(file) if file is not None else None

    def note(self, member: str) -> None:
        """Write down that the process is this member of its group now."""
        if self._file is None:
            return
        told = orjson.dumps((socket.gethostname(), member))
        with suppress(OSError):  # a full disk: then the session's end is waited for
            os.ftruncate(self._file, os.pwrite(self._file, told, 0))

    def close(self) -> None:
        """Let go, as the end of the process would."""
        if self._file is not None:
            os.close(self._file)
        self._file = None


def _read(file: int) -> Holder | None:
    try:
        host, member = orjson.loads(os.pread(file, MOST_BYTES, 0))
    except ValueError:
        return None  # new, or its holder was killed while it wrote
    return Holder(host, member)


def take_seat(folder: Path, group: str) -> Seat:
    """The first seat of a group in the folder that no living process holds.

    Raises:
        OSError: the folder cannot be written, or its files cannot be locked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(MOST_SEATS):
        file = os.open(folder / f"{group}-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return Seat(file)
    return Seat(None)


async def dismiss_predecessor(runtime: Runtime) -> None:
    """Tell the group, once Kafka answers, that the seat's last holder is gone; or that it knew.

    Tried for as long as its session could last, and only for a holder on this machine: locks of a
    folder that machines share may not hold between them.
    """
    held, settings = runtime.seat.predecessor, runtime.settings
    if held is None or held.host != socket.gethostname():
        return
    group = wire_group(settings, runtime.health.stage)
    deadline = runtime.clock.monotonic() + settings.kafka.session_timeout_seconds
    while runtime.clock.monotonic() < deadline and not runtime.stop.is_set:
        try:
            was_there = await leave_group(settings, group, held.member)
        except (KafkaError, OSError) as error:  # a time-out is an OSError
            runtime.log.info("seat.no_answer", reason=type(error).__name__)
            await runtime.stop.wait(RETRY_SECONDS)
        else:
            runtime.log.info("seat.dismissed", was_there=was_there)
            return


async def leave_group(settings: Settings, group: str, member: str) -> bool:
    """Leave a group in the name of a member; whether it was in it. Repeats do nothing.

    Raises:
        KafkaError: the coordinator is not known, or did not answer as it should.
    """
    client = AIOKafkaClient(**connection(settings), client_id="gigwire-seat")
    try:
        await client.bootstrap()
        node = await client.coordinator_lookup(CoordinationType.GROUP, group)
        request = LeaveGroupRequest(group, member)
        answer = await client.send(node, request, group=ConnectionGroup.COORDINATION)
    finally:
        await client.close()
    error = for_code(answer.error_code)
    if answer.error_code and error is not UnknownMemberIdError:
        raise error
    return error is not UnknownMemberIdError
