"""The ledger protocol in every state: nothing lost, nothing twice, and each rule is needed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support.due import a_due

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue

from tests.unit.notify.explorer import World, explore

RULES = frozenset({"read_ledger", "write_intent", "commit_after_outcome"})
FIRST, SECOND = a_due(1, "first"), a_due(1, "second")
QUEUE: tuple[NotificationDue, ...] = (FIRST, SECOND, FIRST)  # with a redelivered copy


def violation(world: World) -> str | None:
    """What went wrong in a finished run; None where all promises are kept."""
    states: dict[str, str] = {}
    for key, entry in world.log:
        if entry is not None:
            states[key] = entry.state
    times = Counter(world.applied)
    for due in (FIRST, SECOND):
        key = due.notification_id
        if times[key] > 1:
            return f"sent {times[key]} times: {world.history}"
        state = states.get(key)
        if state not in ("SENT", "REJECTED", "UNKNOWN"):
            return f"no terminal state: {world.history}"
        if state == "SENT" and times[key] != 1:
            return f"SENT without a message: {world.history}"
        if state == "REJECTED" and times[key]:
            return f"REJECTED but sent: {world.history}"
    return None


def test_every_run_within_three_faults_keeps_all_promises() -> None:
    """No id is sent twice, each ends in a terminal state, SENT means exactly one message."""
    worlds = list(explore(QUEUE, RULES, faults=3))
    assert [found for world in worlds if (found := violation(world))] == []
    assert len(worlds) > 1_000


def test_run_without_faults_sends_each_once() -> None:
    """Nothing is UNKNOWN where nothing fails."""
    (world,) = explore(QUEUE, RULES, faults=0)
    assert Counter(world.applied) == {FIRST.notification_id: 1, SECOND.notification_id: 1}
    assert {entry.state for _, entry in world.log if entry} == {"INTENT", "SENT"}


def test_unknown_needs_a_fault_after_the_intent() -> None:
    """Of all runs with one fault only those that hide the server's answer leave an UNKNOWN."""
    hidden = (
        "crash, applied",
        "crash, not applied",
        "applied, answer lost",
        "not applied, 502",
        "crash, stored",
        "crash, not stored",
    )
    for world in explore(QUEUE, RULES, faults=1):
        states = [entry.state for _, entry in world.log if entry]
        if "UNKNOWN" in states:
            assert set(world.history) & set(hidden)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_protocol_without_a_rule_breaks_a_promise(rule: str) -> None:
    """Each rule is needed: without it a run is found that loses or repeats, and it is told."""
    broken = [
        found for world in explore(QUEUE, RULES - {rule}, faults=2) if (found := violation(world))
    ]
    assert broken, f"{rule} could be left out"
