"""What is known of each notification of one partition, folded from the ledger topic.

Owns the rule which record counts when several speak of one notification. Reads no topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.delivery import LedgerState
    from gigwire.contracts.ids import MessageId, NotificationId

TERMINAL: Final = frozenset({"SENT", "REJECTED", "EXPIRED", "UNKNOWN"})


class Mark(NamedTuple):
    """The state of one notification, and where it can be seen."""

    state: LedgerState
    message_id: MessageId | None = None

    @property
    def is_terminal(self) -> bool:
        """Whether nothing may be sent under this id any more."""
        return self.state in TERMINAL


_BARE: Final[dict[LedgerState, Mark]] = {
    state: Mark(state) for state in ("INTENT", "SENT", "REJECTED", "EXPIRED", "UNKNOWN")
}


class Book:
    """Marks by notification id. Learning the same records again changes nothing."""

    def __init__(self) -> None:
        self._marks: dict[NotificationId, Mark] = {}

    def __len__(self) -> int:
        return len(self._marks)

    def get(self, key: NotificationId) -> Mark | None:
        """The mark of a notification, None where the ledger knows nothing of it."""
        return self._marks.get(key)

    def learn(
        self, key: NotificationId, state: LedgerState | None, message_id: MessageId | None = None
    ) -> None:
        """Fold one record in; state None is a tombstone, which withdraws an INTENT.

        SENT is proof and wins over everything. Another terminal state yields only to SENT: an
        INTENT or a withdrawal behind it was written by a process that had lost the partition.
        """
        held = self._marks.get(key)
        if held is not None and held.is_terminal and state != "SENT":
            return
        if state is None:
            self._marks.pop(key, None)
        else:
            self._marks[key] = _BARE[state] if message_id is None else Mark(state, message_id)

    def leftovers(self) -> Iterator[NotificationId]:
        """Ids whose last word is INTENT: in flight when a former owner went away."""
        return (key for key, mark in self._marks.items() if mark.state == "INTENT")
