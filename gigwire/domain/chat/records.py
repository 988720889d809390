"""A decision as records for Kafka: what is due at the Bot API, feedback, the new subscriber.

Every id is derived from the update, so that a redelivered update makes the same records and the
ledger lets nothing through twice. Owns no producing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from gigwire.contracts.delivery import (
    Answer,
    Document,
    KeyboardEdit,
    NotificationDue,
    NotificationKind,
    Proof,
    Reply,
)
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.ids import EventId, digest, notification_id
from gigwire.contracts.messages import Event
from gigwire.contracts.people import FeedbackGiven

if TYPE_CHECKING:
    from gigwire.contracts.ids import UserId
    from gigwire.contracts.orders import Ban
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.chat.turn import Decision, Outgoing, Said, Turn


class Records(NamedTuple):
    """In the order in which Kafka must acknowledge them: the subscriber closes the turn."""

    user_id: UserId
    due: tuple[NotificationDue, ...] = ()
    feedback: tuple[FeedbackGiven, ...] = ()
    subscriber: Subscriber | None = None
    further: tuple[Outgoing, ...] = ()
    forgotten: PersonForgotten | None = None


def records_of(turn: Turn, decision: Decision | None) -> Records:
    """Make the records; decision None: the update was applied before.

    The subscriber comes last: once it is there, a repeat does nothing. Settings that stay as they
    were make no record.
    """
    if decision is None:
        return Records(turn.user_id)
    proof = _proof(turn, decision)
    due = tuple(_due(turn, number, said, proof) for number, said in enumerate(decision.says))
    changed = decision.subscriber
    is_same = (
        changed is not None and turn.subscriber is not None and _same(changed, turn.subscriber)
    )
    return Records(
        turn.user_id,
        due,
        _feedback(turn, decision),
        None if is_same else decision.subscriber,
        decision.further,
        _forgotten(turn, decision.forgets) if decision.forgets else None,
    )


def _forgotten(turn: Turn, how: Literal["asked", "ordered"]) -> PersonForgotten | None:
    """Who goes, and up to which update; None for somebody unknown who asks."""
    if turn.subscriber is None and how == "asked":
        return None
    last = turn.changed() if how == "asked" else turn.person
    return PersonForgotten(
        event_id=EventId(digest(turn.user_id, "forgotten", turn.origin, last.version)),
        trace_id=turn.trace_id,
        event_time=turn.now,
        user_id=turn.user_id,
        chat_id=turn.person.chat_id,
        bot=turn.person.bot,
        how=how,
        last_update_id=last.last_update_id,
        applied=last.applied,
        ban=_ban_left(turn) if how == "asked" else None,
    )


def _ban_left(turn: Turn) -> Ban | None:
    """A ban is not shed by asking to be forgotten; whoever comes back is told of it again."""
    ban = turn.person.ban
    return ban.model_copy(update={"is_told": False}) if ban else None


def _same(one: Subscriber, other: Subscriber) -> bool:
    envelope = set(Event.model_fields) | {"version", "last_update_id", "applied"}
    return one.model_dump(exclude=envelope) == other.model_dump(exclude=envelope)


def _proof(turn: Turn, decision: Decision) -> Proof | None:
    """A press proves its card. Callback data may be forged, so the id must be the presser's own."""
    card, message = decision.feedback, decision.pressed_on
    if card is None or card.cluster_id is None or message is None:
        return None
    if card.notification_id != notification_id(turn.user_id, card.cluster_id, "instant"):
        return None
    return Proof(
        notification_id=card.notification_id, cluster_id=card.cluster_id, message_id=message
    )


def _due(turn: Turn, number: int, said: Said, proof: Proof | None) -> NotificationDue:
    key = notification_id(turn.user_id, "reply", turn.origin, number)
    return NotificationDue(
        event_id=EventId(digest(key, "due")),
        trace_id=turn.trace_id,
        event_time=turn.now,
        notification_id=key,
        user_id=turn.user_id,
        chat_id=turn.chat_id,
        kind=_kind(said),
        lane=0,
        locale=turn.person.locale,
        currency=turn.person.currency,
        bot=turn.bot,
        content=said,
        thread_id=turn.thread_id if isinstance(said, Reply) else None,
        proof=proof if isinstance(said, Answer) else None,
    )


def _kind(said: Said) -> NotificationKind:
    match said:
        case Reply() | Document():
            return "reply"
        case Answer():
            return "answer"
        case KeyboardEdit():
            return "edit"


def _feedback(turn: Turn, decision: Decision) -> tuple[FeedbackGiven, ...]:
    card = decision.feedback
    if card is None or card.verb in ("ask", "back", "nap", "snooze", "wake"):
        return ()
    return (
        FeedbackGiven(
            event_id=EventId(digest(turn.user_id, "feedback", turn.origin)),
            trace_id=turn.trace_id,
            event_time=turn.now,
            user_id=turn.user_id,
            action=card.verb,
            notification_id=card.notification_id,
            cluster_id=card.cluster_id,
            aspect=card.aspect,
            subject=card.subject,
        ),
    )
