"""What notify reports of a chat becomes the person's settings, and nothing else does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId
from gigwire.contracts.people import ChatReport, Subscriber, TelegramUpdate
from gigwire.domain.chat import commands
from gigwire.domain.chat.turn import NOTHING, Turn
from tests.support.gigs import NOON

BLOCKED = ChatReport(reason="blocked")


def a_person(chat: int = 7) -> Subscriber:
    """Somebody who last spoke at noon."""
    return Subscriber(
        event_id=EventId("s"),
        trace_id=TraceId("t"),
        event_time=NOON,
        user_id=UserId(7),
        chat_id=ChatId(chat),
        version=3,
        last_update_id=41,
    )


def a_report(minutes: float, report: ChatReport) -> TelegramUpdate:
    """A report of so many minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    return TelegramUpdate(
        event_id=EventId("r"),
        trace_id=TraceId("t"),
        event_time=at,
        update_id=0,
        user_id=UserId(7),
        chat_id=ChatId(7),
        payload={},
        received_at=at,
        report=report,
    )


def decided(person: Subscriber | None, event: TelegramUpdate) -> Subscriber | None:
    """The new settings, if any."""
    turn = Turn(0, UserId(7), ChatId(7), TraceId("t"), NOON, lexicon, person)
    assert event.report is not None
    return commands.reported(turn, event, event.report).subscriber


def test_refused_person_is_blocked_and_keeps_everything_else() -> None:
    """Status changes; the last update id stays, so that a repeat of it is still known."""
    person = a_person()
    found = decided(person, a_report(1, BLOCKED))
    assert found is not None
    assert (found.status, found.last_update_id, found.version) == ("blocked", 41, 4)
    assert found.event_id != person.event_id


def test_moved_chat_is_written_to_at_its_new_id() -> None:
    """Only the chat id changes."""
    found = decided(a_person(), a_report(1, ChatReport(reason="migrated", moved_to=ChatId(-9))))
    assert found is not None
    assert (found.status, found.chat_id) == ("active", -9)


@pytest.mark.parametrize(
    ("person", "minutes"), [(None, 1), (a_person(), -1), (a_person(chat=8), 1)]
)
def test_report_that_means_nothing_any_more_changes_nothing(
    person: Subscriber | None, minutes: float
) -> None:
    """A stranger, somebody who acted since, and another chat than the person's own."""
    assert decided(person, a_report(minutes, BLOCKED)) == NOTHING.subscriber
