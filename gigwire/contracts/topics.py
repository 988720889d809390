"""The one table of topics: what each holds, its partitions and key, who writes and who reads it.

Nothing is created outside this table (`gigwire topics plan|apply`). docs/topics.md is generated
from it. Owns no connection to a broker.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gigwire.contracts.broadcasts import Broadcast, BroadcastProgressed
from gigwire.contracts.changelogs import CHANGELOGS
from gigwire.contracts.delivery import (
    AuditRecord,
    LedgerEntry,
    NotificationDecided,
    NotificationDue,
)
from gigwire.contracts.forgotten import FORGOTTEN_MS, PersonForgotten
from gigwire.contracts.messages import (
    CleanProject,
    ProjectMatched,
    ProjectsFannedOut,
    RawProject,
    Tick,
    UniqueProject,
)
from gigwire.contracts.orders import NotePublished
from gigwire.contracts.people import FeedbackGiven, Subscriber, TelegramUpdate
from gigwire.contracts.rates import RatesPublished
from gigwire.contracts.returned import NotificationReturned
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.contracts.sources import SourceCursor, SourcePolled
from gigwire.contracts.topic import DAY_MS, HOUR_MS, USER_PARTITIONS, Changelog, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CHANGELOGS",
    "DAY_MS",
    "DLQ_PARTITIONS",
    "DLQ_RETENTION_MS",
    "HOUR_MS",
    "TOPICS",
    "USER_PARTITIONS",
    "Changelog",
    "Topic",
    "topics_of_reader",
]

_TABLE: Final = (
    Topic(
        name="projects.raw",
        doc="Every observation of a project at a board that differs from the last one.",
        model=RawProject,
        partitions=USER_PARTITIONS,
        key="source:native_id",
        owner="collect",
        readers=("normalise", "record"),
        retention_ms=30 * DAY_MS,
    ),
    Topic(
        name="sources.polls",
        doc="The outcome of each request to a board.",
        model=SourcePolled,
        partitions=1,
        key="source",
        owner="collect",
        readers=("record",),
    ),
    Topic(
        name="sources.cursors",
        doc="What the next poll of a source needs: ETag, Last-Modified, ids seen.",
        model=SourceCursor,
        partitions=1,
        key="source",
        owner="collect",
        readers=("record",),
        loaded_by=("collect",),
        retention_ms=None,
        is_compacted=True,
    ),
    Topic(
        name="projects.clean",
        doc="Normalised projects that are new, changed or closed; one partition: decision 0003.",
        model=CleanProject,
        partitions=1,
        key="source:native_id",
        owner="normalise",
        readers=("dedupe", "record"),
    ),
    Topic(
        name="projects.unique",
        doc="Steps in the life of a cluster of equal projects from all boards.",
        model=UniqueProject,
        partitions=1,
        key="cluster_id",
        owner="dedupe",
        readers=("fanout", "record"),
    ),
    Topic(
        name="projects.fanout",
        doc="Unique projects, analysed, in micro-batches: the same packed bytes in each partition.",
        model=ProjectsFannedOut,
        partitions=USER_PARTITIONS,
        key="partition number",
        owner="fanout",
        readers=("match", "record"),
        retention_ms=DAY_MS,
    ),
    Topic(
        name="ticks",
        doc="Time as an event, once per user partition and tick.",
        model=Tick,
        partitions=USER_PARTITIONS,
        key="partition number",
        owner="fanout",
        readers=("personalise", "record"),
        retention_ms=HOUR_MS,
        has_dlq=True,
    ),
    Topic(
        name="subscribers",
        doc="The whole of each person's settings and filters; a tombstone forgets the person.",
        model=Subscriber,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="chat",
        readers=("match", "personalise", "record"),
        loaded_by=("chat",),
        retention_ms=None,
        is_compacted=True,
    ),
    Topic(
        name="people.forgotten",
        doc="Who asked to be forgotten: what names them goes from every store, and this last.",
        model=PersonForgotten,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="chat",
        readers=("record",),
        loaded_by=("chat", "notify"),
        retention_ms=FORGOTTEN_MS,
    ),
    Topic(
        name="matches",
        doc="All users of one partition whom one project fits: filters and scores as columns.",
        model=ProjectMatched,
        partitions=USER_PARTITIONS,
        key="cluster_id, explicit user partition",
        owner="match",
        readers=("personalise", "record"),
    ),
    Topic(
        name="telegram.updates",
        doc="Updates exactly as the Bot API gave them.",
        model=TelegramUpdate,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="ingress",
        readers=("chat", "record"),
    ),
    Topic(
        name="feedback",
        doc="What people did with their cards, and asked about them.",
        model=FeedbackGiven,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="chat",
        readers=("personalise", "record"),
        retention_ms=30 * DAY_MS,
    ),
    Topic(
        name="notifications.due",
        doc="One thing to do at the Bot API: a card, a digest, an edit, a reply.",
        model=NotificationDue,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="personalise, chat",
        readers=("notify", "record"),
    ),
    Topic(
        name="notifications.scheduled",
        doc="What is to be sent at a time: set, moved or cancelled; it becomes due by itself.",
        model=ScheduleRequested,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="chat",
        readers=("personalise", "record"),
        retention_ms=30 * DAY_MS,
    ),
    Topic(
        name="notifications.decisions",
        doc="Why each match was sent, held or suppressed: nothing is dropped silently.",
        model=NotificationDecided,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="personalise",
        readers=("record",),
    ),
    Topic(
        name="notifications.ledger",
        doc="The state of each notification: INTENT, then one terminal state.",
        model=LedgerEntry,
        partitions=USER_PARTITIONS,
        key="notification_id, explicit user partition",
        owner="notify",
        readers=("record",),
        loaded_by=("notify",),
        retention_ms=None,
        is_compacted=True,
    ),
    Topic(
        name="broadcasts",
        doc="Messages of admins to many, each as it stands; every instance of chat knows all.",
        model=Broadcast,
        partitions=1,
        key="broadcast_id",
        owner="chat",
        readers=("record",),
        loaded_by=("chat",),
        retention_ms=None,
        is_compacted=True,
    ),
    Topic(
        name="broadcasts.progress",
        doc="How far each user partition has come with a broadcast, and what became of it.",
        model=BroadcastProgressed,
        partitions=1,
        key="broadcast_id:partition",
        owner="chat",
        readers=("record",),
        loaded_by=("chat",),
        retention_ms=None,
        is_compacted=True,
    ),
    Topic(
        name="notifications.returned",
        doc="Cards of which nobody knows whether they arrived: for the person's next digest.",
        model=NotificationReturned,
        partitions=USER_PARTITIONS,
        key="user_id",
        owner="notify",
        readers=("personalise", "record"),
    ),
    Topic(
        name="rates",
        doc="Dated tables of currency rates, by `gigwire rates publish`; none: the bundled one.",
        model=RatesPublished,
        partitions=1,
        key="ISO date",
        owner="rates",
        readers=("record",),
        loaded_by=("normalise", "fanout"),
        retention_ms=None,
        is_compacted=True,
        has_dlq=False,
    ),
    Topic(
        name="ops.notes",
        doc="What everybody is told while something is wrong; every instance of chat knows it.",
        model=NotePublished,
        partitions=1,
        key="note",
        owner="chat, admin",
        readers=("record",),
        loaded_by=("chat",),
        retention_ms=None,
        is_compacted=True,
        has_dlq=False,
    ),
    Topic(
        name="ops.audit",
        doc="What operators and admins did: replays, retries, ledger, rates, broadcasts, orders.",
        model=AuditRecord,
        partitions=1,
        key="action",
        owner="replay, chat",
        readers=("record",),
        retention_ms=None,
        has_dlq=False,
    ),
)

TOPICS: Final[Mapping[str, Topic]] = MappingProxyType({topic.name: topic for topic in _TABLE})

DLQ_PARTITIONS: Final = 1
DLQ_RETENTION_MS: Final = 30 * DAY_MS


def topics_of_reader(stage: str) -> tuple[Topic, ...]:
    """The topics that `stage` consumes, in the order of the table."""
    return tuple(topic for topic in _TABLE if stage in topic.readers)
