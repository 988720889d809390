"""What became of what was decided, put into the answer to /why: the ledger alone knows it.

Personalise decides that something is to be told; whether it was, only the book of the person's
partition says, and the answer passes by it on its way. Owns no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.questions import Fate, State

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerState, NotificationDue
    from gigwire.domain.notify.book import Book, Mark

INSTEAD: Final[dict[LedgerState, State]] = {
    "INTENT": "under_way",
    "REJECTED": "refused",
    "EXPIRED": "late",
    "UNKNOWN": "lost",
}


def as_delivered(due: NotificationDue, book: Book) -> NotificationDue:
    """The request, where it answers /why, with what the ledger says of what it tells."""
    fate = due.content
    if not isinstance(fate, Fate) or fate.told_by is None:
        return due
    known = _as_known(fate, book.get(fate.told_by))
    return due.model_copy(update={"content": known}) if known is not fate else due


def _as_known(fate: Fate, mark: Mark | None) -> Fate:
    """Nothing of it in the ledger: its own request is still to come, for it was made before."""
    if fate.state == "doubtful":  # personalise knows of the doubt, the ledger of later evidence
        is_proven = mark is not None and mark.state == "SENT"
        return fate.model_copy(update={"state": "card"}) if is_proven else fate
    if mark is not None and mark.state == "SENT":
        return fate
    state = INSTEAD[mark.state] if mark is not None else "under_way"
    reason = mark.refusal if mark is not None else ""
    return fate.model_copy(update={"state": state, "reason": reason})
