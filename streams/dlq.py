"""Dead letters of the stream stages: where poison goes, and when it is too much of it.

Owns the limit and the write. What a dead letter looks like: gigwire.contracts.dead_letters.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.dead_letters import dead_letter, to_headers
from gigwire.contracts.errors import Fatal
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from gigwire.contracts.errors import Poison
    from gigwire.runtime.process import Runtime
    from streams.wrapper import Received

WINDOW: Final = 100  # records of a partition over which the ratio is taken
MOST_IN_A_ROW: Final = 20  # also the most that is tolerated before the first good record


class TooMuchPoison(Fatal):
    """Most of what comes is unreadable: that is a bad deploy or producer, not bad records."""


class PoisonLimit:
    """How much of one partition may go to the DLQ (after Arroyo's DlqLimit).

    Args:
        ratio: largest share of the last `WINDOW` records.

    Without a limit a wrong deploy moves a whole topic into the DLQ, at full speed and silently.
    """

    def __init__(self, ratio: float) -> None:
        self._most = ratio * WINDOW
        self._recent: deque[bool] = deque(maxlen=WINDOW)
        self._in_a_row = 0

    def good(self) -> None:
        """Note a record that could be used."""
        self._recent.append(False)
        self._in_a_row = 0

    def poison(self) -> None:
        """Note one that could not, before it is buried.

        Raises:
            TooMuchPoison: the limit is passed: stop, with this record uncommitted.
        """
        self._recent.append(True)
        self._in_a_row += 1
        if self._in_a_row > MOST_IN_A_ROW:
            raise TooMuchPoison(f"{self._in_a_row} unusable records in a row")
        if sum(self._recent) > self._most:
            raise TooMuchPoison(f"{sum(self._recent)} of {len(self._recent)} records unusable")


class DeadLetters:
    """Writes unusable records of one stage to `<topic>.dlq`."""

    def __init__(self, app: Any, runtime: Runtime, stage: str) -> None:
        self._app, self._runtime, self._stage = app, runtime, stage
        self._limits: dict[tuple[str, int], PoisonLimit] = {}

    def limit(self, received: Received) -> PoisonLimit:
        """The limit of the record's partition."""
        where = (received.topic.name, received.origin.partition)
        if where not in self._limits:
            self._limits[where] = PoisonLimit(self._runtime.settings.stream.poison_ratio)
        return self._limits[where]

    async def bury(self, error: Poison, received: Received) -> None:
        """Write the untouched bytes with the reason in headers; returns when Kafka has them.

        Raises:
            TooMuchPoison: the partition's limit is passed; nothing was written.
        """
        self.limit(received).poison()
        letter = dead_letter(
            self._stage, error, received.origin, self._runtime.clock.now(), received.headers
        )
        letter = letter.model_copy(update={"trace_id": received.trace_id})
        stored = await self._app.producer.send(
            wire_topic(self._runtime.settings, received.topic.dlq),
            received.key,
            received.value,
            None,
            None,
            to_headers(letter),
        )
        await stored
        self._runtime.metrics.add("gigwire_dlq_total", stage=self._stage, reason=error.reason)
        self._runtime.log.warning(
            "dlq.buried", reason=error.reason, **received.origin.model_dump(), detail=letter.detail
        )
