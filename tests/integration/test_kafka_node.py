"""A real broker of the local stack: what was acknowledged stays, whatever happens to it."""

from __future__ import annotations

import dataclasses
import socket
from typing import TYPE_CHECKING

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError

from local.jars import default_cache
from local.kafka import KafkaNode
from local.kafka_archive import ensure_kafka
from local.ports import PortClaims
from local.process import ChildProcess, NotReadyError
from local.stack import LocalStack

if TYPE_CHECKING:
    from pathlib import Path

MEMORY_LIMIT_BYTES = 600 * 1024 * 1024


async def _create(bootstrap: str, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, 1, 1)])
    finally:
        await admin.close()


async def _send(bootstrap: str, topic: str, values: list[bytes]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for value in values:
            await producer.send_and_wait(topic, value, partition=0)


async def _read(bootstrap: str, topic: str, count: int) -> list[bytes]:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        return [(await consumer.getone()).value for _ in range(count)]
    finally:
        await consumer.stop()


async def test_broker_killed_and_restarted_keeps_its_records(tmp_path: Path) -> None:
    """Kill -9 and a restart on the same port and folder: every acknowledged record is there."""
    values = [str(number).encode() for number in range(50)]
    async with LocalStack(tmp_path, only=("kafka",)) as stack:
        bootstrap = stack.addresses["kafka"]
        await _create(bootstrap, "kept")
        await _send(bootstrap, "kept", values)
        await stack.kill("kafka")
        await stack.restart("kafka")
        await _send(bootstrap, "kept", [b"after"])
        assert await _read(bootstrap, "kept", 51) == [*values, b"after"]


async def test_stack_started_again_on_its_folder_keeps_records_and_address(tmp_path: Path) -> None:
    """A second start continues the first: same address, same records, no second format."""
    async with LocalStack(tmp_path, only=("kafka",)) as stack:
        bootstrap = stack.addresses["kafka"]
        await _create(bootstrap, "kept")
        await _send(bootstrap, "kept", [b"before"])
    async with LocalStack(tmp_path, only=("kafka",)) as stack:
        assert stack.addresses["kafka"] == bootstrap
        assert await _read(bootstrap, "kept", 1) == [b"before"]


async def test_unknown_topic_is_not_created_by_a_send(kafka_broker: str, topic_prefix: str) -> None:
    """Topics come from the one table: the broker creates none by itself."""
    async with AIOKafkaProducer(
        bootstrap_servers=kafka_broker, request_timeout_ms=2000
    ) as producer:
        with pytest.raises(UnknownTopicOrPartitionError):
            await producer.partitions_for(f"{topic_prefix}nowhere")


async def test_broker_stays_small(kafka_stack: LocalStack) -> None:
    """The broker of a development machine stays under 600 MB."""
    assert 0 < kafka_stack.process("kafka").memory_bytes < MEMORY_LIMIT_BYTES


async def test_broker_whose_port_is_taken_quotes_its_log(tmp_path: Path) -> None:
    """A broker that cannot listen ends at once, and the error says what Kafka said."""
    java = await ensure_kafka(default_cache())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        node = KafkaNode(java, tmp_path, port=port, controller_port=PortClaims().claim())
        with pytest.raises(NotReadyError, match=r"exit code 1(.|\n)*Address already in use"):
            await ChildProcess(node.command(tmp_path / "kafka.log")).start()


async def test_second_broker_on_a_live_port_is_not_taken_for_ready(
    kafka_stack: LocalStack, tmp_path: Path
) -> None:
    """The answer of another process never counts as the child's own."""
    command = kafka_stack.process("kafka").command
    second = ChildProcess(dataclasses.replace(command, log=tmp_path / "second.log"))
    with pytest.raises(NotReadyError, match="another process already answers"):
        await second.start()
    assert second.pid is None
