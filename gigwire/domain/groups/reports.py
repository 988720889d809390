"""What notify met when it wrote to a group: its settings follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gigwire.contracts.ids import EventId, digest
from gigwire.domain.chat.turn import NOTHING, Decision
from gigwire.domain.groups import membership, moves, topics
from gigwire.domain.notify.outcomes import TOPIC_REASONS

if TYPE_CHECKING:
    from gigwire.contracts.people import ChatReport, TelegramUpdate
    from gigwire.domain.chat.turn import Turn


def reported(turn: Turn, event: TelegramUpdate, report: ChatReport) -> Decision:
    """Apply a report; one of another chat, or older than the settings, is past."""
    if report.reason == moves.HERE and report.lives_at is not None:
        return moves.settled_here(turn, report.lives_at)
    held = turn.subscriber
    if held is None or (held.bot, held.chat_id) != (event.bot, event.chat_id):
        return NOTHING
    return _named(turn, event, _decided(turn, event, report))


def _decided(turn: Turn, event: TelegramUpdate, report: ChatReport) -> Decision:
    if report.reason in TOPIC_REASONS:
        return topics.lost(turn, report.thread_id)
    if report.moved_to is not None:
        return moves.moved(turn, report.moved_to)
    if turn.person.event_time > event.event_time:
        return NOTHING
    return membership.stopped(turn, "mute" if report.reason == "no_rights" else "out")


def _named(turn: Turn, event: TelegramUpdate, decision: Decision) -> Decision:
    """A report has no update id, by which records are told apart."""
    if decision.subscriber is None:
        return decision
    name = EventId(digest(turn.user_id, "subscriber", event.event_id))
    held = turn.person
    same = {"last_update_id": held.last_update_id, "applied": held.applied, "event_id": name}
    return replace(decision, subscriber=decision.subscriber.model_copy(update=same))
