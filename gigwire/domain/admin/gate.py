"""Who is not conversed with: the banned, and whoever floods. Asked before every handler. Pure.

What is a person's own stays theirs under a ban: their file and their end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gigwire.domain.chat import forgetting
from gigwire.domain.chat.codes import read_screen
from gigwire.domain.chat.turn import NOTHING, Decision, Pressed, answer, reply

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn

OWN_COMMANDS: Final = frozenset({"/export", "/delete_me"})


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
    if turn.person.ban is not None and (is_shed or not _is_own(turn)):
        return _banned(turn, is_met=is_spoken or query_id is not None)
    if not is_shed:
        return None
    if query_id is not None:
        return Decision(says=(answer(Pressed(query_id, None), turn.words("toast-slow-down")),))
    is_private = turn.chat_id > 0  # ids of groups are negative
    return Decision(says=(reply(turn.words("slow-down")),)) if is_private else NOTHING


def _is_own(turn: Turn) -> bool:
    """Whether the person asks for what is theirs: in private, of this bot."""
    if turn.chat_id < 0:
        return False
    press, message = _part(turn.update, "callback_query"), _part(turn.update, "message")
    if press:
        read = read_screen(str(press.get("data") or ""))
        return read is not None and read.screen == forgetting.SCREEN
    first = next(iter(str(message.get("text") or "").split()), "")
    word, _, name = first.partition("@")
    is_ours = name.lower() in {"", turn.around.bot_name.lower()}
    return is_ours and word in OWN_COMMANDS


def _part(update: dict[str, Any], name: str) -> dict[str, Any]:
    found = update.get(name)
    return found if isinstance(found, dict) else {}


def _banned(turn: Turn, *, is_met: bool) -> Decision:
    """One line, once; presses stay unanswered."""
    ban = turn.person.ban
    if ban is None or ban.is_told or not is_met:
        return NOTHING
    told = turn.changed(ban=ban.model_copy(update={"is_told": True}))
    return Decision(told, (reply(turn.words("banned")),))
