"""One partition of the ledger as its records tell it. Owns whom to believe; writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import NotificationId
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.glimpse import glimpse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiokafka import ConsumerRecord
    from structlog.stdlib import BoundLogger

    from gigwire.contracts.delivery import LedgerState

# Headers of the ledger's records.
READ_TO: Final = "read_to"  # the offset up to which the writer had read the partition
FORGET: Final = "forget"  # a tombstone of the retention, which outlives everything
WITHDRAWN: Final = "withdrawn"  # of any other tombstone: the INTENT that it takes back


class Page:
    """`intents`: bytes of entries that are INTENT; `late`: last records that are not believed.

    A tombstone stands in `late` as the INTENT that it took back. Folding the same records again
    changes nothing.
    """

    def __init__(self, log: BoundLogger) -> None:
        self.book = Book()
        self.intents: dict[NotificationId, bytes] = {}
        self.late: dict[NotificationId, bytes] = {}
        self._log = log

    def fold(self, record: ConsumerRecord) -> None:
        """Take the next record in."""
        key, headers = NotificationId(record.key.decode()), dict(record.headers)
        if record.value is not None:
            self._fold_entry(key, record, headers)
        elif FORGET in headers:
            self.forget(key)
        elif self._admits(None, headers) and self.book.learn(key, None):
            self.settle(key)
        elif WITHDRAWN in headers:
            self.late[key] = headers[WITHDRAWN]

    def forget(self, key: NotificationId) -> None:
        """The retention took it out of the ledger."""
        self.book.forget(key)
        self.settle(key)

    def settle(self, key: NotificationId) -> None:
        """Nothing is open of this notification."""
        self.intents.pop(key, None)
        self.late.pop(key, None)

    def _fold_entry(
        self, key: NotificationId, record: ConsumerRecord, headers: Mapping[str, bytes]
    ) -> None:
        try:
            seen = glimpse(record.value)
        except Poison as error:
            self._log.warning("notify.unreadable_ledger", reason=error.reason, offset=record.offset)
            return
        if not (self._admits(seen.state, headers) and self.book.take(key, seen)):
            self.late[key] = record.value
            return
        self.settle(key)
        if seen.state == "INTENT":
            self.intents[key] = record.value

    def _admits(self, state: LedgerState | None, headers: Mapping[str, bytes]) -> bool:
        read_to = headers.get(READ_TO, b"")
        return not read_to.isdigit() or self.book.admits(state, int(read_to))
