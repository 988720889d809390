"""The protocol in every state of two instances: nothing lost, nothing twice, no rule idle."""

from __future__ import annotations

import sys

import pytest

from tests.unit.notify.catalogue import DUES, IDS
from tests.unit.notify.explorer import RULES, Found, explore
from tests.unit.notify.world import State

CARD, OTHER, REPLY = range(3)
NEW = State(queue=(), ledger=(None,) * len(IDS), applied=(0,) * len(IDS))
TERMINAL = ("SENT", "REJECTED", "UNKNOWN")


def violation(state: State) -> str | None:
    """The promise that a state breaks; None where all are kept."""
    for number in (CARD, OTHER, REPLY):
        times, mark = state.applied[number], state.ledger[number]
        allowed = 1 + (number == REPLY) + (number == CARD and state.decided == "resend")
        if times > allowed:
            return f"{number} was sent {times} times"
        if mark is None or (number == CARD and state.decided):
            continue
        if mark.state == "SENT" and not times:
            return f"{number} is SENT without a message"
        if mark.state == "REJECTED" and times and number != REPLY:
            return f"{number} is REJECTED but was sent"
        if mark.state == "UNKNOWN" and not state.had_fault:
            return f"{number} is UNKNOWN although nothing failed"
    return _loss(state)


def _loss(state: State) -> str | None:
    waiting = {DUES[due].notification_id for due in state.queue[state.committed :]}
    for due in state.queue[: state.committed]:
        key = DUES[due].notification_id
        mark = state.ledger[IDS.index(key)]
        if key not in waiting and (mark is None or mark.state not in TERMINAL):
            return f"{due} is lost: committed without an end"
    return None


def first_violation(start: State, rules: frozenset[str]) -> tuple[str | None, Found]:
    """The nearest broken promise with its history, and the states that were reached."""
    found = Found()
    for state, found in explore(start, rules):
        if (broken := violation(state)) is not None:
            history = "\n  ".join(found.history(state))
            return f"{broken}:\n  {history}", found
    return None, found


def keep_all_promises(queue: tuple[int, ...], faults: int, moves: int) -> None:
    """Explore; every state is good, and from every state the work can be finished."""
    start = NEW._replace(queue=queue, faults=faults, moves=moves)
    broken, found = first_violation(start, RULES)
    assert broken is None, broken
    assert found.stuck() == set()
    sys.stdout.write(
        f"queue {queue}, {faults} faults, {moves} moves: {len(found.reached)} states" + "\n"
    )
    assert len(found.reached) > 1_000


@pytest.mark.parametrize(
    ("queue", "faults", "moves"),
    [((CARD, OTHER, REPLY), 1, 1), ((CARD, REPLY, CARD), 1, 1), ((CARD,), 2, 1)],
)
def test_every_state_keeps_all_promises(queue: tuple[int, ...], faults: int, moves: int) -> None:
    """Whatever fails or moves within the budget: no loss, no repeat beyond the policy."""
    keep_all_promises(queue, faults, moves)


@pytest.mark.long
@pytest.mark.parametrize(
    ("queue", "faults", "moves"),
    [
        ((CARD, OTHER, REPLY), 2, 1),
        ((CARD, REPLY, CARD), 2, 1),
        ((CARD, REPLY), 2, 2),
        ((CARD,), 3, 2),
    ],
)
def test_every_state_of_a_larger_budget(queue: tuple[int, ...], faults: int, moves: int) -> None:
    """The same, deeper."""
    keep_all_promises(queue, faults, moves)


@pytest.mark.parametrize("queue", [(CARD, OTHER, REPLY), (CARD, CARD)])
def test_states_without_faults_send_each_once(queue: tuple[int, ...]) -> None:
    """Hand-overs alone leave nothing UNKNOWN and repeat nothing, replies included."""
    for state, _ in explore(NEW._replace(queue=queue, moves=2), RULES):
        assert violation(state) is None
        assert max(state.applied[: REPLY + 1]) <= 1


@pytest.mark.parametrize("rule", sorted(RULES))
def test_without_a_rule_a_promise_breaks(rule: str) -> None:
    """Each rule is needed: without it a history is found that loses or repeats, and it is told."""
    start = NEW._replace(queue=(CARD, OTHER), faults=1, moves=1)
    broken, _ = first_violation(start, RULES - {rule})
    assert broken, f"{rule} could be left out"
    sys.stdout.write(f"without {rule}: {broken}" + "\n")
