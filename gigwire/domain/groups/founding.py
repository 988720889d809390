"""The record of a group: what a new one has, what an update tells of it, who is told privately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import NotificationDue, Reply
from gigwire.contracts.groups import Group
from gigwire.contracts.ids import ChatId, EventId, digest, notification_id, user_key
from gigwire.contracts.peace import Peace
from gigwire.contracts.people import Dialog
from gigwire.domain.chat.turn import Outgoing

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.turn import Turn
    from gigwire.domain.groups.hearing import About


def founded(turn: Turn, about: About) -> Turn:
    """The turn with the group's record, or with what a new one would be.

    A group gets a digest an hour at first, no weekly report, no news and no taste: those are a
    person's.
    """
    shown = {"kind": about.kind, "title": about.title, "is_forum": about.is_forum}
    held = turn.person.group
    if held is not None:
        return turn.with_person(
            turn.person.model_copy(update={"group": held.model_copy(update=shown)})
        )
    first = {
        "group": Group.model_validate(shown),
        "pace": "hourly",
        "peace": Peace(has_report=False),
        "taste_off": True,
        "news_off": True,
        "dialog": Dialog(stage="done", is_zone_asked=True),
    }
    return turn.with_person(turn.person.model_copy(update=first))


def group_of(person: Subscriber) -> Group:
    """A group's own fields."""
    return person.group or Group()


def told_privately(turn: Turn, text: str, keyboard: Keyboard = ()) -> tuple[Outgoing, ...]:
    """A message to the admin who is the group's contact; none where nobody is known.

    Its id names the version of the settings, so that each change is told once. Somebody who has
    never started the bot cannot be written to: then nothing comes of it.
    """
    contact = group_of(turn.person).contact
    if contact is None:
        return ()
    key = notification_id(contact, f"group:{turn.user_id}", "note", turn.person.version)
    due = NotificationDue(
        event_id=EventId(digest(key, "due")),
        trace_id=turn.trace_id,
        event_time=turn.now,
        notification_id=key,
        user_id=contact,
        chat_id=ChatId(contact),
        kind="reply",
        lane=1,
        locale=turn.person.locale,
        bot=turn.bot,
        content=Reply(text=text, keyboard=keyboard),
    )
    return (Outgoing("notifications.due", due, user_key(contact)),)
