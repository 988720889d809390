"""Which projects an operator put through the pipeline once more, and when, read from the copies.

The audit says where to look; copies carry the replay's name in their headers. Owns the reading.
"""

from __future__ import annotations

from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.messages import ProjectMatched, UniqueProject
from gigwire.contracts.topics import TOPICS
from gigwire.domain.replay import is_copy
from gigwire.operate.events import events_of, readable
from gigwire.operate.reconcile.facts import Again
from gigwire.operate.scan import scan

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from gigwire.runtime.settings import Settings

# Topics by which an old project reaches people who joined since.
TOPICS_OF_PROJECTS: Final = ("projects.raw", "projects.clean", "projects.unique", "matches")
UNTOLD: Final = timedelta(hours=1)  # where to look while an audit record did not tell its end
BEHIND: Final = timedelta(seconds=1)  # the end is not part of a scan


async def read_again(settings: Settings) -> tuple[Again, ...]:
    """Every project that was copied, once for each copy."""
    audits = await events_of(settings, "ops.audit", AuditRecord)
    return tuple(
        [
            one
            for audit in audits
            for topic in copied_topics(audit)
            for one in await _copies(settings, topic, audit)
        ]
    )


def copied_topics(audit: AuditRecord) -> list[str]:
    """The topics of projects that an operator's doing wrote copies to."""
    if audit.action == "replay":
        return [topic for topic in TOPICS_OF_PROJECTS if topic == audit.arguments["topic"]]
    if audit.action == "dlq_retry":
        letters = audit.arguments["letters"].split()
        graves = {name.rpartition(":")[0] for name in letters}
        return [topic for topic in TOPICS_OF_PROJECTS if TOPICS[topic].dlq in graves]
    return []


async def _copies(settings: Settings, topic: str, audit: AuditRecord) -> list[Again]:
    began, ended = audit.event_time, audit.arguments.get("ended")
    until = datetime.fromisoformat(ended) + BEHIND if ended else began + UNTOLD
    found = scan(settings, topic, TOPICS[topic].partitions, began, until)
    async with aclosing(found) as records:
        return [
            Again(key, datetime.fromtimestamp(record.timestamp / 1000, UTC))
            async for record in records
            if is_copy(record.headers) and (key := key_of(topic, record)) is not None
        ]


def key_of(topic: str, record: ConsumerRecord) -> str | None:
    """The key of the project that a record tells of; None of what nobody can read."""
    if topic == "projects.unique":
        unique = readable(UniqueProject, record.value)
        return None if unique is None else unique.project.key
    if topic == "matches":
        matched = readable(ProjectMatched, record.value)
        return None if matched is None else matched.project.project.key
    key: bytes | None = record.key
    return None if key is None else key.decode(errors="replace")
