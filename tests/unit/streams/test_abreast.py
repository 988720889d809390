"""Partitions of a topic wait for their stream together, and go on together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faust.types import TP

from streams.transport import MendedApp, consumer_of

if TYPE_CHECKING:
    from streams.transport.consumer import MendedConsumer

BATCHES = {TP("projects.fanout", number) for number in range(4)}
PEOPLE = {TP("subscribers", number) for number in range(4)}


async def made() -> MendedConsumer:
    """A consumer that reads two topics; never started."""
    app = MendedApp("abreast", broker="kafka://127.0.0.1:1", store="memory://", web_enabled=False)
    consumer = consumer_of(app)
    consumer.resume_partitions(BATCHES | PEOPLE)
    return consumer


async def test_a_full_stream_stops_all_partitions_of_its_topic_and_no_other() -> None:
    """Else those that are read on would run ahead of the rest, batch after batch."""
    consumer = await made()
    consumer.on_buffer_full(TP("projects.fanout", 2))
    assert consumer._active_partitions == PEOPLE
    consumer.on_buffer_full(TP("projects.fanout", 1))
    assert consumer._buffered_partitions == BATCHES


async def test_room_in_a_stream_lets_all_partitions_of_its_topic_go_on() -> None:
    """Also those whose own turn to be let go has not come."""
    consumer = await made()
    consumer.on_buffer_full(TP("projects.fanout", 2))
    consumer.on_buffer_full(TP("subscribers", 0))
    consumer.on_buffer_drop(TP("projects.fanout", 0))
    assert consumer._active_partitions == BATCHES
    assert consumer._buffered_partitions == PEOPLE
