"""Faust's monitor without its bookkeeping of every single event, a quarter of a plain event's cost.

Our own metrics count per stage (streams.wrapper); the progress watchdog replaces Faust's livelock
detector, the only reader of these notes, whose alarms are partly false (#175, #523).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from faust.sensors.monitor import Monitor

if TYPE_CHECKING:
    from faust.types import TP, EventT, Message, StreamT
    from faust.types.tables import CollectionT


class QuietMonitor(Monitor):
    """Notes rebalances, commits and assignments; not events."""

    def on_message_in(self, tp: TP, offset: int, message: Message) -> None:
        """Note nothing."""

    def on_message_out(self, tp: TP, offset: int, message: Message) -> None:
        """Note nothing."""

    def on_stream_event_in(
        self,
        tp: TP,  # noqa: ARG002 - Faust's signature
        offset: int,  # noqa: ARG002 - same
        stream: StreamT[Any],  # noqa: ARG002 - same
        event: EventT[Any],  # noqa: ARG002 - same
    ) -> dict[Any, Any] | None:
        """Note nothing."""
        return None

    def on_stream_event_out(
        self,
        tp: TP,
        offset: int,
        stream: StreamT[Any],
        event: EventT[Any],
        state: dict[Any, Any] | None = None,
    ) -> None:
        """Note nothing."""

    def on_table_get(self, table: CollectionT, key: Any) -> None:
        """Note nothing."""

    def on_table_set(self, table: CollectionT, key: Any, value: Any) -> None:
        """Note nothing."""

    def on_table_del(self, table: CollectionT, key: Any) -> None:
        """Note nothing."""
