"""Cards in doubt: given back before their UNKNOWN, told again with a mark, closed by that.

Owns the rules of the policy `digest` (decision 7); the order of the steps is the protocol's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Card, Digest, Doubt
from gigwire.contracts.ids import EventId, digest
from gigwire.contracts.returned import NotificationReturned
from gigwire.domain.notify.entries import told_by_digest

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerEntry, NotificationDue
    from gigwire.contracts.ids import MessageId
    from gigwire.domain.notify.book import Book
    from gigwire.domain.notify.entries import Now

SHOWN_CHARACTERS: Final = 300  # of a project's text: a digest shows none of it


def given_back(due: NotificationDue, entry: LedgerEntry, now: Now) -> NotificationReturned | None:
    """What to give back before `entry`, the UNKNOWN of a request, is written; None: nothing.

    Only what was never in doubt before, so that nobody is told of anything more than twice: what
    an operator repeats, and the marked lines of a digest, are held.
    """
    doubt = Doubt(notification_id=due.notification_id, kind=due.kind)
    cards = tuple(_as_line(card, doubt) for card in _cards(due) if card.doubt is None)
    if entry.attempt or not cards:
        return None
    return NotificationReturned(
        event_id=EventId(digest(due.notification_id, "returned")),
        trace_id=due.trace_id,
        event_time=now(),
        notification_id=due.notification_id,
        kind=due.kind,
        user_id=due.user_id,
        cards=cards,
        reason=entry.reason or "",
    )


def _cards(due: NotificationDue) -> tuple[Card, ...]:
    match due.content:
        case Card() as card:
            return (card,)
        case Digest(items=items):
            return items
        case _:
            return ()


def _as_line(card: Card, doubt: Doubt) -> Card:
    step = card.project
    project = step.project.model_copy(update={"body": step.project.body[:SHOWN_CHARACTERS]})
    return card.model_copy(
        update={"project": step.model_copy(update={"project": project}), "doubt": doubt}
    )


def to_tell(due: NotificationDue, book: Book) -> NotificationDue | None:
    """The request without lines whose first telling has been proven since; None: none is left."""
    content = due.content
    if not isinstance(content, Digest) or not any(card.doubt for card in content.items):
        return due
    left = tuple(card for card in content.items if not _is_proven(card, book))
    if not left:
        return None
    return due.model_copy(update={"content": content.model_copy(update={"items": left})})


def _is_proven(card: Card, book: Book) -> bool:
    mark = book.get(card.doubt.notification_id) if card.doubt else None
    return mark is not None and mark.state == "SENT"


def closed_by(
    due: NotificationDue, book: Book, message_id: MessageId | None, now: Now
) -> list[LedgerEntry]:
    """The entries that a digest which was sent closes: whose lines in doubt it has told."""
    doubts = {card.doubt.notification_id: card.doubt for card in _cards(due) if card.doubt}
    marks = [(doubt, book.get(key)) for key, doubt in doubts.items()]
    return [
        told_by_digest(due, doubt, mark.attempt, message_id, now)
        for doubt, mark in marks
        if mark is not None and mark.state in ("UNKNOWN", "INTENT")
    ]
