"""Every reader of every topic takes every golden example ever written.

A reader is what a stage does with a record of that topic, without its input and output. The table
below must name exactly the readers that the topic table names: a forgotten one fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest
from aiogram.types import Update

from bot.lexicon import lexicon
from gigwire.contracts.broadcasts import Broadcast, BroadcastProgressed
from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import LedgerEntry, NotificationDue
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.messages import (
    CleanProject,
    Origin,
    ProjectMatched,
    ProjectsFannedOut,
    RawProject,
    Tick,
    UniqueProject,
)
from gigwire.contracts.orders import NotePublished
from gigwire.contracts.people import FeedbackGiven, Subscriber, TelegramUpdate
from gigwire.contracts.rates import RatesPublished
from gigwire.contracts.returned import NotificationReturned
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.contracts.sources import SourceCursor
from gigwire.contracts.topics import TOPICS
from gigwire.domain import normalise
from gigwire.domain.broadcast.board import Board
from gigwire.domain.cards.card import Reader
from gigwire.domain.dedupe.index import ClusterIndex
from gigwire.domain.fanout import batch_value, part_of
from gigwire.domain.forgetting.gone import Gone
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.records import records_of
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.calls import call_for
from gigwire.domain.personalise.digests import decide_tick
from gigwire.domain.personalise.feedback import decide_feedback
from gigwire.domain.personalise.fits import Subjects, fits_of
from gigwire.domain.personalise.matches import decide_match
from gigwire.domain.personalise.returned import take_back
from gigwire.domain.personalise.rows import Pacing
from gigwire.domain.rates import RateBook, book_of
from gigwire.domain.record import Row, to_line
from gigwire.domain.schedule import Scheduled, decide_request, next_due
from gigwire.domain.taste import Taste
from streams.agents.batches import Batches
from tests.support.example_parts import NOON, USER
from tests.support.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "gigwire" / "contracts" / "examples"


def somebody() -> Subscriber:
    """The subscriber of the examples."""
    found = message("subscribers")
    assert isinstance(found, Subscriber)
    return found


def normalises(data: bytes) -> bool:
    """A raw project never seen before becomes a clean one."""
    return bool(normalise.decide(decode(RawProject, data), None, NOON).outputs)


def dedupes(data: bytes) -> bool:
    """A clean project founds a cluster."""
    return bool(ClusterIndex().decide(decode(CleanProject, data), NOON).outputs)


def fans_out(data: bytes) -> bool:
    """A unique project becomes a batch for every user partition."""
    unique = decode(UniqueProject, data)
    value = batch_value((part_of(unique),), RateBook(), None)
    return decode(ProjectsFannedOut, value).projects == (unique,)


def matches(data: bytes) -> bool:
    """A batch is looked up in the index of a partition."""
    dictionary = Dictionary()
    index = FilterIndex(dictionary)
    index.put(somebody())
    batch = Batches(dictionary).batch(data)
    origin = Origin(topic="projects.fanout", partition=3, offset=41)
    return len(records_of(batch.steps, index.match_all(batch.prepared), 3, origin)) == 1


def indexes(data: bytes) -> bool:
    """A subscriber's filters are indexed."""
    index = FilterIndex(Dictionary())
    index.put(decode(Subscriber, data))
    return len(index) > 0


def personalises(data: bytes) -> bool:
    """A match ends in a decision, with the reasons of the newest settings."""
    (fit,) = fits_of(decode(ProjectMatched, data), Subjects())
    (event,) = decide_match(fit, somebody(), Pacing(user_id=fit.user_id), NOON).decided
    return event.decision == "instant"


def takes_feedback(data: bytes) -> bool:
    """Feedback changes what is remembered of the person."""
    given = decode(FeedbackGiven, data)
    before = Pacing(user_id=given.user_id), Taste(user_id=given.user_id)
    outcome = decide_feedback(given, *before)
    return (outcome.pacing, outcome.taste) != before


def ticks(data: bytes) -> bool:
    """A tick with nothing due changes nothing."""
    pacing = Pacing(user_id=USER)
    return decide_tick(somebody(), pacing, decode(Tick, data).event_time).pacing == pacing


def schedules(data: bytes) -> bool:
    """A request waits for its time, which a tick would see."""
    wanted = decode(ScheduleRequested, data)
    row = decide_request(wanted, 1, Scheduled(user_id=wanted.user_id))
    return next_due(row) == wanted.at


def announces(data: bytes) -> bool:
    """A broadcast is known by its id."""
    known = Board()
    known.learn(decode(Broadcast, data))
    return len(known.all()) == 1


def counts(data: bytes) -> bool:
    """A partition's progress adds to the whole."""
    board = Board()
    told = decode(BroadcastProgressed, data)
    board.count(told)
    return board.tally(told.broadcast_id).emitted == told.emitted


def tells(data: bytes) -> bool:
    """A note is what everybody is told."""
    return bool(decode(NotePublished, data).text)


def is_person(data: bytes) -> bool:
    """A subscriber is remembered under its id."""
    return decode(Subscriber, data).user_id == USER


def lets_go(data: bytes) -> bool:
    """Whoever is forgotten is known as such, and looked for."""
    gone, person = Gone(), decode(PersonForgotten, data)
    gone.learn(person)
    return gone.get(person.user_id) == person and gone.due(NOON) == [person]


def takes_back(data: bytes) -> bool:
    """Cards that may have arrived wait for a digest."""
    event = decode(NotificationReturned, data)
    row = take_back(event, somebody(), Pacing(user_id=event.user_id))
    return [one.card for one in row.doubts.waiting] == list(event.cards)


def calls(data: bytes) -> bool:
    """A request becomes a call to the Bot API."""
    due = decode(NotificationDue, data)
    words = lexicon(due.locale)
    return call_for(due, None, Reader(words, due.currency, NOON)) is not None


def learns(data: bytes) -> bool:
    """A ledger entry is remembered with its state."""
    entry = decode(LedgerEntry, data)
    book = Book()
    book.learn(entry.notification_id, entry.state, entry.message_id)
    mark = book.get(entry.notification_id)
    return mark is not None and mark.state == entry.state


def converses(data: bytes) -> bool:
    """An update is what aiogram understands."""
    update = decode(TelegramUpdate, data)
    return Update.model_validate(update.payload).update_id == update.update_id


def continues(data: bytes) -> bool:
    """A cursor says where a source goes on."""
    return bool(decode(SourceCursor, data).seen)


def looks_up(data: bytes) -> bool:
    """A published table is that of its day, and of later ones."""
    published = decode(RatesPublished, data)
    table = book_of([published]).at(published.date)
    return table.usd_per_unit == published.usd_per_unit


READERS: dict[tuple[str, str], Callable[[bytes], bool]] = {
    ("normalise", "projects.raw"): normalises,
    ("dedupe", "projects.clean"): dedupes,
    ("fanout", "projects.unique"): fans_out,
    ("match", "projects.fanout"): matches,
    ("match", "subscribers"): indexes,
    ("personalise", "matches"): personalises,
    ("personalise", "feedback"): takes_feedback,
    ("personalise", "ticks"): ticks,
    ("personalise", "subscribers"): is_person,
    ("personalise", "notifications.scheduled"): schedules,
    ("chat", "broadcasts"): announces,
    ("chat", "broadcasts.progress"): counts,
    ("chat", "ops.notes"): tells,
    ("personalise", "notifications.returned"): takes_back,
    ("notify", "notifications.due"): calls,
    ("notify", "notifications.ledger"): learns,
    ("chat", "telegram.updates"): converses,
    ("chat", "subscribers"): is_person,
    ("chat", "people.forgotten"): lets_go,
    ("notify", "people.forgotten"): lets_go,
    ("collect", "sources.cursors"): continues,
    ("normalise", "rates"): looks_up,
    ("fanout", "rates"): looks_up,
}
PAIRS = [
    (stage, topic, file)
    for (stage, topic) in READERS
    for file in sorted((EXAMPLES / topic).glob("*.json"))
]


def test_the_table_names_every_reader() -> None:
    """Whoever begins to read a topic is added here; record reads all and has its own test."""
    named = {
        (stage, topic.name)
        for topic in TOPICS.values()
        for stage in (*topic.readers, *topic.loaded_by)
        if stage != "record"
    }
    assert set(READERS) == named


@pytest.mark.parametrize(
    ("stage", "topic", "file"), PAIRS, ids=lambda value: getattr(value, "stem", value)
)
def test_a_reader_takes_every_example(stage: str, topic: str, file: Path) -> None:
    """Old or new, a record of the topic does to the stage what it should."""
    assert READERS[stage, topic](file.read_bytes())


@pytest.mark.parametrize(
    "file", sorted(EXAMPLES.rglob("*.json")), ids=lambda file: f"{file.parent.name}/{file.stem}"
)
def test_record_makes_a_row_of_every_example(file: Path) -> None:
    """Each record becomes one line of JSON that begins with its coordinates."""
    value = orjson.dumps(orjson.loads(file.read_bytes()))  # compact, as on the wire
    row = Row(partition=3, offset=41, timestamp=0, key=b"k", value=value)
    line = to_line(file.parent.name, row)
    assert b'"_offset":41' in line
    assert line.count(b"\n") <= 1
