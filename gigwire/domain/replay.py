"""Replaying as a plan: which records are copied, under which headers. Reads and writes nothing.

A replay copies records to the end of the topic they came from; it never rewinds a group. Repeats
are harmless because every id downstream is derived from content (decision 1), so the copy changes
only what was lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.dead_letters import ATTEMPT, ORIGIN, REPLAY_ID, DeadLetter, Headers
from gigwire.contracts.errors import ConfigurationError
from gigwire.contracts.ids import digest
from gigwire.contracts.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.messages import Origin
    from gigwire.contracts.topics import Topic

MAX_ATTEMPTS: Final = 3  # a dead letter that failed so often wants a person, not a retry
# Copying these would bring back an older state over a newer one.
NOT_REPLAYABLE: Final = (
    "notifications.ledger",
    "subscribers",
    "people.forgotten",
    "sources.cursors",
    "notifications.scheduled",
    "broadcasts",
    "broadcasts.progress",
    "rates",
    "ops.audit",
)


class Copy(NamedTuple):
    """One record to write: partition and key stay those of the original."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers


def replayable(name: str) -> Topic:
    """The topic of that name, if its records may be copied.

    Raises:
        ConfigurationError: unknown, or its records are states whose order is their meaning.
    """
    allowed = [topic for topic in TOPICS if topic not in NOT_REPLAYABLE]
    if name in allowed:
        return TOPICS[name]
    why = "holds states, not events" if name in TOPICS else "is no topic of Gigwire"
    raise ConfigurationError((f"{name} {why}; choose one of: {', '.join(allowed)}",))


def replay_id(topic: str, first: str, last: str, moment: str) -> str:
    """Name of one replay, in its records' headers and in the audit."""
    return f"replay-{digest(topic, first, last, moment, size=4)}"


def is_copy(headers: Iterable[tuple[str, bytes]]) -> bool:
    """Whether a record is itself a copy: those are not copied again, or each replay would grow."""
    return any(name == REPLAY_ID for name, _ in headers)


def copy_headers(headers: Iterable[tuple[str, bytes]], replay: str, origin: Origin) -> Headers:
    """Headers of a copy: those of the original, the replay's name and where it came from."""
    kept = [(name, value) for name, value in headers if name not in (REPLAY_ID, ORIGIN)]
    where = f"{origin.topic}/{origin.partition}/{origin.offset}"
    return [*kept, (REPLAY_ID, replay.encode()), (ORIGIN, where.encode())]


def retry_copy(letter: DeadLetter, key: bytes | None, value: bytes | None, replay: str) -> Copy:
    """The copy that puts a dead letter back where it came from, with its attempts counted."""
    headers = copy_headers([], replay, letter.origin)
    return Copy(
        topic=letter.origin.topic,
        partition=letter.origin.partition,
        key=key,
        value=value,
        headers=[*headers, (ATTEMPT, str(letter.attempt).encode())],
    )
