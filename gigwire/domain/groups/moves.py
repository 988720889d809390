"""A group that became a supergroup: another chat id, the same reader.

Settings, pacing and ledger stay under the key that the group had first; only `chat_id` changes. The
new id has a record that says where the settings are, and its updates are handed on to there. So
nothing that was told or held is forgotten, and one partition owns the group throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.groups import Group
from gigwire.contracts.ids import ChatId, EventId, UserId, digest, user_key
from gigwire.contracts.people import ChatReport, TelegramUpdate
from gigwire.domain.chat.turn import NOTHING, Decision, Outgoing
from gigwire.domain.groups.founding import group_of

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn

UPDATES = "telegram.updates"
HERE = "moved_here"


def moved(turn: Turn, target: ChatId) -> Decision:
    """Said at the old id: write to the new one from now on, and let that know whose it is."""
    note = _update(turn, UserId(target), "moved", ChatReport(reason=HERE, lives_at=turn.user_id))
    further = (Outgoing(UPDATES, note, user_key(UserId(target))),)
    if turn.subscriber is None:
        return Decision(further=further)
    group = group_of(turn.person).model_copy(update={"kind": "supergroup"})
    return Decision(turn.changed(chat_id=target, group=group), further=further)


def settled_here(turn: Turn, lives_at: UserId) -> Decision:
    """Said at the new id: its settings are kept elsewhere. Filters made here meanwhile stay."""
    if turn.subscriber is not None and (turn.person.filters or group_of(turn.person).lives_at):
        return NOTHING
    return Decision(turn.changed(status="blocked", group=Group(lives_at=lives_at)))


def handed_on(turn: Turn, lives_at: UserId) -> Decision:
    """An update of the new id goes to where the settings are kept."""
    event = _update(turn, lives_at, "handed_on", None)
    return Decision(further=(Outgoing(UPDATES, event, user_key(lives_at)),))


def _update(turn: Turn, owner: UserId, why: str, report: ChatReport | None) -> TelegramUpdate:
    asked = "" if turn.is_admin is None else str(turn.is_admin)
    return TelegramUpdate(
        event_id=EventId(digest(why, turn.user_id, turn.origin, turn.trace_id, asked)),
        trace_id=turn.trace_id,
        event_time=turn.now,
        update_id=0 if report else turn.update_id,
        user_id=owner,
        chat_id=turn.chat_id,
        payload={} if report else turn.update,
        received_at=turn.now,
        report=report,
        bot=turn.bot,
        is_admin=turn.is_admin,
    )
