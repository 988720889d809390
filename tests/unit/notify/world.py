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
    from gigwire.contracts.ids import NotificationId
    from gigwire.domain.notify.outcomes import Outcome

Marks = tuple[Mark | None, ...]


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


class State(NamedTuple):
    """Everything that decides what can come next."""

    queue: tuple[int, ...]
    ledger: Marks
    applied: tuple[int, ...]
    returned: tuple[int, ...]  # how often each was given back to personalise
    committed: int = 0
    owner: int | None = None
    instances: tuple[Instance, Instance] = (Instance(), Instance())
    faults: int = 0  # left
    moves: int = 0  # left: graceful hand-overs, presses and words of operators
    had_fault: bool = False
    decided: str = ""  # the operator's word, if any


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
