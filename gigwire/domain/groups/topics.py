"""A topic for each filter of a forum: bound where a filter is made, held while its topic is lost.

A filter whose topic was closed or deleted pauses: nobody asked for its projects elsewhere. It goes
on when the topic is opened again, or in another one by the button of its screen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gigwire.domain.cards.html import shown
from gigwire.domain.chat.turn import NOTHING, Decision
from gigwire.domain.groups.founding import group_of, told_privately

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn

MAX_NAME: Final = 40
MOST_NAMES: Final = 5


def bound(turn: Turn, decision: Decision) -> Decision:
    """A filter that was made in a topic posts into that topic."""
    changed, thread = decision.subscriber, turn.thread_id
    if changed is None or thread is None or len(changed.filters) <= len(turn.person.filters):
        return decision
    held = {one.filter_id for one in turn.person.filters}
    removed = turn.dialog.removed
    if removed is not None:
        held.add(removed.filter.filter_id)  # brought back to where it was
    filters = tuple(
        one if one.filter_id in held else one.model_copy(update={"thread_id": thread})
        for one in changed.filters
    )
    return replace(decision, subscriber=changed.model_copy(update={"filters": filters}))


def lost(turn: Turn, thread_id: int | None) -> Decision:
    """Nothing can be posted into a topic (None: the general one) any more."""
    person = turn.person
    gone = [one for one in person.filters if one.thread_id == thread_id and not one.is_paused]
    if turn.subscriber is None or not gone:
        return NOTHING
    filters = tuple(
        one.model_copy(update={"is_paused": True}) if one in gone else one for one in person.filters
    )
    group = group_of(person)
    held = (*group.held, *(one.filter_id for one in gone))
    changed = turn.changed(filters=filters, group=group.model_copy(update={"held": held}))
    names = ", ".join(shown(one.name, MAX_NAME) for one in gone[:MOST_NAMES])
    text = turn.words("group-topic-lost", title=shown(group.title, MAX_NAME), names=names)
    return Decision(changed, further=told_privately(turn, text))


def reopened(turn: Turn, thread_id: int | None) -> Decision:
    """The topic takes messages again: what was held for it goes on."""
    person, group = turn.person, group_of(turn.person)
    back = {
        one.filter_id
        for one in person.filters
        if one.thread_id == thread_id and one.filter_id in group.held
    }
    if turn.subscriber is None or not back:
        return NOTHING
    filters = tuple(
        one.model_copy(update={"is_paused": False}) if one.filter_id in back else one
        for one in person.filters
    )
    held = tuple(one for one in group.held if one not in back)
    return Decision(turn.changed(filters=filters, group=group.model_copy(update={"held": held})))
