"""From a batch of Kafka records to one table: which one, as which lines, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connectors.sinks.clickhouse.writer import Batch, Line
from gigwire.contracts.errors import Poison
from gigwire.contracts.topics import TOPICS
from gigwire.domain.record import to_letter_line, to_line
from gigwire.runtime.kafka import plain_topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connectors.sinks.clickhouse.writer import ClickHouseWriter
    from connectors.sinks.letters import Letters
    from gigwire.domain.record import Row, Span
    from gigwire.runtime.process import Runtime

LETTERS_TABLE: Final = "dead_letters"


def table_of(topic: str) -> str:
    """Table of a topic's facts, by plain name; all dead letters share one."""
    return topic.replace(".", "_") if topic in TOPICS else LETTERS_TABLE


class TopicWriter:
    """Writes batches of wire topics."""

    def __init__(self, runtime: Runtime, writer: ClickHouseWriter, letters: Letters) -> None:
        self._runtime = runtime
        self._writer = writer
        self._letters = letters

    async def write(self, topic: str, spans: tuple[Span, ...], rows: Sequence[Row]) -> None:
        """Store rows; returns when each is in ClickHouse or in the dead letters."""
        metrics, began = self._runtime.metrics, self._runtime.clock.monotonic()
        name = plain_topic(self._runtime.settings, topic)
        lines, poisoned = _lines(name, rows)
        refused = await self._writer.write(table_of(name), Batch(topic, spans, lines))
        poisoned += [(one.row, Poison("refused_by_clickhouse", one.detail)) for one in refused]
        for row, poison in poisoned:
            await self._letters.send(topic, row, poison)
        metrics.add("gigwire_record_rows_total", len(rows) - len(poisoned), topic=name)
        took = self._runtime.clock.monotonic() - began
        metrics.observe("gigwire_record_batch_seconds", took, topic=name)


def _lines(name: str, rows: Sequence[Row]) -> tuple[list[Line], list[tuple[Row, Poison]]]:
    make = to_line if name in TOPICS else to_letter_line
    lines: list[Line] = []
    poisoned: list[tuple[Row, Poison]] = []
    for row in rows:
        try:
            lines.append(Line(row, make(name, row)))
        except Poison as poison:
            poisoned.append((row, poison))
    return lines, poisoned
