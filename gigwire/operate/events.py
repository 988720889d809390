"""Reading a whole topic as events, for operators. What no stage could read is left to the DLQ."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Event
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import read_to_end

if TYPE_CHECKING:
    from gigwire.runtime.settings import Settings

E = TypeVar("E", bound=Event)


def readable(model: type[E], value: bytes | None) -> E | None:
    """The event, or None for a tombstone or bytes that are somebody else's."""
    if value is None:
        return None
    try:
        return decode(model, value)
    except Poison:
        return None


async def events_of(settings: Settings, topic: str, model: type[E]) -> list[E]:
    """Every readable event of a topic, in order within each partition."""
    rows = await read_to_end(settings, topic, range(TOPICS[topic].partitions))
    found = (readable(model, value) for _, _, _, value in rows)
    return [event for event in found if event is not None]
