"""What the bot says in groups, and to their admins in private."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.html import shown
from gigwire.domain.chat.show import Screen, button, sent, titled

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Decision, Turn

MAX_TITLE: Final = 60
# The rights that are asked for: without the second, in a forum, closed topics stay closed.
GROUP_RIGHTS: Final = "manage_topics"
CHANNEL_RIGHTS: Final = "post_messages"


def welcome(person: Subscriber, words: Words) -> Screen:
    """How a group is set up; with filters, that they are on."""
    if person.filters:
        text = words("group-back", count=len(person.filters))
    elif person.group is not None and person.group.kind == "channel":
        text = words("group-welcome-channel", title=shown(person.group.title, MAX_TITLE))
    else:
        text = words("group-welcome")
    rows = (
        (button(words("button-new"), "new", "page", 0), button(words("button-settings"), "set")),
    )
    return Screen(text, rows)


def help_text(words: Words) -> Screen:
    """The commands of a group."""
    return Screen(words("group-help"))


def groups(turn: Turn) -> Decision:
    """/groups, in private: how the bot comes into a group, by Telegram's own choosers."""
    words, name = turn.words, turn.around.bot_name
    text = titled((words("groups-title"),), words("groups-how"))
    if not name:
        return sent(Screen(text))
    group = f"https://t.me/{name}?startgroup=new&admin={GROUP_RIGHTS}"
    channel = f"https://t.me/{name}?startchannel&admin={CHANNEL_RIGHTS}"
    rows = (
        (Button(text=words("button-add-group"), url=group),),
        (Button(text=words("button-add-channel"), url=channel),),
    )
    return sent(Screen(text, rows))
