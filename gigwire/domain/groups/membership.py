"""The bot's own part in a chat: let in, silenced, sent away, let in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from gigwire.domain.cards.html import shown
from gigwire.domain.chat.turn import NOTHING, Decision, reply
from gigwire.domain.groups import screens
from gigwire.domain.groups.founding import founded, group_of, told_privately

if TYPE_CHECKING:
    from gigwire.contracts.groups import GroupKind
    from gigwire.contracts.ids import UserId
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.chat.turn import Turn
    from gigwire.domain.groups.hearing import About

Part = Literal["in", "mute", "out"]  # mute: there, but nothing can be posted


class Standing(NamedTuple):
    """A ChatMember's fields that matter."""

    status: str
    may_send: bool = True  # of one restricted: can_send_messages
    may_post: bool = False  # of a channel's administrator: can_post_messages


class Change(NamedTuple):
    """A my_chat_member update. `actor` None: an anonymous admin."""

    about: About
    actor: UserId | None
    before: Part
    after: Part
    bot_name: str = ""


def part_of(kind: GroupKind, standing: Standing) -> Part:
    """Whether the bot is there, and may post."""
    if standing.status in ("left", "kicked"):
        return "out"
    if kind == "channel":
        return "in" if standing.status == "administrator" and standing.may_post else "mute"
    return "in" if standing.status != "restricted" or standing.may_send else "mute"


def changed(turn: Turn, change: Change) -> Decision:
    """Greet and serve, or stop and keep everything. What changes nothing of that is nothing."""
    if change.after == "in":
        return _let_in(turn, change)
    return stopped(turn, change.after) if not turn.is_elsewhere else NOTHING


def _let_in(turn: Turn, change: Change) -> Decision:
    held = turn.subscriber
    if (
        held is not None
        and held.status != "blocked"
        and (change.before == "in" or turn.is_elsewhere)
    ):
        return NOTHING
    turn = founded(turn, change.about)
    told = {"bot_name": change.bot_name}
    contact = {"contact": change.actor} if change.actor is not None else {}
    group = group_of(turn.person).model_copy(update={**told, **contact})
    status = "active" if turn.person.status == "blocked" else turn.person.status
    person = turn.changed(status=status, chat_id=turn.chat_id, bot=turn.bot, group=group)
    return _greeted(turn.with_person(person), person)


def _greeted(turn: Turn, person: Subscriber) -> Decision:
    """A group reads it there; of a channel only the admin does, not its thousands."""
    screen = screens.welcome(person, turn.words)
    if group_of(person).kind == "channel":
        return Decision(person, further=told_privately(turn, screen.text))
    return Decision(person, (reply(screen.text, screen.keyboard),))


def stopped(turn: Turn, part: Part) -> Decision:
    """Nothing can be posted any more: stop, keep all, tell the contact once."""
    if turn.subscriber is None or turn.person.status != "active":
        return NOTHING
    words, title = turn.words, shown(group_of(turn.person).title, screens.MAX_TITLE)
    text = words("group-out", title=title) if part == "out" else words("group-mute", title=title)
    return Decision(turn.changed(status="blocked"), further=told_privately(turn, text))
