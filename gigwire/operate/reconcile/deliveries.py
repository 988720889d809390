"""Whose message is whose: requests, ledger and the Bot API's record joined. Pure.

A message belongs to the notifications whose ledger entries name it (several, if it is a list);
failing that, to the one whose id stands in its buttons (a send whose answer was lost). What belongs
to nobody is a stray.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gigwire.contracts.delivery import Card, Digest
from gigwire.contracts.ids import UserId, notification_id
from gigwire.domain.notify.book import Book
from gigwire.operate.reconcile.facts import Delivery, Pair, Stray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gigwire.contracts.delivery import LedgerEntry, NotificationDue
    from gigwire.contracts.returned import NotificationReturned

# Edits and answers act on messages that others own.
SENDING: Final = ("instant", "digest", "reply")
NOTIFICATION_ID: Final = re.compile(r"[0-9a-f]{24}")


class Message(NamedTuple):
    """One message that the Bot API accepted."""

    chat_id: int
    message_id: int
    text: str
    notification_ids: tuple[str, ...]  # as its buttons carry them, or the cluster's
    accepted_at: datetime | None = None


def message_of(row: Mapping[str, Any]) -> Message:
    """A row of the Bot API server's record."""
    rows = (row.get("reply_markup") or {}).get("inline_keyboard", [])
    pressed = " ".join(button.get("callback_data", "") for line in rows for button in line)
    ids = tuple(dict.fromkeys(NOTIFICATION_ID.findall(pressed)))
    text = row.get("text") or row.get("caption") or ""
    accepted = datetime.fromtimestamp(row["at"], UTC)
    return Message(row["chat_id"], row["message_id"], text, ids, accepted)


def _ids_of(message: Message) -> list[str]:
    """What a message's buttons name: a notification, or the cluster that its card is about."""
    derived = [
        notification_id(UserId(message.chat_id), key, "instant", 0)
        for key in message.notification_ids
    ]
    return [*message.notification_ids, *derived]


class Mail:
    """Requests, their fate and what was accepted. `messages` None: no record; the ledger counts."""

    def __init__(
        self,
        requests: Iterable[NotificationDue],
        entries: Iterable[LedgerEntry],
        messages: list[Message] | None,
    ) -> None:
        self.requests = {str(request.notification_id): request for request in requests}
        self.fate = _fate(entries)
        self._owners: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for key, entry in self.fate.items():
            if entry.message_id is not None and entry.kind in SENDING:
                self._owners[int(entry.chat_id), int(entry.message_id)].append(key)
        self.messages = self._from_ledger() if messages is None else messages

    def _from_ledger(self) -> list[Message]:
        return [Message(chat, number, "", ()) for chat, number in self._owners]

    def owners(self, message: Message) -> list[str]:
        """The notifications that a message belongs to; none: a stray."""
        named = [one for one in _ids_of(message) if one in self.requests]
        return self._owners.get((message.chat_id, message.message_id)) or named[:1]

    def in_state(self, *states: str) -> list[str]:
        """Notifications whose state that counts is one of `states`."""
        return [key for key, entry in self.fate.items() if entry.state in states]

    def unfinished(self) -> list[str]:
        """Requests without any terminal state."""
        waiting = [key for key in self.requests if key not in self.fate]
        return waiting + self.in_state("INTENT")


def _fate(entries: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Of each notification the entry that counts, from entries in log order.

    By the rule of notify: a process that lost its partition in a pause may have its INTENT stored
    when it wakes, behind the end that another one wrote.
    """
    book = Book()
    return {str(entry.notification_id): entry for entry in entries if book.counts(entry)}


def cards_of(request: NotificationDue) -> tuple[Card, ...]:
    """The cards that a request tells of; none for replies, answers and edits."""
    match request.content:
        case Card() as card:
            return (card,)
        case Digest(items=items):
            return items
        case _:
            return ()


def pairs_of(request: NotificationDue, clusters: Mapping[str, str]) -> list[Pair]:
    """The (user, cluster) pairs that a request tells of.

    Args:
        request: what was due.
        clusters: cluster by project key; a key that is missing there stands for itself.
    """
    keys = [str(card.project.project.key) for card in cards_of(request)]
    return [Pair(request.user_id, clusters.get(key, key)) for key in keys]


def deliveries_of(mail: Mail, clusters: Mapping[str, str]) -> list[Delivery]:
    """One delivery for each pair that each accepted message tells of."""
    found: list[Delivery] = []
    for message in mail.messages:
        for owner in mail.owners(message):
            if owner in mail.requests:
                found += _told(mail.requests[owner], message, clusters)
    return found


def _told(
    request: NotificationDue, message: Message, clusters: Mapping[str, str]
) -> Iterator[Delivery]:
    for card, pair in zip(cards_of(request), pairs_of(request, clusters), strict=True):
        yield Delivery(
            pair=pair,
            notification_id=request.notification_id,
            chat_id=message.chat_id,
            message_id=message.message_id,
            key=card.project.project.key,
            is_instant=request.kind == "instant",
            seen_at=card.project.project.seen_at,
            accepted_at=message.accepted_at,
            doubt=str(card.doubt.notification_id) if card.doubt else None,
            cents=_cents(card),
        )


def _cents(card: Card) -> tuple[int | None, int | None] | None:
    budget = card.project.project.budget
    return None if budget is None else (budget.usd_minimum, budget.usd_maximum)


def returned_of(
    returns: Iterable[NotificationReturned], clusters: Mapping[str, str]
) -> frozenset[tuple[str, Pair]]:
    """What was given back, because nobody knows whether its notification told it."""
    return frozenset(
        (str(one.notification_id), Pair(one.user_id, clusters.get(key, key)))
        for one in returns
        for key in (str(card.project.project.key) for card in one.cards)
    )


def strays_of(mail: Mail) -> list[Stray]:
    """Accepted messages that belong to no notification."""
    return [
        Stray(message.chat_id, message.message_id, message.text[:60])
        for message in mail.messages
        if not mail.owners(message)
    ]
