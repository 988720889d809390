"""A person of one bot writes to another: told where their bot is, or taken over if it lost them.

Settings are one a person, whichever bot is spoken to; only the person's own bot sends them cards.
Decision 0011 says why nobody is moved without need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.chat import screens
from gigwire.domain.chat.turn import Decision, reply

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn


def start(turn: Turn) -> Decision:
    """/start moves a person whose own bot cannot write to them any more; nobody else."""
    if turn.person.status != "blocked":
        return spoken(turn)
    moved = turn.changed(status="active", chat_id=turn.chat_id, bot=turn.bot)
    return Decision(moved, (screens.welcome_back(moved, turn.words),))


def spoken(turn: Turn) -> Decision:
    """Anything else that is typed: say where to go on."""
    return Decision(says=(reply(turn.words("elsewhere")),))
