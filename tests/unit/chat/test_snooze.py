"""Snooze: from a card and back, until when by the person's clock, seen and ended in /status."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.cards.keyboards import acts_shown
from gigwire.domain.chat import snooze, stats
from gigwire.domain.chat.stamps import UNDO_MINUTES
from tests.support.gigs import NOON
from tests.support.talk import Talk
from tests.unit.chat.test_card_presses import Chat
from tests.unit.chat.test_conversation import NOW

LOCALES: tuple[Locale, ...] = get_args(Locale)


def until_of(chat: Chat) -> datetime | None:
    """The end of the person's silence."""
    return chat.person.peace.snoozed_until


def test_card_asks_how_long_and_says_until_when() -> None:
    """What else holds of the card stays to be seen; nothing goes to feedback; Undo undoes."""
    chat = Chat()
    chat.press("More like this")
    before = chat.texts()
    chat.press("Snooze")
    assert acts_shown(chat.keyboard) == {"like"}
    toast = chat.press("Quiet for 1 hour")
    until = until_of(chat)
    assert until is not None
    assert NOW + timedelta(hours=1) <= until <= NOW + timedelta(hours=1, minutes=1)
    assert "one message" in toast
    assert chat.given() == ()
    assert [one for one in chat.texts() if "undo" in one]
    chat.press(next(one for one in chat.texts() if "undo" in one))
    assert (until_of(chat), chat.texts()) == (None, before)


def test_press_on_snooze_proves_the_card() -> None:
    """As any other press on it does."""
    chat = Chat()
    chat.press("Snooze")
    assert chat.records.due[0].proof is not None


def test_undo_is_over_after_ten_minutes() -> None:
    """Then it stays, and is said; /status still ends it."""
    chat = Chat()
    chat.press("Snooze")
    chat.press("Quiet for 1 hour")
    chat.now += timedelta(minutes=UNDO_MINUTES + 1)
    assert "minutes ago" in chat.press(next(one for one in chat.texts() if "undo" in one))
    assert until_of(chat) is not None


def test_double_tap_is_one_snooze() -> None:
    """A second later nothing changes."""
    chat = Chat()
    chat.press("Snooze")
    data = next(one.data for row in chat.keyboard for one in row if one.text == "Quiet for 1 hour")
    chat.send(data or "")
    first = until_of(chat)
    chat.now += timedelta(seconds=1)
    chat.send(data or "")
    assert until_of(chat) == first


@pytest.mark.parametrize(
    ("now", "zone", "choice", "expected"),
    [
        ("2026-11-18T12:00", "Europe/Kyiv", "evening", "2026-11-18T16:00"),
        ("2026-11-18T17:00", "Europe/Kyiv", "evening", None),
        ("2026-11-18T12:00", "Europe/Kyiv", "morning", "2026-11-19T07:00"),
        ("2026-11-19T00:30", "Europe/Kyiv", "morning", "2026-11-19T07:00"),
        ("2026-03-28T20:00", "Europe/Kyiv", "morning", "2026-03-29T06:00"),
        ("2026-11-18T12:00", "America/Sao_Paulo", "morning", "2026-11-19T12:00"),
    ],
)
def test_it_ends_by_the_person_s_own_clock(
    now: str, zone: str, choice: str, expected: str | None
) -> None:
    """Through changes of clocks; at night "tomorrow morning" is the one that comes."""
    talk = Talk()
    talk.start()
    assert talk.person is not None
    talk.person = talk.person.model_copy(update={"timezone": zone})
    turn = talk.turn_at(datetime.fromisoformat(now).replace(tzinfo=UTC))
    wanted = datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None
    assert snooze.moment(turn, choice) == wanted


@pytest.mark.parametrize("locale", LOCALES)
def test_status_shows_it_and_ends_it(locale: Locale) -> None:
    """In every language; once it is over, nothing is said of it."""
    words, talk = lexicon(locale), Talk(language=locale)
    talk.start()
    talk.say("python")
    talk.run(snooze.show)
    talk.tap(words("button-snooze-hour"))
    talk.run(stats.status)
    assert "🔕" in talk.text
    talk.tap(words("button-snooze-end"))
    assert talk.toast == words("toast-snooze-ended")
    talk.run(stats.status)
    assert "🔕" not in talk.text
    assert talk.person is not None
    past = talk.person.peace.model_copy(update={"snoozed_until": NOON})
    talk.person = talk.person.model_copy(update={"peace": past})
    talk.run(stats.status)
    assert "🔕" not in talk.text


def test_time_that_has_passed_is_offered_anew() -> None:
    """An evening that is over cannot be waited for."""
    chat = Chat()
    chat.now = datetime(2026, 11, 18, 20, tzinfo=UTC)
    toast = chat.send("kp:c1:fl:evening")
    assert until_of(chat) is None
    assert "passed" in toast
