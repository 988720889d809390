"""What chat has to ask Telegram before it can decide: put to notify, which makes all calls.

The update comes again with the answer. Owns the request, neither question nor answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.ids import EventId, digest, notification_id
from gigwire.domain.chat.turn import Decision, Outgoing

if TYPE_CHECKING:
    from gigwire.contracts.groups import AdminQuestion
    from gigwire.contracts.portable import FileQuestion
    from gigwire.domain.chat.turn import Turn


def asked(turn: Turn, word: str, question: AdminQuestion | FileQuestion) -> Decision:
    """Only the question; `word` names it among those of this update, so that repeats are one."""
    key = notification_id(turn.user_id, word, turn.origin)
    due = NotificationDue(
        event_id=EventId(digest(key, "due")),
        trace_id=turn.trace_id,
        event_time=turn.now,
        notification_id=key,
        user_id=turn.user_id,
        chat_id=turn.chat_id,
        kind="question",
        lane=0,
        bot=turn.bot,
        content=question,
    )
    return Decision(further=(Outgoing("notifications.due", due),))
