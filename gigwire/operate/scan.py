"""Reading ranges of topics for operators: by time or offset, with progress. Writes nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from aiokafka import TopicPartition

from gigwire.contracts.errors import ConfigurationError
from gigwire.runtime.kafka import make_consumer, wire_topic

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping

    from aiokafka import AIOKafkaConsumer, ConsumerRecord

    from gigwire.runtime.settings import Settings

AGO: Final = re.compile(r"^-(\d+)(s|m|h|d)$")
UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
FETCH_MS: Final = 200


class Span(NamedTuple):
    """Offsets of one partition: `first` is read, `end` is not."""

    partition: int
    first: int
    end: int


def parse_time(text: str, now: datetime) -> datetime:
    """A moment: `-15m`, `-2h`, `-1d`, `now`, or ISO 8601 with an explicit zone.

    Raises:
        ConfigurationError: anything else; a time without zone is refused, not guessed.
    """
    if text == "now":
        return now
    if ago := AGO.match(text):
        return now - timedelta(**{UNITS[ago[2]]: int(ago[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        problem = f"{text!r} is no time: write -15m, -2h, now, or 2026-11-21T10:00:00+00:00"
        raise ConfigurationError((problem,))
    return moment.astimezone(UTC)


async def spans_of(
    consumer: AIOKafkaConsumer, topic: str, partitions: int, since: datetime, until: datetime
) -> list[Span]:
    """Offsets of the records of a wire topic with since <= timestamp < until."""
    where = [TopicPartition(topic, number) for number in range(partitions)]
    ends: Mapping[TopicPartition, int] = await consumer.end_offsets(where)
    firsts = await consumer.offsets_for_times(dict.fromkeys(where, _ms(since)))
    lasts = await consumer.offsets_for_times(dict.fromkeys(where, _ms(until)))
    spans = []
    for one in where:
        first = firsts[one].offset if firsts.get(one) else ends[one]
        last = lasts[one].offset if lasts.get(one) else ends[one]
        if first < last:
            spans.append(Span(one.partition, first, last))
    return spans


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


async def records_of(
    consumer: AIOKafkaConsumer, topic: str, spans: list[Span]
) -> AsyncIterator[ConsumerRecord]:
    """Every record of the spans, in order within each partition."""
    ends = {TopicPartition(topic, span.partition): span.end for span in spans}
    if not ends:
        return
    consumer.assign(list(ends))
    for span in spans:
        consumer.seek(TopicPartition(topic, span.partition), span.first)
    while ends:
        fetched = await consumer.getmany(*ends, timeout_ms=FETCH_MS)
        for where, records in fetched.items():
            for record in records:
                if record.offset < ends[where]:
                    yield record
        # position, not the last record: compaction leaves gaps at the end of a span
        for where in [one for one in ends if await consumer.position(one) >= ends[one]]:
            consumer.pause(where)
            del ends[where]


async def scan(
    settings: Settings, topic: str, partitions: int, since: datetime, until: datetime
) -> AsyncGenerator[ConsumerRecord, None]:
    """Every record of a topic (plain name) within a time range; opens its own connection."""
    consumer = make_consumer(settings, None)
    await consumer.start()
    try:
        wire = wire_topic(settings, topic)
        spans = await spans_of(consumer, wire, partitions, since, until)
        async for record in records_of(consumer, wire, spans):
            yield record
    finally:
        await consumer.stop()
