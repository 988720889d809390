"""One Faust app a stage, with every setting that matters said here. Owns no topic and no decision.

The application id is the stage's word behind the installation's prefix: it names the consumer group
and the changelogs. Nothing happens at import; `build_app` is called inside the running loop.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from gigwire.runtime.kafka import MAX_RECORD_BYTES, METADATA_AGE_MS, wire_group, wire_topic
from streams.sending import Sender, WriteAheadSender
from streams.shell import Shell
from streams.tables import Tables
from streams.topology import row_of
from streams.transport import MendedApp, RawSchema, consumer_of
from streams.wrapper import Wrapper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.stages import Stage
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.rates import FollowedRates
    from gigwire.runtime.settings import Settings
    from streams.shell import Body
    from streams.wrapper import Step

REBALANCE_SECONDS: Final = 30.0  # how long a group waits for a member that is busy
LINGER_SECONDS: Final = 0.002  # five hops are to take less than half a second together
BATCH_BYTES: Final = 262_144


def faust_settings(settings: Settings) -> dict[str, Any]:
    """Faust's settings for every stage; a reason stands where a default is unsafe or slow."""
    kafka, retry = settings.kafka, settings.stream.retry_seconds
    return {
        "broker": [f"kafka://{one}" for one in kafka.bootstrap.split(",")],
        "broker_session_timeout": kafka.session_timeout_seconds,
        "broker_heartbeat_interval": kafka.heartbeat_seconds,
        "broker_request_timeout": kafka.request_timeout_seconds,
        # A rebalance waits for an agent that retries; it must not be thrown out for that.
        "broker_rebalance_timeout": max(REBALANCE_SECONDS, retry + 10),
        "broker_commit_interval": kafka.commit_interval_seconds,
        "broker_max_poll_records": 500,
        "consumer_metadata_max_age_ms": METADATA_AGE_MS,
        "producer_metadata_max_age_ms": METADATA_AGE_MS,
        "consumer_auto_offset_reset": "earliest",  # `latest` may hang recoveries (Faust #651)
        "processing_guarantee": "at_least_once",  # exactly_once loses and repeats (#323, #517)
        "producer_linger": LINGER_SECONDS,
        "producer_max_batch_size": BATCH_BYTES,
        "producer_max_request_size": MAX_RECORD_BYTES,
        "producer_request_timeout": kafka.request_timeout_seconds,  # stock: 1200 s
        "store": "memory://",
        "table_standby_replicas": 0,  # memory tables: a standby saves nothing and shows its rows
        "stream_wait_empty": True,
        "stream_recovery_delay": 0.0,
        "topic_allow_declare": False,  # topics come from `gigwire topics apply`
        "topic_disable_leader": True,
        "web_enabled": False,  # health and metrics are served by gigwire.runtime.health
        "autodiscover": False,
    }


def build_app(runtime: Runtime, stage: Stage, rates: FollowedRates) -> tuple[MendedApp, Body]:
    """The app of a stage with its agents attached, and the work to run beside it."""
    settings, row = runtime.settings, row_of(stage)
    folder = settings.state_dir / "streams" / stage
    folder.mkdir(parents=True, exist_ok=True)
    # Subclasses of Faust's services log under our names what Faust would under its own.
    logging.getLogger("streams.transport").setLevel(logging.WARNING)

    def on_stalled(seconds: float) -> None:
        runtime.metrics.set("gigwire_watchdog_stalled_seconds", seconds, stage=stage)

    app = MendedApp(
        wire_group(settings, stage),
        stalled_seconds=settings.stream.stalled_seconds,
        on_stalled=on_stalled,
        is_write_ahead=row.is_write_ahead,
        consumer_max_fetch_size=row.fetch_bytes,
        datadir=str(folder),
        **faust_settings(settings),
    )

    async def on_assigned(*_: Any, **__: Any) -> None:
        runtime.seat.note(consumer_of(app).member)

    app.on_partitions_assigned.connect(on_assigned)
    sender = (WriteAheadSender if row.is_write_ahead else Sender)(app, runtime, stage)
    shell = Shell(app, runtime, stage, Tables(app, stage), sender, rates)
    body = row.body(shell)
    for step in body.steps:
        _attach(shell, step)
    return app, Whole(body, sender, rates)


class Whole:
    """A stage's body, its sender and its rates, as one piece of work."""

    def __init__(self, body: Body, sender: Sender, rates: FollowedRates) -> None:
        self._body, self._sender, self._rates = body, sender, rates

    @property
    def steps(self) -> Sequence[Step[Any]]:
        """The steps of the body."""
        return self._body.steps

    async def beside(self) -> None:
        """Run all until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._body.beside())
            group.create_task(self._sender.beside())
            group.create_task(self._rates.follow())


def _attach(shell: Shell, step: Step[Any]) -> None:
    wrapper = Wrapper(shell, step)
    wire = wire_topic(shell.runtime.settings, step.topic)
    topic = shell.app.topic(wire, partitions=step.topic.partitions, schema=RawSchema())

    async def agent(stream: Any) -> None:
        await wrapper.run(stream)

    shell.app.agent(topic, name=f"{shell.stage}.{step.topic.name}")(agent)
