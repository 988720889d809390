"""Asking to be reminded: times as typed, one reminder a card, listing, cancelling; and news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Button, KeyboardEdit, Reply
from gigwire.contracts.ids import ChatId, MessageId, TraceId, UserId
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.broadcast import news
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Decision, Pressed, Turn
from gigwire.domain.schedule import asking
from gigwire.domain.schedule.wish import time_of

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)  # 14:30 in Kyiv
ABOUT = asking.About(MessageId(12), "Bot <for> clients", "https://fl.example/1")
PRESSED = Pressed("q", MessageId(40))


def a_turn(person: Subscriber | None = None, update_id: int = 100) -> Turn:
    """A turn of user 5, in Kyiv."""
    turn = Turn(
        update_id=update_id,
        user_id=UserId(5),
        chat_id=ChatId(5),
        trace_id=TraceId("t"),
        now=NOW,
        lexicon=lexicon,
        subscriber=person,
        language_code="en",
    )
    if person is not None:
        return turn
    somebody = turn.person.model_copy(update={"timezone": "Europe/Kyiv"})
    return a_turn(somebody, update_id)


def requested(decision: Decision) -> ScheduleRequested:
    """The one record of a decision."""
    (outgoing,) = decision.further
    assert outgoing.topic == "notifications.scheduled"
    assert isinstance(outgoing.event, ScheduleRequested)
    return outgoing.event


def subscriber_after(decision: Decision) -> Subscriber:
    """The person as the decision leaves them."""
    assert decision.subscriber is not None
    return decision.subscriber


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("18:00", "21 16:00"),
        ("18", "21 16:00"),
        ("9:15", "22 07:15"),
        ("tomorrow 9:00", "22 07:00"),
        ("завтра в 9:00", "22 07:00"),
        ("amanhã às 9.00", "22 07:00"),
        ("mañana 0:00", "21 22:00"),
        ("today 14:31", "21 12:31"),
        ("in 2h", "21 14:30"),
        ("2ч", "21 14:30"),
        ("90 min", "21 14:00"),
        ("через 3 дня", "24 12:30"),
    ],
)
def test_time_is_understood_in_the_persons_zone(typed: str, utc: str) -> None:
    """Always in the future, in the words of five languages."""
    moment = time_of(typed, NOW, "Europe/Kyiv")
    assert moment is not None
    assert f"{moment:%d %H:%M}" == utc


@pytest.mark.parametrize(
    "typed", ["", "soon", "25:00", "18:70", "0 min", "9999 days", "today 9:00", "18:00 x"]
)
def test_time_that_means_nothing_is_refused(typed: str) -> None:
    """Not guessed: also a time of today that has passed."""
    assert time_of(typed, NOW, "Europe/Kyiv") is None


def test_button_offers_times_that_are_still_to_come() -> None:
    """In answer to the card; this evening only before this evening."""
    _, offer = asking.ask(a_turn(), PRESSED, ABOUT).says
    assert isinstance(offer, Reply)
    assert offer.reply_to == ABOUT.message_id
    assert '<a href="https://fl.example/1">Bot &lt;for&gt; clients</a>' in offer.text
    texts = [one.text for row in offer.keyboard for one in row]
    assert texts == ["In 1 hour", "Today 18:00", "Tomorrow 9:00"]
    late = a_turn(a_turn().person.model_copy(update={"timezone": "Asia/Tokyo"}))
    assert "Today 18:00" not in str(asking.ask(late, PRESSED, ABOUT))


def test_choice_sets_the_reminder_and_its_message_says_so() -> None:
    """The record, the list in the settings, and a button that takes it back."""
    decision = asking.choose(a_turn(), PRESSED, ABOUT, "evening")
    request = requested(decision)
    assert f"{request.at:%d %H:%M}" == "21 16:00"
    assert isinstance(request.content, Reply)
    assert request.content.reply_to == ABOUT.message_id
    assert request.content.keyboard[0][0].url == ABOUT.url
    (held,) = subscriber_after(decision).reminders
    assert held.schedule_id == request.schedule_id
    _, shown = decision.says
    assert isinstance(shown, KeyboardEdit)
    assert "today at 18:00" in str(shown.text)
    assert records_of(a_turn(), decision).further == decision.further


def test_same_card_again_moves_its_reminder() -> None:
    """A double tap is one reminder, another choice another time."""
    first = asking.choose(a_turn(), PRESSED, ABOUT, "hour")
    turn = a_turn(subscriber_after(first), 101)
    second = asking.choose(turn, PRESSED, ABOUT, "morning")
    assert requested(first).schedule_id == requested(second).schedule_id
    assert len(subscriber_after(second).reminders) == 1
    assert requested(second).at > requested(first).at


def test_cancelled_reminder_leaves_the_list_and_is_cancelled_for_all() -> None:
    """Once; the same button again only says that it is gone."""
    person = subscriber_after(asking.remind(a_turn(), NOW + timedelta(hours=2), ABOUT))
    name = person.reminders[0].schedule_id
    decision = asking.cancel(a_turn(person, 102), PRESSED, name, is_listed=True)
    assert requested(decision).is_cancelled
    assert subscriber_after(decision).reminders == ()
    assert "Nothing to remind" in str(decision.says)
    again = asking.cancel(a_turn(decision.subscriber, 103), PRESSED, name, is_listed=False)
    assert (again.further, again.subscriber) == ((), None)


def test_list_shows_what_is_to_come_and_number_is_limited() -> None:
    """What came is no longer shown and makes room."""
    person = a_turn().person
    for number in range(asking.MOST_REMINDERS):
        about = asking.About(MessageId(number + 1), f"Card {number}")
        when = NOW + timedelta(hours=number + 1)
        person = subscriber_after(asking.remind(a_turn(person, 200 + number), when, about))
    (listed,) = asking.listed(a_turn(person, 300)).says
    assert isinstance(listed, Reply)
    assert len(listed.keyboard) == asking.MOST_REMINDERS
    assert "today at 15:30" in listed.text
    assert "tomorrow at 10:30" in listed.text
    other = ABOUT._replace(message_id=MessageId(99))
    full = asking.remind(a_turn(person, 301), NOW + timedelta(days=3), other)
    assert full.further == ()
    passed = person.model_copy(
        update={
            "reminders": (
                person.reminders[0].model_copy(update={"at": NOW}),
                *person.reminders[1:],
            )
        }
    )
    assert requested(asking.remind(a_turn(passed, 302), NOW + timedelta(days=3), other))


@pytest.mark.parametrize(("text", "part"), [("", "Answer a card"), ("soon", "did not understand")])
def test_command_that_is_wrong_is_explained(text: str, part: str) -> None:
    """With an example that works."""
    (said,) = asking.command(a_turn(), text, ABOUT).says
    assert part in str(said)
    (other,) = asking.command(a_turn(), "18:00", None).says
    assert "Answer a card" in str(other)


def test_news_are_ended_and_brought_back() -> None:
    """By the command, and by the button, which then goes."""
    off = news.news(a_turn(), "OFF")
    person = subscriber_after(off)
    assert person.news_off
    assert news.news(a_turn(person, 101), "off").subscriber is None
    assert not subscriber_after(news.news(a_turn(person, 101), "on")).news_off
    keyboard = ((Button(text="Read", url="https://x.example"),), (news.off_button(lexicon("en")),))
    pressed = news.press_off(a_turn(), PRESSED, keyboard)
    assert subscriber_after(pressed).news_off
    assert isinstance(pressed.says[1], KeyboardEdit)
    assert pressed.says[1].keyboard == keyboard[:1]
