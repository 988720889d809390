"""Every state that two instances of notify can reach together, on the real protocol.

Kafka keeps what it acknowledged, Telegram keeps what it applied, a crash forgets everything else.
Real code: `deliver`, `Book`, `abandoned`. Breadth first over whole states, so that a broken
promise is told by a shortest history.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.entries import DIGESTED
from gigwire.domain.notify.outcomes import Accepted, Ambiguous, NotSent, Outcome, Refused
from gigwire.domain.notify.protocol import Return, Send, Withdraw, Write
from tests.unit.notify.catalogue import DUES, IDS
from tests.unit.notify.handover import NAMES, compacted, handed_over, stamp_of
from tests.unit.notify.outside import from_outside
from tests.unit.notify.world import Instance, State, Told, Work, mark_of, stored, told

if TYPE_CHECKING:
    from collections.abc import Iterator


RULES = frozenset(
    {
        "read_ledger",
        "write_intent",
        "commit_after_outcome",
        "drain_before_fencing",
        "check_lease",
        "leftover_is_unknown",
        "return_before_unknown",
        "leftover_comes_again",
        "returned_once",
        "digest_closes",
        "restore_what_counts",
        "later_owner_counts",
    }
)
OUTCOMES: dict[str, tuple[bool, Outcome | None]] = {
    # what happens: (whether Telegram applied it, what the sender hears; None: it is dead)
    "accepted": (True, Accepted(MessageId(7))),
    "connection refused": (False, NotSent("unreachable")),
    "403": (False, Refused("blocked")),
    "applied, answer lost": (True, Ambiguous("timeout")),
    "lost, answer lost": (False, Ambiguous("timeout")),
    "crash, applied": (True, None),
    "crash, lost": (False, None),
}


@dataclass
class Found:
    """The states that were reached, each with how."""

    reached: dict[State, tuple[State | None, str]] = field(default_factory=dict)
    before: dict[State, list[State]] = field(default_factory=dict)  # all ways in

    def history(self, state: State) -> list[str]:
        """A shortest way to a state."""
        way: list[str] = []
        at: State | None = state
        while at is not None:
            at, what = self.reached[at]
            way.append(what)
        return way[-2::-1]

    def stuck(self) -> set[State]:
        """States from which no way leads to a queue that is worked off."""
        waiting = [one for one in self.reached if one.committed == len(one.queue)]
        good = set(waiting)
        while waiting:
            fresh = [one for one in self.before.get(waiting.pop(), ()) if one not in good]
            good.update(fresh)
            waiting += fresh
        return self.reached.keys() - good


def explore(start: State, rules: frozenset[str]) -> Iterator[tuple[State, Found]]:
    """Every state in order of its distance, while the caller looks."""
    found = Found({start: (None, "")})
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        yield state, found
        for what, after in Ways(state, rules).all():
            found.before.setdefault(after, []).append(state)
            if after not in found.reached:
                found.reached[after] = (state, what)
                waiting.append(after)


class Ways:
    """What can happen next in one state."""

    def __init__(self, state: State, rules: frozenset[str]) -> None:
        self._state = state
        self._rules = rules

    def all(self) -> Iterator[tuple[str, State]]:
        """Each way with the state it leads to."""
        for number in (0, 1):
            yield from self._of(number)
        yield from compacted(self._state, self._rules)
        yield from from_outside(self._state, self._rules)

    def _of(self, number: int) -> Iterator[tuple[str, State]]:
        state, one = self._state, self._state.instances[number]
        has_work = state.owner == number or one.is_zombie or one.work is not None
        if one.is_alive and not one.is_paused and has_work:
            yield from self._working(number, NAMES[number])
        yield from handed_over(state, self._rules, number)

    def _working(self, number: int, name: str) -> Iterator[tuple[str, State]]:
        one = self._state.instances[number]
        if one.work is None:
            yield from self._taking(number, name)
            return
        at = told(one.work)
        match at.step:
            case None:
                yield f"{name} ends {one.work.due}", self._ended(number, at)
            case Write() | Withdraw() | Return() if self._is_stopped(one, at.step):
                yield f"{name} sees it stood still", self._state.killed(number)
            case Write() | Withdraw():
                yield from self._writing(number, name, at.step)
            case Return():
                yield from self._returning(number, name)
            case Send():
                yield from self._sending(number, name)

    def _taking(self, number: int, name: str) -> Iterator[tuple[str, State]]:
        state, one = self._state, self._state.instances[number]
        if one.is_zombie and "check_lease" in self._rules:
            yield f"{name} sees it stood still", self._state.killed(number)
        elif one.position < len(state.queue):
            due = state.queue[one.position]
            taken = one._replace(work=Work(due, one.book))
            after = self._state.put(number, taken)
            if "commit_after_outcome" not in self._rules and state.owner == number:
                after = after._replace(committed=one.position + 1)
            yield f"{name} takes {due}", after
        elif one.is_zombie:
            yield f"{name} ends", self._state.killed(number)

    def _ended(self, number: int, at: Told) -> State:
        state, one = self._state, self._state.instances[number]
        assert one.work is not None
        position = one.position + at.is_done
        # Not done: taken again, from the start, with the same place in the queue.
        after = self._state.put(number, one._replace(work=None, book=at.book, position=position))
        if at.has_returned and "return_before_unknown" not in self._rules:
            after = after._replace(returned=self._given_back(one.work.due))
        is_owner = state.owner == number  # Kafka refuses the commit of anybody else
        return after._replace(committed=max(state.committed, position)) if is_owner else after

    def _is_stopped(self, one: Instance, step: Write | Withdraw | Return) -> bool:
        needs_lease = not isinstance(step, Write) or not step.is_proof
        return one.is_zombie and needs_lease and "check_lease" in self._rules

    def _writing(
        self, number: int, name: str, step: Write | Withdraw
    ) -> Iterator[tuple[str, State]]:
        if isinstance(step, Write):
            key, mark = step.entry.notification_id, mark_of(step.entry)
            what = f"{name} writes {step.entry.state} of {IDS.index(key)}"
            is_kept = step.entry.state != "INTENT" or "write_intent" in self._rules
            if step.entry.reason == DIGESTED:
                is_kept = "digest_closes" in self._rules
        else:
            key = step.intent.notification_id
            mark = mark_of(step.before) if step.before else None  # type: ignore[assignment]
            what, is_kept = f"{name} withdraws {IDS.index(key)}", True
        heard = self._heard(number, None)
        stamp = stamp_of(self._state.instances[number], self._rules)
        yield what, stored(heard, key, mark, stamp) if is_kept else heard
        if self._state.faults:
            dead = self._state.killed(number).fault()
            yield f"{what}, killed, not stored", dead
            if is_kept:
                yield f"{what}, killed, stored", stored(dead, key, mark, stamp)
                yield f"{what}, stands still", self._state.asleep(number, (key, mark))

    def _given_back(self, due: int) -> tuple[int, ...]:
        at = IDS.index(DUES[due].notification_id)
        returned = list(self._state.returned)
        returned[at] = min(2, returned[at] + 1)
        return tuple(returned)

    def _returning(self, number: int, name: str) -> Iterator[tuple[str, State]]:
        one, after = self._state.instances[number], self._heard(number, None)
        assert one.work is not None
        what = f"{name} gives {one.work.due} back"
        if "return_before_unknown" not in self._rules:
            yield f"{name} will give {one.work.due} back", after
            return
        returned = self._given_back(one.work.due)
        yield what, after._replace(returned=returned)
        if self._state.faults:
            dead = self._state.killed(number).fault()
            yield f"{what}, killed, not stored", dead
            yield f"{what}, killed, stored", dead._replace(returned=returned)

    def _sending(self, number: int, name: str) -> Iterator[tuple[str, State]]:
        state, one = self._state, self._state.instances[number]
        assert one.work is not None
        if one.is_zombie and "check_lease" in self._rules:
            yield f"{name} sees it stood still", self._state.killed(number)
            return
        key = IDS.index(DUES[one.work.due].notification_id)
        for what, (is_applied, outcome) in OUTCOMES.items():
            if what != "accepted" and not state.faults:
                continue
            after = self._state.killed(number) if outcome is None else self._heard(number, outcome)
            if what != "accepted":
                after = after.fault()
            applied = list(state.applied)
            applied[key] += is_applied
            yield f"{name} sends {key}: {what}", after._replace(applied=tuple(applied))

    def _heard(self, number: int, outcome: Outcome | None) -> State:
        one = self._state.instances[number]
        assert one.work is not None
        work = one.work._replace(heard=(*one.work.heard, outcome))
        return self._state.put(number, one._replace(work=work))
