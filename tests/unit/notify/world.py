"""What decides the next step of two instances: their memory, Kafka's, Telegram's.

Owns whole states and the real generator driven up to where it is; owns no ways out of a state.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.notify.book import Book, Mark
from gigwire.domain.notify.protocol import Done, Return, Send, Withdraw, Write, deliver
from tests.unit.notify.catalogue import DUES, IDS, NOW

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerEntry
    from gigwire.contracts.ids import NotificationId
    from gigwire.domain.notify.outcomes import Outcome

Marks = tuple[Mark | None, ...]
Record = tuple["NotificationId", Mark | None]  # of a notification


class Work(NamedTuple):
    """A delivery under way: what it knew at its start, and what it heard since."""

    due: int
    known: Marks
    heard: tuple[Outcome | None, ...] = ()


class Instance(NamedTuple):
    """What one process holds in memory. `is_zombie`: it lost its partition in a pause."""

    is_alive: bool = True
    is_paused: bool = False
    is_zombie: bool = False
    book: Marks = ()
    position: int = 0
    work: Work | None = None
    on_its_way: Record | None = None  # not yet at Kafka
    read_to: int = 0  # grows with each take-over


class State(NamedTuple):
    """Everything that decides what can come next.

    `ledger`: what a reader makes of all records; `last`: the last record of each id, all that
    compaction leaves.
    """

    queue: tuple[int, ...]
    ledger: Marks
    last: Marks
    applied: tuple[int, ...]
    returned: tuple[int, ...]  # how often each was given back to personalise
    committed: int = 0
    owner: int | None = None
    instances: tuple[Instance, Instance] = (Instance(), Instance())
    read_to: int = 0  # the most that the writer of a record had read
    faults: int = 0  # left
    moves: int = 0  # left: graceful hand-overs, presses and words of operators
    had_fault: bool = False
    decided: str = ""  # the operator's word, if any

    def put(self, number: int, one: Instance) -> State:
        """The same with another instance in its place."""
        first, second = self.instances
        return self._replace(instances=(one, second) if number == 0 else (first, one))

    def fault(self) -> State:
        """One fault less is left."""
        return self._replace(faults=self.faults - 1, had_fault=True)

    def killed(self, number: int) -> State:
        """Nothing is left of its memory; its partition is free."""
        state = self.put(number, Instance(is_alive=False))
        return state._replace(owner=None) if state.owner == number else state

    def asleep(self, number: int, on_its_way: Record | None) -> State:
        """It stands still for longer than its session, maybe while it writes."""
        one = self.instances[number]
        state = self.put(
            number, one._replace(is_paused=True, is_zombie=True, on_its_way=on_its_way)
        )
        return (state._replace(owner=None) if state.owner == number else state).fault()


class Told(NamedTuple):
    """The next thing a delivery wants, or its end, and what its book says by then."""

    step: Write | Withdraw | Return | Send | None
    is_done: bool
    book: Marks
    has_returned: bool = False


@cache
def told(work: Work) -> Told:
    """Drive the real generator up to where it is now; it cannot be copied, so it runs anew."""
    book = _thawed(work.known)
    steps = deliver(DUES[work.due], book, lambda: NOW)
    has_returned = False
    try:
        step = next(steps)
        for heard in work.heard:
            has_returned = has_returned or isinstance(step, Return)
            step = steps.send(heard)
    except StopIteration as end:
        return Told(None, isinstance(end.value, Done), _frozen(book), has_returned)
    return Told(step, is_done=False, book=_frozen(book), has_returned=has_returned)


def _thawed(marks: Marks) -> Book:
    book = Book()
    for key, mark in zip(IDS, marks, strict=True):
        if mark is not None:
            book.learn(key, mark.state, mark.message_id, mark.attempt)
    return book


def _frozen(book: Book) -> Marks:
    """Marks without the words for a person, on which no step depends."""
    marks = (book.get(key) for key in IDS)
    return tuple(mark and mark._replace(refusal="") for mark in marks)


@cache
def learnt(marks: Marks, key: NotificationId, mark: Mark | None) -> Marks:
    """The ledger's fold after one more record."""
    book = _thawed(marks)
    if mark is None:
        book.learn(key, None)
    else:
        book.learn(key, mark.state, mark.message_id, mark.attempt)
    return _frozen(book)


def mark_of(entry: LedgerEntry) -> Mark:
    """What counts of an entry."""
    return Mark(entry.state, entry.message_id, entry.attempt)


def stored(state: State, key: NotificationId, mark: Mark | None, read_to: int) -> State:
    """One more record in Kafka, of a writer who had read so far (0: that does not count)."""
    at = IDS.index(key)
    last = (*state.last[:at], mark, *state.last[at + 1 :])
    if not _admitted(state.read_to, read_to, mark):
        return state._replace(last=last)
    most = max(state.read_to, read_to)
    return state._replace(ledger=learnt(state.ledger, key, mark), last=last, read_to=most)


@cache
def _admitted(most: int, read_to: int, mark: Mark | None) -> bool:
    """The rule of the book."""
    book = Book()
    book.admits(None, most)
    return not read_to or book.admits(mark and mark.state, read_to)


def ranked(state: State) -> State:
    """The same with the smallest offsets that stand in the same order: fewer states."""
    first, second = state.instances
    known = sorted({0, state.read_to, first.read_to, second.read_to})
    one, two, most = (known.index(it.read_to) for it in (first, second, state))
    pair = (first._replace(read_to=one), second._replace(read_to=two))
    return state._replace(instances=pair, read_to=most)
