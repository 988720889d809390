"""Lists and merged edits in every state: crashes between any two steps, answers lost, refusals.

The same promises as for one by one, on the real steps of `deliver_together`, with the same world
of Kafka and Telegram as the explorer of single requests.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.entries import LISTED, abandoned, entry_of, message_to_edit
from gigwire.domain.notify.outcomes import Accepted, Ambiguous, NotSent, Outcome, Refused
from gigwire.domain.notify.policy import POLICY
from gigwire.domain.notify.protocol import Done, Return, Withdraw, Write
from gigwire.domain.notify.together import Member, SendAll, SharedStep, deliver_together
from tests.support.due import a_due, an_edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.delivery import LedgerEntry, NotificationDue

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
CARDS = tuple(a_due(1, name) for name in ("one", "two", "three"))
CALLS: dict[str, Outcome] = {
    "accepted": Accepted(MessageId(7)),
    "refused connection": NotSent("unreachable"),
    "403": Refused("blocked"),
    "applied, answer lost": Ambiguous("timeout"),
    "not applied, 502": Ambiguous("unreadable"),
}


class Crashed(Exception):  # noqa: N818 - an event, not an error
    """The process died here."""


class Undecided(Exception):  # noqa: N818 - an event, not an error
    """The list of choices ended; how many ways there were."""


@dataclass
class World:
    """What survives a crash, and which way each fault went."""

    queue: tuple[NotificationDue, ...]
    choices: tuple[int, ...]
    faults: int
    log: list[tuple[str, LedgerEntry | None]] = field(default_factory=list)
    calls: list[tuple[str, ...]] = field(default_factory=list)  # applied ones
    done: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    used: int = 0

    def choose(self, *ways: str) -> str:
        """One of the ways; all but the first cost a fault."""
        if not self.faults:
            return ways[0]
        if self.used == len(self.choices):
            raise Undecided(len(ways))
        picked = self.choices[self.used]
        self.used += 1
        self.faults -= picked > 0
        return ways[picked]

    def store(self, key: str, entry: LedgerEntry | None) -> None:
        """Kafka takes a record, or the process dies before or after."""
        way = self.choose("acknowledged", "crash, not stored", "crash, stored")
        if way != "crash, not stored":
            self.log.append((key, entry))
        if way != "acknowledged":
            raise Crashed

    def give_back(self, key: str) -> None:
        """Kafka takes a return, or the process dies before or after."""
        way = self.choose("acknowledged", "crash, not stored", "crash, stored")
        if way != "crash, not stored":
            self.returned.add(key)
        if way != "acknowledged":
            raise Crashed

    def call(self, step: SendAll) -> Outcome:
        """Telegram sees all of a call or nothing of it."""
        ids = tuple(one.due.notification_id for one in step.sends)
        way = self.choose(*CALLS, "crash, not applied", "crash, applied")
        if way in ("accepted", "applied, answer lost", "crash, applied"):
            self.calls.append(ids)
        if way.startswith("crash"):
            raise Crashed
        return CALLS[way]

    def states(self) -> dict[str, LedgerEntry]:
        """The last entry of each id that has one."""
        return {key: entry for key, entry in self.log if entry is not None}


def recovered(world: World) -> Book:
    """The book as the next owner reads it; leftovers are closed."""
    book, newest = Book(), dict[str, "LedgerEntry"]()
    for key, entry in world.log:
        message = message_to_edit(entry) if entry else None
        book.learn(key, entry.state if entry else None, message)  # type: ignore[arg-type]  # a str is its NewType
        if entry is not None:
            newest[key] = entry
    for key in list(book.leftovers()):
        closed = abandoned(newest[key], POLICY[newest[key].kind], NOW)
        if closed is not None:
            world.log.append((key, closed))
            book.learn(key, closed.state)
    return book


def live(world: World) -> None:
    """One life of the process: everything that is not done, by one call."""
    book = recovered(world)
    while left := [due for due in world.queue if due.notification_id not in world.done]:
        is_list = left[0].kind == "instant"
        members = [Member(due, is_listed=is_list) for due in left]
        steps = deliver_together(members, book, lambda: NOW)
        outcome: Outcome | None = None
        while True:
            try:
                outcome = act(world, steps.send(outcome))
            except StopIteration as end:
                results = zip(left, end.value, strict=True)
                world.done |= {d.notification_id for d, r in results if isinstance(r, Done)}
                break


def act(world: World, step: SharedStep) -> Outcome | None:
    """Carry out one step."""
    match step:
        case Write(entry):
            world.store(entry.notification_id, entry)
        case Withdraw(intent, before):
            world.store(intent.notification_id, before)
        case Return(event):
            world.give_back(event.notification_id)
        case SendAll():
            return world.call(step)
    return None


def explore(
    queue: tuple[NotificationDue, ...], faults: int, log: tuple[LedgerEntry, ...] = ()
) -> Iterator[World]:
    """Every run within the budget of faults, each with its final world; `log`: what was before."""
    pending: list[tuple[int, ...]] = [()]
    while pending:
        world = World(queue, pending.pop(), faults)
        world.log += [(entry.notification_id, entry) for entry in log]
        try:
            while len(world.done) < len(queue):
                with suppress(Crashed):
                    live(world)
        except Undecided as more:
            pending += [(*world.choices, way) for way in range(more.args[0])]
        else:
            yield world


@pytest.mark.parametrize(("faults", "runs"), [(1, 10), (2, 100), (3, 500)])
def test_cards_of_a_list_are_sent_once_and_all_accounted_for(faults: int, runs: int) -> None:
    """No card in two calls; each ends; SENT is exactly one message, REJECTED none."""
    count = 0
    for world in explore(CARDS, faults):
        count += 1
        times = Counter(key for ids in world.calls for key in ids)
        states = world.states()
        for due in CARDS:
            key = due.notification_id
            state = states[key].state
            assert state in ("SENT", "REJECTED", "UNKNOWN"), world.choices
            assert times[key] <= 1, world.choices
            assert state != "SENT" or times[key] == 1, world.choices
            assert state != "REJECTED" or times[key] == 0, world.choices
            assert (state == "UNKNOWN") <= (key in world.returned), world.choices
    assert count > runs


def test_list_without_faults_is_one_call_with_one_message_for_all() -> None:
    """Each card has its own INTENT and SENT; all name the same message, as a line of a list."""
    (world,) = explore(CARDS, 0)
    assert world.calls == [tuple(due.notification_id for due in CARDS)]
    entries = [entry for _, entry in world.log if entry]
    assert [entry.state for entry in entries] == ["INTENT"] * 3 + ["SENT"] * 3
    assert {(one.message_id, one.reason) for one in entries[3:]} == {(7, LISTED)}


def test_merged_edits_end_with_the_newest_whatever_breaks() -> None:
    """Where the newest edit is SENT, the last call that was applied showed it."""
    edits = (an_edit(1, CARDS[0], "e1"), an_edit(1, CARDS[0], "e2", "closed"))
    sent = entry_of(CARDS[0], "SENT", lambda: NOW, message_id=MessageId(7))
    for world in explore(edits, 2, log=(sent,)):
        newest = edits[1].notification_id
        if world.states()[newest].state == "SENT":
            assert world.calls[-1][-1] == newest, world.choices


def test_edit_of_a_line_does_not_overwrite_the_list() -> None:
    """The other lines of the message would be lost: REJECTED, and it says why."""
    (told,) = explore(CARDS[:2], 0)
    entries = tuple(told.states().values())
    edit = an_edit(1, CARDS[0])
    (world,) = explore((edit,), 0, log=entries)
    entry = world.states()[edit.notification_id]
    assert (entry.state, entry.reason) == ("REJECTED", "card_without_message")
    assert world.calls == []
