"""The ledger folded for a person: entries by the state that counts, and one id's whole story."""

from __future__ import annotations

from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.delivery import LedgerEntry, NotificationDue, Resolution
from gigwire.contracts.ids import NotificationId, UserId
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.notify.book import Book
from gigwire.operate.events import readable
from gigwire.operate.scan import scan
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import partition_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import ConsumerRecord

    from gigwire.runtime.settings import Settings

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Wanted(NamedTuple):
    """Which entries to list; None: any. `since` compares with when the entry became true."""

    state: str | None = "UNKNOWN"
    user: int | None = None
    since: datetime | None = None

    def takes(self, entry: LedgerEntry) -> bool:
        """Whether an entry that counts is asked for."""
        return (
            (self.state is None or entry.state == self.state)
            and (self.user is None or entry.user_id == self.user)
            and (self.since is None or entry.event_time >= self.since)
        )


class Folded:
    """Of each notification the entry that counts, by the very rule of notify."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._book = Book()
        self._entries: dict[NotificationId, LedgerEntry] = {}

    def take(self, key: bytes | None, value: bytes | None) -> None:
        """One record, in log order."""
        name = NotificationId((key or b"").decode(errors="replace"))
        entry = readable(LedgerEntry, value)
        if entry is None:
            if value is None:
                self._book.learn(name, None)
                if self._book.get(name) is None:
                    self._entries.pop(name, None)
            return
        if not self._book.counts(entry):
            return
        self._entries.pop(name, None)
        if self._wanted.takes(entry):
            self._entries[name] = entry

    def entries(self) -> list[LedgerEntry]:
        """What is asked for, oldest first."""
        return sorted(self._entries.values(), key=lambda entry: entry.event_time)


async def read_entries(settings: Settings, wanted: Wanted) -> list[LedgerEntry]:
    """The entries that count and are asked for, oldest first."""
    folded = Folded(wanted)
    rows = scan(settings, "notifications.ledger", USER_PARTITIONS, EPOCH, SYSTEM_CLOCK.now())
    async with aclosing(rows) as records:
        async for record in records:
            folded.take(record.key, record.value)
    return folded.entries()


async def read_story(settings: Settings, key: str) -> list[LedgerEntry]:
    """Every entry of one notification that Kafka still holds, in order."""
    name, found = key.encode(), []
    rows = scan(settings, "notifications.ledger", USER_PARTITIONS, EPOCH, SYSTEM_CLOCK.now())
    async with aclosing(rows) as records:
        async for record in records:
            entry = readable(LedgerEntry, record.value) if record.key == name else None
            if entry is not None:
                found.append(entry)
    return found


async def read_request(settings: Settings, key: str, user: UserId) -> NotificationDue | None:
    """The request of a notification, if Kafka still holds it (7 days)."""
    where = partition_of(user)
    rows = scan(settings, "notifications.due", USER_PARTITIONS, EPOCH, SYSTEM_CLOCK.now())
    async with aclosing(rows) as records:
        found = [record async for record in records if record.partition == where]
    return request_among(found, key)


def request_among(records: Iterable[ConsumerRecord], key: str) -> NotificationDue | None:
    """The newest request of that id; an operator's word on it is none."""
    newest = None
    for record in records:
        due = readable(NotificationDue, record.value)
        if due is None or isinstance(due.content, Resolution):
            continue
        if due.notification_id == key:
            newest = due
    return newest


def counting(story: Iterable[LedgerEntry]) -> LedgerEntry | None:
    """The entry of one notification that counts."""
    book, found = Book(), None
    for entry in story:
        if book.counts(entry):
            found = entry
    return found
