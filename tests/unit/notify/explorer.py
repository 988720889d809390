"""Every way in which deliveries can be cut short, on the real protocol with a model world.

A run is driven by a list of choices; all lists are tried, depth first, within a budget of faults.
Kafka keeps what it acknowledged, Telegram keeps what it applied, a crash forgets everything else.
The real code under test: `deliver`, `Book`, `abandoned`, `Offsets`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gigwire.domain.notify.book import Book
from gigwire.domain.notify.offsets import Offsets
from gigwire.domain.notify.outcomes import Accepted, Ambiguous, NotSent, Outcome, Refused
from gigwire.domain.notify.protocol import (
    Delivery,
    Done,
    Send,
    Step,
    Withdraw,
    Write,
    abandoned,
    deliver,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.delivery import LedgerEntry, NotificationDue

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MAX_STEPS = 200


class Crashed(Exception):  # noqa: N818 - an event, not an error
    """The process died here."""


class NotExplored(Exception):  # noqa: N818 - an event, not an error
    """The list of choices ended; how many ways there were is in `ways`."""

    def __init__(self, ways: int) -> None:
        super().__init__(ways)
        self.ways = ways


@dataclass
class World:
    """What survives a crash."""

    queue: tuple[NotificationDue, ...]
    rules: frozenset[str]
    choices: tuple[int, ...]
    faults_left: int
    log: list[tuple[str, LedgerEntry | None]] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)
    committed: int = 0
    used: int = 0
    history: list[str] = field(default_factory=list)

    def choose(self, *ways: str) -> str:
        """One of the ways; all but the first cost a fault."""
        allowed = ways if self.faults_left else ways[:1]
        if len(allowed) == 1:
            return allowed[0]
        if self.used == len(self.choices):
            raise NotExplored(len(allowed))
        picked = allowed[self.choices[self.used]]
        self.used += 1
        self.faults_left -= picked != allowed[0]
        self.history.append(picked)
        return picked


def run(world: World) -> None:
    """Restart after each crash until every request is committed."""
    for _ in range(MAX_STEPS):
        try:
            _one_life(world)
        except Crashed:
            continue
        return
    raise AssertionError(f"no end: {world.history}")


def _one_life(world: World) -> None:
    book = _recovered(world)
    offsets = Offsets()
    for offset in range(world.committed, len(world.queue)):
        offsets.take(offset)
    for offset in range(world.committed, len(world.queue)):
        due = world.queue[offset]
        if "commit_after_outcome" not in world.rules:
            world.committed = offset + 1
        while not _delivered(world, due, book):
            pass
        offsets.finish(offset)
        if world.choose("go", "crash before commit") != "go":
            raise Crashed
        if (done := offsets.to_commit()) is not None:
            world.committed = max(world.committed, done)
            offsets.committed(done)


def _recovered(world: World) -> Book:
    book = Book()
    if "read_ledger" not in world.rules:
        return book
    newest: dict[str, LedgerEntry] = {}
    for key, entry in world.log:
        book.learn(key, entry.state if entry else None, entry.message_id if entry else None)  # type: ignore[arg-type]  # a str is its NewType
        if entry is not None:
            newest[key] = entry
    for key in list(book.leftovers()):
        closed = abandoned(newest[key], NOW)
        if closed is not None:
            world.log.append((key, closed))
            book.learn(key, closed.state)
    return book


def _delivered(world: World, due: NotificationDue, book: Book) -> bool:
    steps: Delivery = deliver(due, book, lambda: NOW)
    outcome: Outcome | None = None
    while True:
        try:
            step = steps.send(outcome)
        except StopIteration as end:
            return isinstance(end.value, Done)
        outcome = _act(world, step)


def _act(world: World, step: Step) -> Outcome | None:
    match step:
        case Write(entry):
            is_kept = entry.state != "INTENT" or "write_intent" in world.rules
            _store(world, entry.notification_id, entry, is_kept=is_kept)
        case Withdraw(due):
            _store(world, due.notification_id, None, is_kept=True)
        case Send(due):
            return _send(world, due)
    return None


def _store(world: World, key: str, entry: LedgerEntry | None, *, is_kept: bool) -> None:
    way = world.choose("acknowledged", "crash, not stored", "crash, stored")
    if is_kept and way != "crash, not stored":
        world.log.append((key, entry))
    if way != "acknowledged":
        raise Crashed


def _send(world: World, due: NotificationDue) -> Outcome:
    way = world.choose(
        "accepted",
        "refused connection",
        "429",
        "403",
        "applied, answer lost",
        "not applied, 502",
        "crash, not applied",
        "crash, applied",
    )
    if way in ("accepted", "applied, answer lost", "crash, applied"):
        world.applied.append(due.notification_id)
    if way.startswith("crash"):
        raise Crashed
    outcomes: dict[str, Outcome] = {
        "accepted": Accepted(message_id=None),
        "refused connection": NotSent("unreachable"),
        "429": NotSent("throttled", wait=1.0, is_throttled=True),
        "403": Refused("blocked"),
        "applied, answer lost": Ambiguous("timeout"),
        "not applied, 502": Ambiguous("unreadable"),
    }
    return outcomes[way]


def explore(
    queue: tuple[NotificationDue, ...], rules: frozenset[str], faults: int
) -> Iterator[World]:
    """Every run within the budget of faults, each with its final world."""
    pending: list[tuple[int, ...]] = [()]
    while pending:
        choices = pending.pop()
        world = World(queue, rules, choices, faults)
        try:
            run(world)
        except NotExplored as more:
            pending += [(*choices, way) for way in range(more.ways)]
        else:
            yield world
