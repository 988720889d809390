"""`/delete_me`: two questions, one end, and no way back by a repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.ids import ChatId, EventId, MessageId, TraceId, UserId
from gigwire.contracts.people import Subscriber
from gigwire.contracts.reminders import Reminder, ScheduleId
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.chat import forgetting
from gigwire.domain.chat.records import records_of
from gigwire.domain.forgetting.gone import Gone, back, is_former
from tests.support.gigs import NOON
from tests.support.talk import Talk

if TYPE_CHECKING:
    from gigwire.contracts.forgotten import PersonForgotten


def known() -> Talk:
    """Somebody with a filter."""
    talk = Talk()
    talk.start()
    talk.say("python budget>=1usd")
    return talk


def departed(talk: Talk) -> PersonForgotten:
    """The record of somebody who asked."""
    decision = forgetting.ordered(replace(talk.turn(), trace_id=TraceId("o")))
    forgotten = records_of(talk.turn(), replace(decision, forgets="asked")).forgotten
    assert forgotten is not None
    return forgotten


@pytest.mark.parametrize("language", ["en", "ru", "uk", "pt", "es"])
def test_two_questions_then_nothing_is_kept(language: str) -> None:
    """The buttons change places, so that two taps at one spot delete nothing."""
    talk = Talk(language=language)
    talk.start()
    talk.run(forgetting.ask)
    first = talk.keyboard
    talk.press(first[0][0].data or "")
    assert talk.person is not None
    assert talk.keyboard[0][0].data == first[1][0].data
    talk.press(talk.keyboard[1][0].data or "")
    assert talk.person is None


def test_no_keeps_everything() -> None:
    """At either question."""
    for taps in ((1,), (0, 0)):
        talk = known()
        talk.run(forgetting.ask)
        for row in taps:
            talk.press(talk.keyboard[row][0].data or "")
        assert talk.person is not None
        assert talk.text == lexicon("en")("forget-kept")


@pytest.mark.parametrize("data", ["~1forget:now:0000000", "~1forget:now:zz", "~1forget:now"])
def test_an_old_or_forged_last_button_asks_again(data: str) -> None:
    """A message of last week deletes nothing with one tap."""
    talk = known()
    talk.press(data)
    assert talk.person is not None
    assert talk.toast == lexicon("en")("toast-outdated")


def test_a_second_tap_finds_nobody_and_makes_nobody() -> None:
    """What is said to a stranger keeps nothing of them."""
    talk = known()
    talk.run(forgetting.ask)
    talk.tap("Yes")
    last = talk.keyboard[1][0].data or ""
    talk.press(last)
    talk.press(last)
    assert talk.text == lexicon("en")("forget-nobody")
    assert talk.person is None


def test_reminders_to_come_are_cancelled() -> None:
    """One that the scheduler reads late must not live on there."""
    talk = known()
    assert talk.person is not None
    reminder = Reminder(
        schedule_id=ScheduleId("s"), at=NOON + timedelta(days=1), title="x", message_id=MessageId(3)
    )
    talk.person = talk.person.model_copy(update={"reminders": (reminder,)})
    (told,) = forgetting.ordered(talk.turn()).further
    assert isinstance(told.event, ScheduleRequested)
    assert told.event.is_cancelled


def test_an_update_of_before_the_end_is_a_repeat_and_a_later_one_is_not() -> None:
    """A crash between the end and its commit brings updates again, to nobody's record."""
    talk = known()
    gone = departed(talk)
    talk.person = None
    last = gone.last_update_id
    for number, is_repeat in ((last, True), (gone.applied[0], True), (last + 1, False)):
        turn = replace(talk.turn(), update_id=number, gone=gone)
        assert turn.is_repeat is is_repeat, number
        returned = replace(turn, gone=back(gone, NOON))
        assert not returned.is_repeat
        other = replace(turn, bot="east")
        assert not other.is_repeat


def test_the_same_order_again_forgets_nobody_anew() -> None:
    """A person who came back after it stays; of somebody unknown there may be records."""
    talk = known()
    gone = back(departed(talk), NOON)
    again = replace(talk.turn(), gone=gone, trace_id=gone.trace_id)
    assert not forgetting.ordered(again).forgets
    stranger = replace(talk.turn(), subscriber=None)
    assert records_of(stranger, forgetting.ordered(stranger)).forgotten is not None


def test_what_is_older_than_the_return_is_of_the_former_life() -> None:
    """Without a return everything is."""
    gone = departed(known())
    assert is_former(gone, NOON + timedelta(days=5))
    returned = back(gone, NOON)
    assert is_former(returned, NOON - timedelta(seconds=1))
    assert not is_former(returned, NOON)


def test_stores_are_looked_through_again_in_ever_longer_pauses() -> None:
    """At once, soon, and a month long at least daily; anew for whoever is forgotten anew."""
    gone, people = departed(known()), Gone()
    people.learn(gone)
    looks, now = [], gone.event_time
    while now < gone.event_time + timedelta(days=31):
        if people.due(now):
            people.looked([gone], now)
            looks.append(now - gone.event_time)
        now += timedelta(minutes=1)
    pauses = [after - before for before, after in pairwise(looks)]
    assert looks[0] == timedelta(0)
    assert max(pauses) <= timedelta(days=1, minutes=1)
    assert 40 < len(looks) < 100
    people.learn(gone.model_copy(update={"event_time": now, "event_id": EventId("again")}))
    assert people.due(now)


def test_somebody_new_is_told_that_nothing_is_held() -> None:
    """/delete_me of a stranger makes no record."""
    talk = Talk()
    talk.run(forgetting.ask)
    assert talk.person is None
    assert talk.text == lexicon("en")("forget-nobody")


def test_forgetting_names_the_person_and_their_bot() -> None:
    """What the other stages need."""
    gone = departed(known())
    assert (gone.user_id, gone.chat_id, gone.how) == (UserId(5), ChatId(5), "asked")
    assert isinstance(Subscriber.model_fields["applied"].default, tuple)
