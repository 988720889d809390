"""People with any settings, and files of `/export`: as they are, and spoilt as a test wants."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, get_args

import orjson
from hypothesis import strategies as st

from gigwire.contracts.ids import ClusterId, MessageId
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import Locale, Pace, QuietHours, Subscriber
from gigwire.contracts.reminders import Reminder, ScheduleId
from gigwire.contracts.saved import SavedCard
from gigwire.domain.cards.html import clean
from gigwire.domain.chat.exporting import SETTINGS, portable_of, text_of
from gigwire.domain.chat.locales import CURRENCIES
from gigwire.domain.filters import filter_of
from gigwire.domain.schedule.asking import restored
from tests.support.gigs import NOON
from tests.support.talk import Talk

LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
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


def a_file(**changes: object) -> str:
    """The file of somebody with a filter and a saved card, spoilt as wanted."""
    talk = newcomer()
    talk.say("python budget>=1usd")
    assert talk.person is not None
    card = SavedCard(cluster_id=ClusterId("c1"), title="Bot", url="https://fl.example/1", at=NOON)
    person = talk.person.model_copy(update={"saved": (card,)})
    return orjson.dumps({**orjson.loads(text_of(portable_of(person, NOON))), **changes}).decode()
