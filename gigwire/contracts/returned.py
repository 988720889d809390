"""Cards that notify gives back, for nobody knows whether they arrived."""

from __future__ import annotations

from gigwire.contracts.delivery import Card, NotificationKind
from gigwire.contracts.ids import NotificationId, UserId
from gigwire.contracts.messages import Event


class NotificationReturned(Event):
    """The cards of one notification whose outcome is UNKNOWN.

    Topic `notifications.returned`, key = user id. Acknowledged before the UNKNOWN, so that a crash
    between the two repeats it: a reader holds a `notification_id` once. Each card names it in its
    `doubt`.
    """

    notification_id: NotificationId
    kind: NotificationKind
    user_id: UserId
    cards: tuple[Card, ...]
    reason: str  # why the outcome is unknown, as in the ledger
