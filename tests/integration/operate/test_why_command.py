"""`gigwire why` on a real broker: the person's own records, none from before a tombstone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gigwire.contracts.codec import encode
from gigwire.contracts.ids import UserId, user_key
from gigwire.domain.filters import filter_of
from gigwire.operate.why.cli import read_records
from gigwire.operate.why.story import story_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer, partition_of, wire_topic
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.topics import apply_topics
from tests.support.gigs import a_step, a_subscriber

if TYPE_CHECKING:
    from gigwire.contracts.people import Filter

USER, GONE = UserId(7), UserId(8)


def a_filter(query: str) -> Filter:
    """A saved filter."""
    found = filter_of(query).filter
    assert found is not None
    return found


async def test_the_newest_settings_and_all_steps_are_read(
    kafka_broker: str, topic_prefix: str
) -> None:
    """A later version replaces the earlier one; who was forgotten has no settings."""
    settings = Settings(kafka=KafkaSettings(bootstrap=kafka_broker, prefix=topic_prefix))
    await apply_topics(settings)
    people = [
        (USER, a_subscriber(a_filter("ruby"))),
        (USER, a_subscriber(a_filter("python bot"), version=2)),
        (GONE, a_subscriber(a_filter("python"), user=8)),
        (GONE, None),
    ]
    async with open_producer(settings, "test") as producer:
        unique = wire_topic(settings, "projects.unique")
        await producer.send_and_wait(unique, encode(a_step("c1", title="Python bot")))
        await producer.send_and_wait(unique, b"not ours")
        for user, one in people:
            await producer.send_and_wait(
                wire_topic(settings, "subscribers"),
                encode(one) if one else None,
                key=user_key(user),
                partition=partition_of(user),
            )
    since = SYSTEM_CLOCK.now() - timedelta(hours=1)
    records = await read_records(settings, USER, "https://fl.example/1", since)
    story = story_of(records)
    assert [one.filter.query for one in story.judged] == ["python bot"]
    assert story.judged[0].verdict.holds
    assert (await read_records(settings, GONE, "c1", since)).subscriber is None
    assert (await read_records(settings, USER, "other", since)).steps == []
