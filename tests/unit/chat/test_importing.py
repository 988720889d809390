"""`/import`: a hostile or mistaken file gives a reason, a good one is shown and taken once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.portable import MOST_FILE
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.chat import importing
from gigwire.domain.chat.exporting import portable_of
from tests.support.gigs import NOON
from tests.support.portable_people import LOCALES, a_file, newcomer, reminders, whole
from tests.support.talk import Talk
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from gigwire.contracts.people import Locale

HOSTILE = {
    "": "import-format",
    "{": "import-format",
    "[" * 100_000: "import-format",
    "null": "import-format",
    '{"format": "other", "version": 1}': "import-format",
    '{"format": "gigwire.person", "version": 2}': "import-version",
    '{"format": "gigwire.person", "version": true}': "import-version",
    "x" * (MOST_FILE + 1): "import-large",
    '{"format": "gigwire.person", "version": 1, "\\ud800": 1}': "import-format",
    a_file(colour="<b>red</b>"): "import-unknown",
    a_file(peace={"mute": []}): "import-unknown",
    a_file(daily_cap=10**15): "import-value",
    a_file().replace(":30,", ":1" + "0" * 400 + ","): "import-format",
    a_file(timezone="../../etc/passwd"): "import-value",
    a_file(currency="<script>"): "import-value",
    a_file(quiet_hours=[{"start_minute": 5}]): "import-missing",
    a_file(quiet_hours=[{"start_minute": 5, "end_minute": 5}]): "import-value",
    a_file(
        saved=[{"cluster_id": "a:b", "title": "x", "at": "2026-01-01T00:00:00Z"}]
    ): "import-value",
    a_file(reminders=[{}]): "import-missing",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_hostile_file_changes_nothing_and_is_told_why(locale: Locale) -> None:
    """In the person's language, as HTML that Telegram takes, within one message."""
    words = lexicon(locale)
    for text, key in HOSTILE.items():
        talk = Talk(language=locale)
        talk.start()
        before = whole(talk.person)
        talk.run(partial(importing.given, text=text))
        begun = words(key, field="§", version="§", limit=200).split("§")[0]
        assert begun in talk.text, (key, talk.text)
        assert len(visible_text(talk.text)) <= 4_096
        assert whole(talk.person) == before
        assert talk.keyboard == ()


def test_wrong_filter_is_told_with_its_place_and_reason() -> None:
    """The same words that typing it would have brought."""
    talk = newcomer()
    wrong = [{"name": "a", "query": "python"}, {"name": "b", "query": "(rust"}]
    talk.run(lambda turn: importing.given(turn, a_file(filters=wrong)))
    assert "filters[2].query" in talk.text
    assert lexicon("en")("filter-bracket-open") in talk.text


def test_more_filters_than_anybody_may_have_are_refused() -> None:
    """Twenty are the most, also by way of a file."""
    talk = newcomer()
    many = [{"name": "a", "query": f"word{number}"} for number in range(21)]
    talk.run(lambda turn: importing.given(turn, a_file(filters=many)))
    assert lexicon("en")("filter-too-many", limit=20) in talk.text


def test_adding_keeps_what_is_there() -> None:
    """Own settings and filters stay, the file's come beside them, once."""
    talk = newcomer()
    talk.say("rust budget>=1usd")
    talk.run(lambda turn: importing.given(turn, a_file(daily_cap=3)))
    talk.tap("Add")
    assert talk.person is not None
    assert [one.query for one in talk.person.filters] == [
        "rust budget>=1usd",
        "python budget>=1usd",
    ]
    assert talk.person.daily_cap == 30
    assert [one.cluster_id for one in talk.person.saved] == ["c1"]


def test_a_file_is_taken_once_and_only_the_one_that_was_shown() -> None:
    """A double tap, a cancelled offer and the buttons of an older one take nothing."""
    talk = newcomer()
    talk.run(lambda turn: importing.given(turn, a_file(daily_cap=3)))
    older = talk.keyboard
    talk.run(lambda turn: importing.given(turn, a_file(daily_cap=4)))
    newer = talk.keyboard
    talk.press(older[0][0].data or "")
    assert talk.toast == lexicon("en")("toast-stale")
    talk.press(newer[0][0].data or "")
    assert talk.person is not None
    assert (talk.person.daily_cap, talk.person.dialog.offer) == (4, "")
    talk.press(newer[1][0].data or "")
    assert talk.toast == lexicon("en")("toast-stale")


def test_import_waits_for_the_file_and_for_nothing_else() -> None:
    """A pasted file is one; other words are a search, as ever, and end the waiting."""
    talk = newcomer()
    talk.run(lambda turn: importing.command(turn, ""))
    asked = talk.copy()
    asked.say(a_file())
    assert asked.buttons[0] == lexicon("en")("button-import-replace")
    talk.say("golang budget>=1usd")
    assert talk.person is not None
    assert (talk.person.dialog.awaits, talk.person.filters[0].query) == ("", "golang budget>=1usd")


def test_reminders_that_go_and_come_are_told_to_the_scheduler() -> None:
    """Replacing cancels what was to come, and asks for what the file has."""
    talk = newcomer()
    assert talk.person is not None
    talk.person = talk.person.model_copy(update={"reminders": reminders([1, 2])})
    turn = talk.turn()
    portable = portable_of(talk.person, NOON).model_copy(update={"reminders": reminders([2, 3])})
    changed, further = importing.replaced(turn, portable, ())
    assert [one.message_id for one in changed.reminders] == [2, 3]
    told = [one.event for one in further if isinstance(one.event, ScheduleRequested)]
    assert [(one.at - NOON, one.is_cancelled) for one in told] == [
        (timedelta(hours=3), False),
        (timedelta(hours=1), True),
    ]
