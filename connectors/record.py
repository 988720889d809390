"""Stage record: every topic and every dead letter topic into ClickHouse, each record once.

Owns the wiring of the stage. The cycle: connectors/sinks/recorder.py; why it is exactly once:
docs/decisions/0004.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from connectors.sinks.assignor import WholeTopicAssignor
from connectors.sinks.clickhouse.client import open_clickhouse
from connectors.sinks.clickhouse.migrate import migrate
from connectors.sinks.clickhouse.writer import ClickHouseWriter
from connectors.sinks.forgetting import forget_often
from connectors.sinks.lag_samples import sample_lag
from connectors.sinks.letters import Letters
from connectors.sinks.recorder import Recorder
from connectors.sinks.tables import TopicWriter
from gigwire.contracts.errors import Transient
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import make_consumer, open_producer, wire_topic
from gigwire.runtime.tasks import background

if TYPE_CHECKING:
    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.runtime.process import Runtime

# While ClickHouse is away nothing is polled; the worker must not be thrown out for its patience.
MAX_POLL_INTERVAL_MS: Final = 24 * 3600 * 1000
RECONNECT_SECONDS: Final = 1.0


def recorded_topics() -> tuple[str, ...]:
    """Plain names of everything that record reads: the table's topics and their dead letters."""
    letters = (topic.dlq for topic in TOPICS.values() if topic.has_dlq)
    return (*TOPICS, *letters)


async def run_record(runtime: Runtime) -> None:
    """The stage. Waits for ClickHouse, brings its tables up to date, records until told to stop.

    Raises:
        ConfigurationError: a migration was edited after it had run.
        Fatal: see `Recorder.run`.
    """
    settings = runtime.settings
    async with AsyncExitStack() as stack:
        client = await _wait_for_clickhouse(runtime, stack)
        if client is None:
            return
        applied = await migrate(client, settings.clickhouse.database)
        runtime.log.info("record.migrated", applied=applied)
        producer = await stack.enter_async_context(open_producer(settings, "record"))
        writer = TopicWriter(runtime, ClickHouseWriter(client, runtime), Letters(runtime, producer))
        consumer = make_consumer(
            settings,
            "record",
            partition_assignment_strategy=(WholeTopicAssignor,),
            max_poll_interval_ms=MAX_POLL_INTERVAL_MS,
        )
        recorder = Recorder(runtime, consumer, writer)
        consumer.subscribe(
            [wire_topic(settings, name) for name in recorded_topics()], listener=recorder
        )
        await consumer.start()
        stack.push_async_callback(consumer.stop)
        async with background(sample_lag(runtime, client), forget_often(runtime, client)):
            await recorder.run()


async def _wait_for_clickhouse(runtime: Runtime, stack: AsyncExitStack) -> AsyncClient | None:
    """The client, once the server answers; None if the stop came first."""
    runtime.health.waiting("clickhouse")
    while not runtime.stop.is_set:
        try:
            return await stack.enter_async_context(open_clickhouse(runtime.settings.clickhouse))
        except Transient as error:
            runtime.log.warning("record.waiting", problem=error.reason[:300])
            await runtime.stop.wait(RECONNECT_SECONDS)
    return None
