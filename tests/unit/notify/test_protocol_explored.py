"""The protocol in every state of two instances: nothing lost, nothing twice, no rule idle."""

from __future__ import annotations

import sys

import pytest

from gigwire.domain.notify.book import Mark
from tests.unit.notify.catalogue import DIGEST, DUES, IDS, SECOND_DIGEST
from tests.unit.notify.explorer import RULES, Found, explore
from tests.unit.notify.world import Instance, State

CARD, OTHER, REPLY = range(3)
NONE = (0,) * len(IDS)
EMPTY = (None,) * len(IDS)
NEW = State(queue=(), ledger=EMPTY, last=EMPTY, applied=NONE, returned=NONE)
# A sent a card, did not hear how it ended, gave it back, and stood still while it wrote that down.
LATE = NEW._replace(
    queue=(CARD,),
    ledger=(Mark("INTENT"), *EMPTY[1:]),
    last=(Mark("INTENT"), *EMPTY[1:]),
    read_to=1,
    applied=(1, *NONE[1:]),
    returned=(1, *NONE[1:]),
    instances=(
        Instance(
            is_paused=True, is_zombie=True, on_its_way=(IDS[CARD], Mark("UNKNOWN")), read_to=1
        ),
        Instance(),
    ),
    had_fault=True,
)
TERMINAL = ("SENT", "REJECTED", "EXPIRED", "UNKNOWN")
TWICE = ("returned_once", "return_before_unknown")  # rules that only a second fault needs
MARKED = tuple(IDS.index(DUES[one].notification_id) for one in (DIGEST, SECOND_DIGEST))


def violation(state: State) -> str | None:
    """The promise that a state breaks; None where all are kept."""
    broken = (_of_one(state, number) for number in (CARD, OTHER, REPLY))
    return next((one for one in broken if one), None) or _open(state) or _loss(state)


def _of_one(state: State, number: int) -> str | None:
    times, mark = state.applied[number], state.ledger[number]
    allowed = 1 + (number == REPLY) + (number == CARD and state.decided == "resend")
    if times > allowed:
        return f"{number} was sent {times} times"
    if mark is None or (number == CARD and state.decided):
        return None
    marked = sum(state.applied[one] for one in MARKED) if number == CARD else 0
    wrong = {
        "is SENT without a message": mark.state == "SENT" and not times + marked,
        "is REJECTED but was sent": mark.state == "REJECTED" and times and number != REPLY,
        "is UNKNOWN although nothing failed": mark.state == "UNKNOWN" and not state.had_fault,
        "is UNKNOWN, and no digest will tell it": mark.state == "UNKNOWN"
        and number != REPLY
        and not (state.returned[number] or _is_at_work(state, number)),
    }
    return next((f"{number} {what}" for what, is_so in wrong.items() if is_so), None)


def _is_at_work(state: State, number: int) -> bool:
    works = [one.work for one in state.instances if one.is_alive and one.work]
    return any(DUES[work.due].notification_id == IDS[number] for work in works)


def _open(state: State) -> str | None:
    """What a digest has told is closed by it, and what it may have told is not given back again."""
    if (marked := sum(state.applied[one] for one in MARKED)) > 1:
        return f"{CARD} was told {marked} times with the mark"
    card, digest = state.ledger[CARD], state.ledger[MARKED[0]]
    if card and digest and (card.state, digest.state) == ("UNKNOWN", "SENT"):
        return f"{CARD} stays UNKNOWN although a digest has told it"
    if any(state.returned[one] for one in MARKED):
        return "a line with the mark was given back once more"
    return None


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


def test_late_word_of_somebody_who_stood_still_changes_nothing() -> None:
    """Whatever its successor does meanwhile: three faults and a move with those that were."""
    broken, found = first_violation(LATE._replace(faults=2, moves=1), RULES)
    assert broken is None, broken
    assert len(found.reached) > 1_000


@pytest.mark.parametrize("queue", [(CARD, OTHER, REPLY), (CARD, CARD)])
def test_states_without_faults_send_each_once(queue: tuple[int, ...]) -> None:
    """Hand-overs alone leave nothing UNKNOWN and repeat nothing, replies included."""
    for state, _ in explore(NEW._replace(queue=queue, moves=2), RULES):
        assert violation(state) is None
        assert max(state.applied[: REPLY + 1]) <= 1


@pytest.mark.parametrize("rule", sorted(RULES))
def test_without_a_rule_a_promise_breaks(rule: str) -> None:
    """Each rule is needed: without it a history is found that loses or repeats, and it is told."""
    start = NEW._replace(queue=(CARD, OTHER), faults=1 + (rule in TWICE), moves=1)
    if rule == "later_owner_counts":
        start = LATE._replace(faults=1, moves=1)
    broken, _ = first_violation(start, RULES - {rule})
    assert broken, f"{rule} could be left out"
    sys.stdout.write(f"without {rule}: {broken}" + "\n")
