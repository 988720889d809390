"""Writing copies of records back to Kafka, with an audit record. Shared by replay and DLQ retry."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Literal

from gigwire.contracts.codec import encode
from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.runtime.kafka import open_producer, wire_topic

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from aiokafka import AIOKafkaProducer

    from gigwire.domain.replay import Copy
    from gigwire.runtime.clock import Clock
    from gigwire.runtime.settings import Settings

Action = Literal["replay", "dlq_retry", "ledger_resolve", "rates_publish", "broadcast"]
FLUSH_EVERY = 500


def audit_record(
    action: Action, arguments: dict[str, str], records: int, now: datetime
) -> AuditRecord:
    """What was done, by whom (the login name), to how many records."""
    name = digest(action, *arguments.values(), now.isoformat())
    return AuditRecord(
        event_id=EventId(name),
        trace_id=TraceId(name),
        event_time=now,
        actor=getpass.getuser(),
        action=action,
        arguments=arguments,
        records=records,
        is_dry_run=False,
    )


async def write_copies(
    settings: Settings,
    copies: AsyncIterator[Copy],
    action: Action,
    arguments: dict[str, str],
    clock: Clock,
) -> int:
    """Write all copies, each acknowledged, then the audit record; gives their number.

    The record's time is the beginning, its argument `ended` the end: all copies lie between them.
    An audit record without its copies cannot exist; copies without it can, after a crash: they
    carry the replay's name in their headers, and repeating the command is harmless.
    """
    count, began = 0, clock.now()
    async with open_producer(settings, "gigwire-operate") as producer:
        async for copy in copies:
            await _write(settings, producer, copy)
            count += 1
            if count % FLUSH_EVERY == 0:
                await producer.flush()
        await producer.flush()
        told = {**arguments, "ended": clock.now().isoformat()}
        record = audit_record(action, told, count, began)
        topic = wire_topic(settings, "ops.audit")
        await producer.send_and_wait(topic, encode(record), key=action.encode())
    return count


async def _write(settings: Settings, producer: AIOKafkaProducer, copy: Copy) -> None:
    await producer.send(
        wire_topic(settings, copy.topic),
        value=copy.value,
        key=copy.key,
        partition=copy.partition,
        headers=copy.headers,
    )
