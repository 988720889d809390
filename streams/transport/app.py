"""A Faust app on the mended transport. Owns the wiring of the parts, no stage and no topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import faust
from faust.transport.drivers.aiokafka import Transport

from streams.transport.consumer import MendedConsumer, consumer_of
from streams.transport.monitor import QuietMonitor
from streams.transport.producer import MendedProducer
from streams.transport.recovery import MendedTables

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_STALLED_SECONDS = 60.0
OWN_PARTS = {"TableManager": MendedTables, "Monitor": QuietMonitor}


class MendedTransport(Transport):
    """Faust's aiokafka driver with our consumer and producer."""

    Consumer = MendedConsumer
    Producer = MendedProducer


class MendedApp(faust.App):
    """An app that loses nothing at a rebalance and commits nothing before its outputs.

    Args:
        stalled_seconds: patience of the progress watchdog.
        on_stalled: told at each look how long the worst partition has not moved.
        is_write_ahead: rows are stored before the records decided with them; else after.

    Other arguments are Faust's settings. The worker ends with the error of `app.crash_reason`
    whenever going on would lose something; run it supervised.
    """

    def __init__(
        self,
        *args: Any,
        stalled_seconds: float = DEFAULT_STALLED_SECONDS,
        on_stalled: Callable[[float], None] = lambda _: None,
        is_write_ahead: bool = False,
        **settings: Any,
    ) -> None:
        self.stalled_seconds = stalled_seconds
        self.on_stalled = on_stalled
        self.is_write_ahead = is_write_ahead
        super().__init__(*args, **{**OWN_PARTS, **settings})

    @property
    def is_working(self) -> bool:
        """Whether this worker has its partitions, its tables are complete and records flow."""
        if self.should_stop or self.rebalancing or self.in_recovery or not self.has_consumer:
            return False
        return consumer_of(self).is_flowing

    @property
    def has_consumer(self) -> bool:
        """Whether the start came as far as making the consumer."""
        return self._consumer is not None

    @property
    def recovery_seconds(self) -> float:
        """How long the last table recovery took; 0 before the first."""
        recovery = cast("MendedTables", self.tables).recovery
        began, ended = recovery._recovery_started_at, recovery._recovery_ended_at  # noqa: SLF001
        return 0.0 if began is None or ended is None else max(0.0, ended - began)

    def _new_transport(self) -> MendedTransport:
        return MendedTransport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> MendedTransport:
        return MendedTransport(self.conf.broker_producer, self)
