"""Creating and checking topics: the difference between the table and a broker, and applying it.

Owns no row of the table (gigwire.contracts.topics). Nothing is ever deleted or repartitioned here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aiokafka.admin import NewTopic
from aiokafka.errors import TopicAlreadyExistsError
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from gigwire.contracts.errors import ConfigurationError, Transient
from gigwire.contracts.topics import (
    CHANGELOGS,
    DLQ_PARTITIONS,
    DLQ_RETENTION_MS,
    TOPICS,
    Topic,
)
from gigwire.runtime.kafka import open_admin, wire_topic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gigwire.runtime.settings import Settings

VISIBLE_SECONDS = 15.0
COMPACTED = {
    "cleanup.policy": "compact",
    # A reader that was away for a day still sees every deletion.
    "delete.retention.ms": str(24 * 3_600_000),
    # What a tombstone took out leaves the disk within a day of the partition's next record.
    "max.compaction.lag.ms": str(24 * 3_600_000),
}

# Long enough for record to store each value before a newer one swallows it. Not for changelogs:
# nobody records them, and a short log recovers faster.
UNTOUCHED = {"min.compaction.lag.ms": str(3_600_000)}


class WireTopic(NamedTuple):
    """One topic as the broker should have it."""

    name: str
    partitions: int
    configs: dict[str, str]


class Plan(NamedTuple):
    """What applying would do: `create` is new, `present` is right, `wrong` explains itself."""

    create: tuple[WireTopic, ...]
    present: tuple[str, ...]
    wrong: tuple[str, ...]


def wanted_topics(settings: Settings) -> tuple[WireTopic, ...]:
    """Every topic of the table with its DLQ, and every changelog, under the wire names."""
    wanted: list[WireTopic] = []
    for topic in TOPICS.values():
        wanted.append(WireTopic(wire_topic(settings, topic), topic.partitions, _configs(topic)))
        if topic.has_dlq:
            dlq = wire_topic(settings, topic.dlq)
            retention = {"retention.ms": str(DLQ_RETENTION_MS)}
            wanted.append(WireTopic(dlq, DLQ_PARTITIONS, retention))
    wanted += [
        WireTopic(wire_topic(settings, changelog.name), changelog.partitions, dict(COMPACTED))
        for changelog in CHANGELOGS
    ]
    return tuple(wanted)


def _configs(topic: Topic) -> dict[str, str]:
    if topic.is_compacted:
        return {**COMPACTED, **UNTOUCHED}
    return {"retention.ms": str(topic.retention_ms if topic.retention_ms is not None else -1)}


def plan(wanted: tuple[WireTopic, ...], existing: Mapping[str, int]) -> Plan:
    """Compare the table with a broker.

    Args:
        wanted: rows of the table.
        existing: partition count by name, as the broker has it.
    """
    create = tuple(topic for topic in wanted if topic.name not in existing)
    wrong = tuple(
        f"{topic.name}: the table says {topic.partitions} partitions, the broker has "
        f"{existing[topic.name]}; keys would move, so nothing is changed. Use a new "
        "GIGWIRE_KAFKA__PREFIX, or copy the topic by hand"
        for topic in wanted
        if existing.get(topic.name, topic.partitions) != topic.partitions
    )
    present = tuple(topic.name for topic in wanted if existing.get(topic.name) == topic.partitions)
    return Plan(create, present, wrong)


async def existing_topics(settings: Settings) -> dict[str, int]:
    """Partition count of every topic of the broker, by wire name."""
    async with open_admin(settings) as admin:
        described = await admin.describe_topics()
    return {one["topic"]: len(one["partitions"]) for one in described}


async def apply_topics(settings: Settings) -> Plan:
    """Create what is missing. Safe to repeat and to run twice at once.

    Raises:
        ConfigurationError: a topic exists with another partition count; that topic is untouched,
            and nothing was created unless somebody made it at the same moment.
        Transient: the broker refused a creation, or does not show a topic after 15 s.
    """
    wanted = wanted_topics(settings)
    todo = plan(wanted, await existing_topics(settings))
    if todo.wrong:
        raise ConfigurationError(todo.wrong)
    if todo.create:
        await _create(settings, todo.create)
        await _check(settings, wanted)
    return todo


# A broker answers from what it has heard so far: a topic that somebody made a moment ago may be
# missing from the first look, and its partition count with it.
@retry(
    retry=retry_if_exception_type(Transient),
    wait=wait_fixed(0.1),
    stop=stop_after_delay(VISIBLE_SECONDS),
    reraise=True,
)
async def _check(settings: Settings, wanted: tuple[WireTopic, ...]) -> None:
    seen = plan(wanted, await existing_topics(settings))
    if seen.wrong:
        raise ConfigurationError(seen.wrong)
    if seen.create:
        names = ", ".join(topic.name for topic in seen.create)
        raise Transient(f"the broker does not show these topics yet: {names}")


async def _create(settings: Settings, topics: tuple[WireTopic, ...]) -> None:
    new = [
        NewTopic(
            name=topic.name,
            num_partitions=topic.partitions,
            replication_factor=settings.kafka.replication,
            topic_configs=topic.configs,
        )
        for topic in topics
    ]
    async with open_admin(settings) as admin:
        answer = await admin.create_topics(new)
    for name, code, *message in answer.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            text = message[0] if message else f"error {code}"
            raise Transient(f"topic {name} could not be created: {text}")
