"""The form of a dead letter: the untouched bytes as value, everything known about them in headers.

Used by every stage that writes to `<topic>.dlq` and by the operator's tools that read them back.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Frozen, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable

Headers = list[tuple[str, bytes]]

REPLAY_ID: Final = "x-replay-id"  # on records that an operator copied or retried
ATTEMPT: Final = "x-attempt"
ORIGIN: Final = "x-origin"  # topic/partition/offset of the record copied
PREFIX: Final = "x-dlq-"
MAX_DETAIL: Final = 400


class DeadLetter(Frozen):
    """What is known about a record that a stage could not use."""

    stage: str
    error: str  # class name of the error
    reason: str  # short stable code: group by it
    detail: str
    origin: Origin  # plain topic name, without the installation's prefix
    failed_at: datetime
    attempt: int = 1
    trace_id: str = ""


def dead_letter(
    stage: str, error: Poison, origin: Origin, now: datetime, headers: Iterable[tuple[str, bytes]]
) -> DeadLetter:
    """Describe a failure; `headers` are those of the record that failed (attempts go on)."""
    found = dict(headers)
    earlier = found.get(ATTEMPT, b"0")
    return DeadLetter(
        stage=stage,
        error=type(error).__name__,
        reason=error.reason,
        detail=error.detail[:MAX_DETAIL],
        origin=origin,
        failed_at=now,
        attempt=(int(earlier) if earlier.isdigit() else 0) + 1,
    )


def to_headers(letter: DeadLetter) -> Headers:
    """Kafka headers of a dead letter: text as UTF-8."""
    flat = letter.model_dump(mode="json", exclude={"origin"})
    flat |= {f"origin-{name}": value for name, value in letter.origin.model_dump().items()}
    return [(PREFIX + name.replace("_", "-"), str(value).encode()) for name, value in flat.items()]


def from_headers(headers: Iterable[tuple[str, bytes]]) -> DeadLetter:
    """Read a dead letter's headers back.

    Raises:
        Poison: `not_a_dead_letter`: headers are missing.
    """
    found = {
        name.removeprefix(PREFIX).replace("-", "_"): value.decode(errors="replace")
        for name, value in headers
        if name.startswith(PREFIX)
    }
    try:
        origin = Origin(
            topic=found["origin_topic"],
            partition=int(found["origin_partition"]),
            offset=int(found["origin_offset"]),
        )
        return DeadLetter.model_validate({**found, "origin": origin})
    except (KeyError, ValueError) as error:
        raise Poison("not_a_dead_letter", str(error)) from None
