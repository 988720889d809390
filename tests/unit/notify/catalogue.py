"""The requests that the explorer plays with: cards, a reply, a press, an operator's words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Answer, Proof, Resolution
from gigwire.contracts.ids import ClusterId, MessageId
from tests.support.due import a_due, a_reply

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
CARD, OTHER, REPLY = a_due(1, "card"), a_due(1, "other"), a_reply(1, "reply")


def _press() -> NotificationDue:
    proof = Proof(
        notification_id=CARD.notification_id, cluster_id=ClusterId("c1"), message_id=MessageId(7)
    )
    toast = Answer(callback_query_id="q")
    return a_due(1, "press", toast, kind="answer", lane=0, proof=proof)


def _word(verdict: str) -> NotificationDue:
    word = Resolution.model_validate(
        {"target": CARD.notification_id, "target_kind": "instant", "verdict": verdict}
    )
    return a_due(1, verdict, word, kind="resolution", lane=0)


RESEND = CARD.model_copy(update={"again": 1})
DUES: Final[tuple[NotificationDue, ...]] = (
    CARD,
    OTHER,
    REPLY,
    _press(),
    _word("sent"),
    _word("lost"),
    RESEND,
)
PRESS: Final = 3
RESOLUTIONS: Final = {"sent": 4, "lost": 5, "resend": 6}
IDS: Final = tuple(dict.fromkeys(due.notification_id for due in DUES))
