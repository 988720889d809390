"""An order about one person, carried out where their settings are: ban, unban, ceilings. Pure.

An order is a record of `telegram.updates` under the person's key, so that the settings keep their
one writer; it is given by a chat's admin or by `gigwire admin`. Repeats change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gigwire.contracts.delivery import NotificationDue, Reply
from gigwire.contracts.ids import EventId, digest, notification_id, user_key
from gigwire.contracts.orders import Ban
from gigwire.domain.chat import forgetting
from gigwire.domain.chat.locales import locale_for
from gigwire.domain.chat.turn import Decision, Outgoing

if TYPE_CHECKING:
    from gigwire.contracts.ids import NotificationId
    from gigwire.contracts.orders import Asker, Order
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Turn

Outcome = Literal["done", "unknown", "nothing"]


def obeyed(turn: Turn, order: Order, event_id: EventId) -> Decision:
    """What an order does to the person of the turn, and the word to the admin who waits."""
    if order.kind == "forget":
        return forgetting.ordered(turn)
    changes = _changes(turn, order)
    outcome: Outcome = "done" if changes else "nothing"
    if turn.subscriber is None:
        changes, outcome = {}, "unknown"
    changed = _changed(turn, changes, event_id) if changes else None
    further = (_told(turn, order, outcome, event_id),) if order.tell else ()
    return Decision(changed, further=further)


def _changes(turn: Turn, order: Order) -> dict[str, object]:
    person = turn.person
    match order.kind:
        case "ban" if person.ban is None:
            ban = Ban(by=order.by, at=turn.now, was=person.status)
            return {"ban": ban, "status": "blocked"}
        case "unban" if person.ban is not None:
            return {"ban": None, "status": person.ban.was}
        case "limits" if person.ceilings != order.ceilings:
            return {"ceilings": order.ceilings}
    return {}


def _changed(turn: Turn, changes: dict[str, object], event_id: EventId) -> Subscriber:
    """The person after it. An order has no update id: the last ones stay noted."""
    held = turn.person
    noted = {"last_update_id": held.last_update_id, "applied": held.applied}
    name = EventId(digest(held.user_id, "subscriber", event_id))
    return turn.changed(**changes).model_copy(update={**noted, "event_id": name})


def _told(turn: Turn, order: Order, outcome: Outcome, event_id: EventId) -> Outgoing:
    asker = order.tell
    assert asker is not None, "asked for by its caller"
    name = notification_id(asker.user_id, "order", event_id)
    text = _text(turn, order, outcome, turn.lexicon(locale_for(asker.locale)))
    return Outgoing("notifications.due", _due(turn, asker, name, text), user_key(asker.user_id))


def _due(turn: Turn, asker: Asker, name: NotificationId, text: str) -> NotificationDue:
    return NotificationDue.model_validate(
        {
            "event_id": digest(name, "due"),
            "trace_id": turn.trace_id,
            "event_time": turn.now,
            "notification_id": name,
            "user_id": asker.user_id,
            "chat_id": asker.chat_id,
            "kind": "reply",
            "lane": 0,
            "locale": locale_for(asker.locale),
            "bot": asker.bot,
            "content": Reply(text=text),
        }
    )


def _text(turn: Turn, order: Order, outcome: Outcome, words: Words) -> str:
    user = str(turn.user_id)  # as text: a number would be grouped by thousands
    if outcome == "unknown":
        return words("admin-unknown", user=user)
    if outcome == "nothing":
        return words("admin-as-before", user=user)
    match order.kind:
        case "ban":
            return words("admin-banned", user=user)
        case "unban":
            return words("admin-unbanned", user=user)
        case "limits":
            filters, cards = order.ceilings.filters, order.ceilings.cards
            return words("admin-limited", user=user, filters=_most(filters), cards=_most(cards))
        case "forget":
            raise AssertionError("nobody waits for its word in a chat")


def _most(value: int | None) -> str:
    return "–" if value is None else str(value)
