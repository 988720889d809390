"""What a reader has that is a group or channel: its kind, its contact, what waits for a topic.

Decision 19: a group is a subscriber like any other, its key is the id of its chat. No authority
stands here: whether somebody is an admin is asked of Telegram each time.
"""

from __future__ import annotations

from typing import Any, Literal

from gigwire.contracts.ids import FilterId, UserId
from gigwire.contracts.messages import Frozen

GroupKind = Literal["group", "supergroup", "channel"]


class Group(Frozen):
    """A group's own fields, beside the settings that all readers have."""

    kind: GroupKind = "supergroup"
    title: str = ""
    is_forum: bool = False
    bot_name: str = ""  # of our bot that is in it, without @
    contact: UserId | None = None  # an admin: who is told privately that the group is lost
    held: tuple[FilterId, ...] = ()  # filters on pause since their topic was closed or deleted
    lives_at: UserId | None = None  # the key that keeps the settings, where the chat got a new id


class AdminQuestion(Frozen):
    """Whether the sender of an update is an admin of the chat: it comes again with the answer."""

    type: Literal["admin_question"] = "admin_question"
    sender: UserId
    update_id: int
    update: dict[str, Any]  # as the Bot API gave it
