"""`/export` and `/import`: the file gives the same settings back, a hostile one gives a reason."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import get_args

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Document
from gigwire.contracts.ids import ClusterId, MessageId
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import Locale, Pace, QuietHours, Subscriber
from gigwire.contracts.portable import MOST_FILE, Portable
from gigwire.contracts.reminders import Reminder, ScheduleId
from gigwire.contracts.saved import SavedCard
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.cards.html import clean
from gigwire.domain.chat import exporting, importing
from gigwire.domain.chat.exporting import SETTINGS, portable_of, text_of
from gigwire.domain.chat.locales import CURRENCIES
from gigwire.domain.filters import filter_of
from gigwire.domain.schedule.asking import restored
from tests.support.gigs import NOON
from tests.support.talk import Talk
from tests.support.telegram_html import visible_text

LOCALES: tuple[Locale, ...] = get_args(Locale)
# Why the other fields of a person are in no file.
NOT_PORTABLE = {
    "event_id", "trace_id", "event_time", "schema_version", "origin",  # the record's own
    "user_id", "chat_id", "bot",  # who and where, not what is wanted
    "version", "last_update_id", "applied",  # of this conversation
    "ban", "ceilings",  # what others decided about them
    "dialog",  # where the conversation stands
    "group",  # of a group, which has admins and no file
}  # fmt: skip
QUERIES = ("python", '"telegram bot" -wordpress', "budget>=500usd logo", "* source:kwork", "дизайн")
SIGNS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
WORDS = st.text(SIGNS, min_size=1, max_size=40).filter(clean)
URLS = st.sampled_from((None, "https://fl.example/1", "https://kwork.example/p?id=2&x=3"))
MUTES = st.builds(Mute, kind=st.sampled_from(("word", "client", "source")), value=WORDS)
TIMES = st.integers(0, 10**8).map(lambda seconds: NOON + timedelta(seconds=seconds))
SPANS = st.builds(
    QuietHours,
    start_minute=st.integers(0, 700),
    end_minute=st.integers(701, 1440),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
CARDS = st.builds(
    SavedCard,
    cluster_id=st.integers(0, 2**40).map(lambda number: ClusterId(f"{number:x}")),
    title=WORDS,
    url=URLS,
    source=st.sampled_from(("", "fl", "kwork")),
    at=TIMES,
    is_applied=st.booleans(),
)
PEACES = st.builds(
    Peace,
    urgent_percentile=st.integers(0, 99),
    digest_top=st.integers(1, 10),
    client_cap=st.integers(0, 50),
    mutes=st.lists(MUTES, max_size=4).map(tuple),
    less_often=st.integers(0, 4),
    has_report=st.booleans(),
)


def some_filters(queries: list[str]) -> tuple[object, ...]:
    """Filters as a person has them, one of them on pause."""
    made = [filter_of(one).filter for one in dict.fromkeys(queries)]
    return tuple(
        one.model_copy(update={"is_paused": number == 0, "priority": "high"})
        for number, one in enumerate(made)
        if one is not None
    )


def reminders(numbers: list[int]) -> tuple[Reminder, ...]:
    """Reminders to come, earliest first, as `asking` would have set them for user 5."""
    set_up = Talk()
    set_up.start()
    wanted = tuple(
        Reminder(
            schedule_id=ScheduleId("x"),
            at=NOON + timedelta(hours=number),
            title=f"Card {number}",
            message_id=MessageId(number),
        )
        for number in sorted(set(numbers))
    )
    return restored(set_up.turn(), wanted, keeps=())[0]


PEOPLE = st.fixed_dictionaries(
    {
        "status": st.sampled_from(("active", "paused")),
        "locale": st.sampled_from(LOCALES),
        "currency": st.sampled_from(CURRENCIES),
        "timezone": st.sampled_from(("UTC", "Europe/Kyiv", "America/Sao_Paulo")),
        "quiet_hours": st.lists(SPANS, max_size=3).map(tuple),
        "daily_cap": st.integers(0, 1_000),
        "pace": st.sampled_from(get_args(Pace)),
        "digest_minute": st.integers(0, 1439),
        "peace": PEACES,
        "media": st.booleans(),
        "taste_off": st.booleans(),
        "news_off": st.booleans(),
        "filters": st.lists(st.sampled_from(QUERIES), max_size=5).map(some_filters),
        "saved": st.lists(CARDS, max_size=4, unique_by=lambda card: card.cluster_id).map(tuple),
        "reminders": st.lists(st.integers(1, 300), max_size=4).map(reminders),
    }
)


def newcomer() -> Talk:
    """Somebody who has just begun."""
    talk = Talk()
    talk.start()
    return talk


def somebody(wishes: dict[str, object]) -> Talk:
    """Somebody with these settings."""
    talk = newcomer()
    assert talk.person is not None
    talk.person = talk.person.model_copy(update=wishes)
    return talk


def whole(person: Subscriber | None) -> dict[str, object]:
    """All of a person that is in the file."""
    assert person is not None
    kept = {*SETTINGS, "status", "filters", "saved", "reminders"}
    # When a filter was made here is of no meaning elsewhere, nor is a group's topic.
    return person.model_dump(include=kept, exclude={"filters": {"__all__": {"since", "thread_id"}}})


def test_every_field_of_a_person_is_in_the_file_or_left_out_for_a_reason() -> None:
    """A setting that is added tomorrow is not forgotten in the file."""
    assert set(Subscriber.model_fields) == NOT_PORTABLE | set(Portable.model_fields) - {
        "format", "version", "exported_at",
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_what_was_exported_is_imported_as_the_same_settings(wishes: dict[str, object]) -> None:
    """Whoever replaces by the file has what its owner had, whatever that was."""
    owner, other = somebody(wishes), newcomer()
    owner.run(exporting.export)
    other.run(lambda turn: importing.command(turn, owner.text))
    other.tap(other.buttons[0])
    assert whole(other.person) == whole(owner.person)


def a_file(**changes: object) -> str:
    """The file of somebody with a filter and a saved card, spoilt as wanted."""
    talk = newcomer()
    talk.say("python budget>=1usd")
    assert talk.person is not None
    card = SavedCard(cluster_id=ClusterId("c1"), title="Bot", url="https://fl.example/1", at=NOON)
    person = talk.person.model_copy(update={"saved": (card,)})
    return orjson.dumps({**orjson.loads(text_of(portable_of(person, NOON))), **changes}).decode()


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


def test_the_fullest_file_fits_a_record_and_is_taken_back() -> None:
    """Twenty filters, fifty cards, twenty reminders, every text as long as it may be."""
    url = "https://fl.example/" + "x" * 970
    card = {"title": "д" * 300, "url": url, "source": "fl", "at": NOON.isoformat()}
    text = a_file(
        filters=[{"name": "д" * 60, "query": f'"{"д" * 60}" {number}'} for number in range(20)],
        saved=[{**card, "cluster_id": f"c{number}"} for number in range(50)],
        reminders=[
            {"schedule_id": "s", "at": "2027-01-01T00:00:00Z", "title": "д" * 100, "url": url}
            | {"message_id": number}
            for number in range(1, 21)
        ],
    )
    talk = newcomer()
    talk.run(lambda turn: importing.given(turn, text))
    talk.tap("Replace")
    decision = exporting.export(talk.turn())
    (document,) = decision.says
    assert isinstance(document, Document)
    assert len(document.content.encode()) < 500_000
    assert len(document.content) < MOST_FILE
