"""All broadcasts with their sums, folded as chat folds them; and the next version of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.broadcasts import Broadcast, BroadcastProgressed
from gigwire.contracts.codec import encode
from gigwire.contracts.errors import ConfigurationError
from gigwire.domain.broadcast.board import Board
from gigwire.domain.broadcast.segment import shown_segment
from gigwire.operate.copying import audit_record
from gigwire.operate.events import events_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer, wire_topic

if TYPE_CHECKING:
    from gigwire.runtime.settings import Settings


async def read_board(settings: Settings) -> Board:
    """Everything there is now."""
    board = Board()
    for broadcast in await events_of(settings, "broadcasts", Broadcast):
        board.learn(broadcast)
    for progress in await events_of(settings, "broadcasts.progress", BroadcastProgressed):
        board.count(progress)
    return board


def found(board: Board, name: str) -> Broadcast:
    """The broadcast of that name.

    Raises:
        ConfigurationError: there is none.
    """
    broadcast = board.get(name)
    if broadcast is None:
        raise ConfigurationError((f"no broadcast {name!r}; see `gigwire broadcast list`",))
    return broadcast


async def write(settings: Settings, broadcast: Broadcast, step: str) -> None:
    """The next version, acknowledged, then the audit of it."""
    async with open_producer(settings, "gigwire-operate") as producer:
        key = broadcast.broadcast_id.encode()
        await producer.send_and_wait(wire_topic(settings, "broadcasts"), encode(broadcast), key=key)
        arguments = {"id": str(broadcast.broadcast_id), "step": step, "state": broadcast.state}
        count = broadcast.audience or 0
        record = audit_record("broadcast", arguments, count, SYSTEM_CLOCK.now())
        topic = wire_topic(settings, "ops.audit")
        await producer.send_and_wait(topic, encode(record), key=b"broadcast")


def as_row(broadcast: Broadcast, board: Board) -> dict[str, object]:
    """One broadcast with its sums, without its text."""
    tally = board.tally(broadcast.broadcast_id)
    return {
        "id": broadcast.broadcast_id,
        "state": broadcast.state,
        "author": broadcast.author,
        "approved_by": broadcast.approved_by,
        "segment": shown_segment(broadcast.segment),
        "at": broadcast.at,
        "audience": tally.audience if broadcast.audience is None else broadcast.audience,
        "emitted": tally.emitted,
        "sent": tally.sent,
        "failed": tally.failed,
        "unknown": tally.unknown,
        "version": broadcast.version,
        "changed_by": broadcast.changed_by,
        "changed_at": broadcast.event_time,
    }
