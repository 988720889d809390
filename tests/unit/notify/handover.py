"""How a partition changes hands: who leaves, stands still, wakes, takes over; compaction.

Real code: `abandoned`, and the book's rules by way of `world`. Owns no delivery.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.notify.entries import abandoned, entry_of
from gigwire.domain.notify.policy import POLICY
from tests.unit.notify.catalogue import DUES, IDS, NOW
from tests.unit.notify.world import Instance, learnt, mark_of, ranked, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.notify.world import Marks, State

NAMES = "AB"


def handed_over(state: State, rules: frozenset[str], number: int) -> Iterator[tuple[str, State]]:
    """What one instance may do about the partition now."""
    one, name = state.instances[number], NAMES[number]
    if not one.is_alive:
        yield f"{name} restarts", state.put(number, Instance())
    elif one.is_paused:
        yield _woken(state, rules, number)
    elif state.owner is None and one.work is None and not one.is_zombie:
        yield f"{name} takes over", _taken_over(state, rules, number)
    elif state.owner == number:
        yield from _left(state, rules, number)


def _left(state: State, rules: frozenset[str], number: int) -> Iterator[tuple[str, State]]:
    one, name = state.instances[number], NAMES[number]
    is_drained = one.work is None or "drain_before_fencing" not in rules
    if state.moves and is_drained:
        gone = state._replace(owner=None, moves=state.moves - 1)
        yield f"{name} gives the partition up", gone
    if state.faults:
        yield f"{name} stands still", state.asleep(number, None)
        yield f"{name} is killed", state.killed(number).fault()


def _woken(state: State, rules: frozenset[str], number: int) -> tuple[str, State]:
    one, name = state.instances[number], NAMES[number]
    if one.on_its_way is None:
        return f"{name} wakes", state.put(number, one._replace(is_paused=False))
    # What the process had handed to its socket leaves before it looks at its clock.
    key, mark = one.on_its_way
    late = stored(state.killed(number), key, mark, stamp_of(one, rules))
    what = mark.state if mark else "withdrawal"
    return f"{name} wakes, late {what} of {IDS.index(key)}", late


def compacted(state: State, rules: frozenset[str]) -> Iterator[tuple[str, State]]:
    """An hour of calm: everybody has come back, and so the owner has recovered again."""
    is_calm = all(one.is_alive and not one.is_zombie for one in state.instances)
    if state.owner is None or not is_calm or state.ledger == state.last:
        return
    if "restore_what_counts" in rules:
        yield "an hour", state._replace(last=state.ledger)
    else:
        yield "an hour", state._replace(ledger=state.last)


def stamp_of(one: Instance, rules: frozenset[str]) -> int:
    """What an instance's records say of how far it had read."""
    return one.read_to if "later_owner_counts" in rules else 0


def _taken_over(state: State, rules: frozenset[str], number: int) -> State:
    """As `Ledger.recover`."""
    read_to = 1 + max(state.read_to, *(one.read_to for one in state.instances))
    fresh = Instance(position=state.committed, read_to=read_to)
    if "read_ledger" in rules:
        if "restore_what_counts" in rules:
            state = state._replace(last=state.ledger)
        state, book = _recovered(state, rules, stamp_of(fresh, rules))
    else:
        book = (None,) * len(IDS)
    return ranked(state.put(number, fresh._replace(book=book))._replace(owner=number))


def _recovered(state: State, rules: frozenset[str], stamp: int) -> tuple[State, Marks]:
    """Leftovers are closed, or written again as the new owner's."""
    book = state.ledger
    for key, mark in zip(IDS, state.ledger, strict=True):
        if mark is None or mark.state != "INTENT":
            continue
        if "leftover_is_unknown" not in rules:
            book = learnt(book, key, None)
            continue
        due = next(due for due in DUES if due.notification_id == key)
        intent = entry_of(due, "INTENT", lambda: NOW, attempt=mark.attempt)
        comes_again = "leftover_comes_again" in rules
        closed = abandoned(intent, POLICY[due.kind] if comes_again else "hold", NOW)
        if closed is not None or "later_owner_counts" in rules:
            state = stored(state, key, mark_of(closed or intent), stamp)
        if closed is not None:
            book = learnt(book, key, mark_of(closed))
    return state, book
