"""What a group has committed: the truth or an error, never an empty answer that is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic
from aiokafka.errors import NotCoordinatorForGroupError

from gigwire.runtime.kafka import make_consumer, open_admin
from gigwire.runtime.offsets import group_offsets
from gigwire.runtime.settings import KafkaSettings, Settings
from local.stack import LocalStack

if TYPE_CHECKING:
    from pathlib import Path

WHERE = TopicPartition("kept", 0)
NODE = 1  # the only one of a local broker


async def test_broker_that_does_not_know_its_groups_yet_is_no_broker_without_offsets(
    tmp_path: Path,
) -> None:
    """It says so for the answer as a whole, as it does after each start while it loads them.

    aiokafka's own consumers took that for "nothing committed" and began at the earliest record.
    """
    async with LocalStack(tmp_path, only=("kafka",)) as stack:
        settings = Settings(kafka=KafkaSettings(bootstrap=stack.addresses["kafka"]))
        async with open_admin(settings) as admin:
            with pytest.raises(NotCoordinatorForGroupError):
                await admin.list_consumer_group_offsets("group", group_coordinator_id=NODE)
            assert await group_offsets(admin, "group") == {}
            await admin.create_topics([NewTopic(WHERE.topic, 1, 1)])
            consumer = make_consumer(settings, "group")
            await consumer.start()
            consumer.assign([WHERE])
            await consumer.commit({WHERE: 7})
            assert await consumer.committed(WHERE) == 7
            await consumer.stop()
            assert (await group_offsets(admin, "group"))[WHERE].offset == 7
