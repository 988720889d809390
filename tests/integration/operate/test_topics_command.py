"""`gigwire topics` on a real broker: plan, apply, refusal."""

from __future__ import annotations

import pytest
from aiokafka.admin import NewTopic

from gigwire.contracts.errors import ConfigurationError
from gigwire.runtime.kafka import open_admin
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.topics import apply_topics, existing_topics, plan, wanted_topics
from tests.support.waiting import until_async


@pytest.fixture
def settings(kafka_broker: str, topic_prefix: str) -> Settings:
    """An installation of its own on the shared broker."""
    return Settings(kafka=KafkaSettings(bootstrap=kafka_broker, prefix=topic_prefix))


async def test_apply_creates_the_whole_table_once(settings: Settings) -> None:
    """After apply the plan is empty, and a second apply changes nothing."""
    wanted = wanted_topics(settings)
    first = await apply_topics(settings)
    again = await apply_topics(settings)
    assert {topic.name for topic in first.create} == {topic.name for topic in wanted}
    assert again.create == ()
    assert set(again.present) == {topic.name for topic in wanted}
    assert plan(wanted, await existing_topics(settings)).wrong == ()


async def test_a_topic_with_other_partitions_is_refused_and_nothing_is_made(
    settings: Settings,
) -> None:
    """A wrong count stops apply before the first creation, with both numbers in the message."""
    name = f"{settings.kafka.prefix}matches"
    async with open_admin(settings) as admin:
        await admin.create_topics([NewTopic(name, 7, 1)])

    async def is_visible() -> bool:
        return name in await existing_topics(settings)

    await until_async(is_visible)
    with pytest.raises(ConfigurationError, match=r"matches: .* 24 .* 7"):
        await apply_topics(settings)
    own = [one for one in await existing_topics(settings) if one.startswith(settings.kafka.prefix)]
    assert own == [name]
