"""The state machine of a broadcast: which step may follow, by whom. Pure; no text, no sending.

draft ─preview→ previewed ─start→ scheduled | running ⇄ paused ─→ done
                    └─start above the limit→ awaiting_approval ─approve→ scheduled | running
every state but the last two ─cancel→ cancelled
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from gigwire.contracts.ids import EventId, TraceId, digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gigwire.contracts.broadcasts import Broadcast, BroadcastState, Screen

Step = Literal["preview", "start", "approve", "begin", "pause", "resume", "cancel", "finish"]
Refusal = Literal["not_now", "second_admin", "uncounted"]

ALONE: Final = 1_000  # people that one admin may write to without another's approval
MOST_SCREENS: Final = 4  # messages that follow a broadcast: each costs an edit every few seconds
OPEN: Final[frozenset[BroadcastState]] = frozenset(
    {"draft", "previewed", "awaiting_approval", "scheduled", "running", "paused"}
)
FROM: Final[Mapping[Step, frozenset[BroadcastState]]] = {
    "preview": frozenset({"draft", "previewed"}),
    "start": frozenset({"previewed"}),
    "approve": frozenset({"awaiting_approval"}),
    "begin": frozenset({"scheduled"}),
    "pause": frozenset({"running", "scheduled"}),
    "resume": frozenset({"paused"}),
    "cancel": OPEN,
    "finish": frozenset({"running"}),
}


def step(
    broadcast: Broadcast, wanted: Step, actor: str, now: datetime, audience: int | None = None
) -> Broadcast | Refusal:
    """The broadcast after a step, or why it cannot be taken.

    Args:
        broadcast: as it stands.
        wanted: the step.
        actor: who takes it, `telegram:<id>` for an admin in the chat.
        now: the time of the step; decides between scheduled and running.
        audience: how many people it is for, once every partition has counted.
    """
    if broadcast.state not in FROM[wanted]:
        return "not_now"
    counted = broadcast.audience if audience is None else audience
    if wanted == "start" and counted is None:
        return "uncounted"
    if wanted == "approve" and actor == f"telegram:{broadcast.author}":
        return "second_admin"
    state = _state_after(broadcast, wanted, now, counted or 0)
    changes: dict[str, object] = {"state": state, "audience": counted}
    if wanted == "approve" and actor.startswith("telegram:"):
        changes["approved_by"] = int(actor.removeprefix("telegram:"))
    return changed(broadcast, actor, now, **changes)


def _state_after(
    broadcast: Broadcast, wanted: Step, now: datetime, audience: int
) -> BroadcastState:
    match wanted:
        case "preview":
            return "previewed"
        case "pause":
            return "paused"
        case "cancel":
            return "cancelled"
        case "finish":
            return "done"
        case "start" if audience > ALONE:
            return "awaiting_approval"
        case _:
            is_later = broadcast.at is not None and broadcast.at > now
            return "scheduled" if is_later else "running"


def changed(broadcast: Broadcast, actor: str, now: datetime, **fields: object) -> Broadcast:
    """The next version with these fields; the same step of the same version has the same id."""
    version = broadcast.version + 1
    name = digest("broadcast", broadcast.broadcast_id, version, actor, str(fields.get("state")))
    envelope = {"event_id": EventId(name), "trace_id": TraceId(broadcast.broadcast_id)}
    noted = {"version": version, "changed_by": actor, "event_time": now, "origin": None}
    return broadcast.model_copy(update={**fields, **envelope, **noted})


def watched(broadcast: Broadcast, screen: Screen) -> Broadcast:
    """The same version shown on one more message; the oldest one is let go beyond the limit."""
    others = tuple(
        one
        for one in broadcast.screens
        if (one.user_id, one.message_id) != (screen.user_id, screen.message_id)
    )
    return broadcast.model_copy(update={"screens": (*others, screen)[-MOST_SCREENS:]})
