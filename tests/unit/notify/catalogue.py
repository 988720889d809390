"""The requests that the explorer plays with: cards, a reply, a press, words, marked digests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Answer, Card, Digest, Doubt, Proof, Resolution
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


def _again(name: str) -> NotificationDue:
    """A digest that tells CARD once more, with the mark."""
    assert isinstance(CARD.content, Card)
    doubt = Doubt(notification_id=CARD.notification_id, kind=CARD.kind)
    line = CARD.content.model_copy(update={"doubt": doubt})
    return a_due(1, name, Digest(items=(line,)), kind="digest", lane=3)


RESEND = CARD.model_copy(update={"again": 1})
DUES: Final[tuple[NotificationDue, ...]] = (
    CARD,
    OTHER,
    REPLY,
    _press(),
    _word("sent"),
    _word("lost"),
    RESEND,
    _again("digest"),
    _again("second digest"),
)
PRESS: Final = 3
DIGEST: Final = 7
SECOND_DIGEST: Final = 8  # that must never be: personalise remembers what it took back
RESOLUTIONS: Final = {"sent": 4, "lost": 5, "resend": 6}
IDS: Final = tuple(dict.fromkeys(due.notification_id for due in DUES))
