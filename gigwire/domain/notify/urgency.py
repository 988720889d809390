"""Which card of a chat goes first, when it is late, and what leaves together in one message.

Owns the three rules; queues and paces are elsewhere. Monotonic seconds, as everywhere here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Answer, Card, CardEdit

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDue
    from gigwire.contracts.ids import NotificationId

SECONDS_OF_A_POINT: Final = 0.6  # of the score, 0 to 1000: the best is worth ten minutes of age
# A toast without a word only ends the spinner of a button, which the new screen takes away anyhow.
SILENT_LAST: Final = 1.0
LATE_SECONDS: Final = 300.0  # an instant card so old is told in a list: it is no alert any more
MOST_TOGETHER: Final = 10  # lines of one message
# Cards one by one would take a chat longer than this: then a list tells them sooner.
PATIENCE_SECONDS: Final = 3.0
BEHIND_SECONDS: Final = 20.0  # after such a wait two cards are a list, too


def urgency(due: NotificationDue) -> float:
    """Lower goes first within a lane: fresh before old, well before badly matching.

    All cards age alike, so the order of two never changes and a heap may hold it. What is no card
    has one urgency: the order of arrival decides.
    """
    if due.kind == "answer" and isinstance(due.content, Answer) and not due.content.text:
        return SILENT_LAST
    if due.kind != "instant" or not isinstance(due.content, Card):
        return 0.0
    born = due.seen_at or due.event_time
    return -(born.timestamp() + due.content.hit.score * SECONDS_OF_A_POINT)


def late_at(due: NotificationDue, now: datetime, monotonic: float) -> float:
    """When an instant card is late; never for all else."""
    if due.kind != "instant" or not isinstance(due.content, Card):
        return math.inf
    return monotonic + LATE_SECONDS - (now - due.event_time).total_seconds()


def fewest_together(chat_rate: float) -> int:
    """From how many waiting cards on a chat gets a list; a lone card always leaves as a card."""
    return max(2, math.ceil(PATIENCE_SECONDS * chat_rate))


def are_listed_together(one: NotificationDue, other: NotificationDue) -> bool:
    """Whether two requests of a chat may be lines of one message: cards of one reader and topic.

    Never two copies of one notification: the ledger takes the second for a leftover of the first.
    """
    return (
        one.kind == other.kind == "instant"
        and isinstance(one.content, Card)
        and isinstance(other.content, Card)
        and (one.user_id, one.locale, one.currency) == (other.user_id, other.locale, other.currency)
        and one.thread_id == other.thread_id
        and one.notification_id != other.notification_id
    )


def edited_card(due: NotificationDue) -> NotificationId | None:
    """The card that an edit brings up to date; None for what is no such edit."""
    return due.content.card_id if isinstance(due.content, CardEdit) else None
