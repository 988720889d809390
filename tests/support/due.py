"""Builders of notifications for tests of notify and of cards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gigwire.contracts.delivery import Card, CardEdit, NotificationDue, Reply
from gigwire.contracts.ids import (
    ChatId,
    ClusterId,
    EventId,
    FilterId,
    NotificationId,
    TraceId,
    UserId,
    digest,
)
from gigwire.contracts.messages import Hit, UserHit
from tests.support.gigs import a_step

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Content
    from gigwire.contracts.messages import UniqueProject


def a_hit(user: int, **fields: Any) -> UserHit:
    """One filter that matched."""
    wanted = {
        "filter_id": FilterId("f1"),
        "filter_name": "python bot",
        "title_terms": ("python",),
        "is_budget_met": True,
    }
    return UserHit(user_id=UserId(user), score=700, hits=(Hit.model_validate(wanted | fields),))


def a_card(user: int, project: UniqueProject | None = None, **fields: Any) -> Card:
    """A card of a project for a user; `fields` are the hit's."""
    return Card(project=project or a_step(), hit=a_hit(user, **fields))


def a_due(
    user: int, name: str = "n1", content: Content | None = None, **fields: Any
) -> NotificationDue:
    """An instant card; `name` makes the notification's id."""
    key = fields.pop("notification_id", None) or NotificationId(digest(user, name))
    card = a_card(user)
    wanted: dict[str, Any] = {
        "event_id": EventId(digest(key, "due")),
        "trace_id": TraceId("t"),
        "event_time": datetime.now(UTC),  # noqa: TID251 - a test of real time
        "notification_id": key,
        "user_id": UserId(user),
        "chat_id": ChatId(user),
        "kind": "instant",
        "lane": 1,
        "cluster_id": ClusterId("c1"),
        "content": content or card,
    }
    return NotificationDue.model_validate(wanted | fields)


def a_reply(user: int, name: str = "r1", text: str = "hello") -> NotificationDue:
    """An answer of the conversation."""
    return a_due(user, name, Reply(text=text), kind="reply", lane=0, cluster_id=None)


def an_edit(
    user: int, card: NotificationDue, name: str = "e1", kind: str = "changed"
) -> NotificationDue:
    """The edit of a card after its project changed or closed."""
    assert isinstance(card.content, Card)
    project = card.content.project.model_copy(update={"kind": kind, "revision": 1})
    content = CardEdit(project=project, hit=card.content.hit, card_id=card.notification_id)
    return a_due(user, name, content, kind="close" if kind == "closed" else "change", lane=2)
