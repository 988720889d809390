"""Who is not conversed with: the banned, and whoever floods. Asked before every handler. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.chat.turn import NOTHING, Decision, Pressed, answer, reply

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn


def refusal(
    turn: Turn, *, query_id: str | None = None, is_spoken: bool = False, is_shed: bool = False
) -> Decision | None:
    """What is said instead of all else; None: go on.

    Args:
        turn: whose.
        query_id: of the button press that the update is.
        is_spoken: whether the update is a message.
        is_shed: whether it stands for a flood that was dropped.
    """
    if turn.subscriber is not None and turn.subscriber.ban is not None:
        return _banned(turn, is_met=is_spoken or query_id is not None)
    if not is_shed:
        return None
    if query_id is not None:
        return Decision(says=(answer(Pressed(query_id, None), turn.words("toast-slow-down")),))
    is_private = turn.chat_id > 0  # ids of groups are negative
    return Decision(says=(reply(turn.words("slow-down")),)) if is_private else NOTHING


def _banned(turn: Turn, *, is_met: bool) -> Decision:
    """One line, once; presses stay unanswered."""
    ban = turn.person.ban
    if ban is None or ban.is_told or not is_met:
        return NOTHING
    told = turn.changed(ban=ban.model_copy(update={"is_told": True}))
    return Decision(told, (reply(turn.words("banned")),))
