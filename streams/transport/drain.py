"""The loop that takes fetched records to the streams: one task a batch instead of four a record.

Stock Faust 0.15.3 wraps each record in `wait_first` (transport/consumer.py:1220): four tasks and
three rounds of the event loop an event, two thirds of all its work.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiokafka.errors import ConsumerStoppedError, IllegalStateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from faust.types import TP

    from streams.transport.consumer import MendedConsumer

YIELD_EVERY = 50  # records between two turns of the event loop: heartbeats of health, timers
# How long one look for records may take. Partitions left out because a stream's buffer is full
# have to be looked for again soon; a change of the assignment has to be seen soon enough.
LOOK_SECONDS = 0.25
LOOK_SECONDS_WHILE_FULL = 0.02
IDLE_SECONDS = 0.05  # nothing is assigned, or all of it is held


async def drain(consumer: MendedConsumer, fetcher: Any) -> None:
    """Fetch and deliver until the consumer or its fetcher stops."""
    try:
        while not (consumer.should_stop or fetcher.should_stop):
            await asyncio.sleep(0)
            if consumer.flow_active:
                await _one_batch(consumer)
            else:
                await consumer.wait(consumer.can_resume_flow)  # type: ignore[arg-type] # an Event
    except (asyncio.CancelledError, ConsumerStoppedError):
        if not consumer.app.should_stop:
            raise


async def _one_batch(consumer: MendedConsumer) -> None:
    # A copy: stock lends the live set to the other thread, and an emptied set means "all".
    epoch, active = consumer.epoch, frozenset(consumer._active_partitions)  # noqa: SLF001 - one part
    is_full = bool(consumer._buffered_partitions)  # noqa: SLF001 - one part
    if not active:
        await consumer.sleep(LOOK_SECONDS_WHILE_FULL if is_full else IDLE_SECONDS)
        return
    consumer.fetch_epoch = epoch
    records = await consumer._getmany(  # noqa: SLF001 - one part
        active_partitions=active,  # type: ignore[arg-type] # only looked at
        timeout=LOOK_SECONDS_WHILE_FULL if is_full else LOOK_SECONDS,
    )
    if records and epoch == consumer.epoch and consumer.flow_active:
        await consumer.wait_first(
            _deliver(consumer, records, epoch),
            consumer.suspend_flow.wait(),
        )


async def _deliver(consumer: MendedConsumer, records: Mapping[TP, list[Any]], epoch: int) -> None:
    acks, read = consumer.app.topics.acks_enabled_for, consumer._read_offset  # noqa: SLF001
    handlers = consumer.app.topics._tp_to_callback  # noqa: SLF001 - see below
    _track_ends(consumer, records)
    for number, (tp, record) in enumerate(consumer.scheduler.iterate(records), start=1):
        if number % YIELD_EVERY == 0:
            await asyncio.sleep(0)
        if epoch != consumer.epoch or not consumer.flow_active:
            return
        last = read[tp]
        if last is not None and record.offset < last:
            continue  # recovery seeks to the offset it has, not to the one after it
        message = consumer._to_message(tp, record)  # noqa: SLF001
        if acks(message.topic):
            consumer.ledger.hand_out(tp, message.offset)
        # Conductor.on_message takes a lock an event, for the moments in which this map is rebuilt:
        # then the entry is missing, and only then the way through the lock is needed.
        await handlers.get(tp, consumer.callback)(message)
        read[tp] = message.offset


def _track_ends(consumer: MendedConsumer, records: Mapping[TP, list[Any]]) -> None:
    for tp in records:
        try:
            end = consumer.highwater(tp)
        except (IllegalStateError, AssertionError):
            return  # revoked meanwhile; stock passes None on and its sensors fail on it (#214)
        if end is not None:
            consumer.app.monitor.track_tp_end_offset(tp, end)
