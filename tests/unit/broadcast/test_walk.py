"""Whom a broadcast reaches: segments, and walks that are killed and go on."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon
from gigwire.contracts.broadcasts import Segment
from gigwire.contracts.delivery import Reply
from gigwire.domain.broadcast.segment import (
    WrongSegment,
    includes,
    read_segment,
    shown_segment,
)
from gigwire.domain.broadcast.walk import AHEAD, due_of
from tests.support.broadcast_lab import Walker, a_broadcast, a_person
from tests.support.schedule_lab import NOON

PERSON = a_person(5, 'python "telegram bot"', "logo", locale="ru", pace="hourly")


@pytest.mark.parametrize(
    ("typed", "is_in"),
    [
        ("all", True),
        ("locale:en,ru", True),
        ("locale:en", False),
        ("pace:hourly", True),
        ("pace:daily", False),
        ("filters:2", True),
        ("filters:3-", False),
        ("filters:-1", False),
        ("filters:1-5 word:Telegram,rust", True),
        ("word:tele", False),
        ("active:2", True),
        ("ids:4,5", True),
        ("ids:4", False),
        ("locale:ru word:logo pace:daily", False),
    ],
)
def test_segment_is_what_is_typed(typed: str, is_in: bool) -> None:  # noqa: FBT001 - a table
    """All parts have to be true; and it reads the same when written back."""
    segment = read_segment(typed)
    assert includes(segment, PERSON, NOON + timedelta(days=1)) is is_in
    assert read_segment(shown_segment(segment)) == segment


@pytest.mark.parametrize(
    "typed", ["locale:de", "pace:now", "filters:", "ids:a", "who:me", "active:0"]
)
def test_segment_that_means_nothing_is_refused(typed: str) -> None:
    """A typing error must not write to everybody."""
    with pytest.raises(WrongSegment, match=typed):
        read_segment(f"locale:ru {typed}")


@pytest.mark.parametrize(
    "fields", [{"news_off": True}, {"status": "paused"}, {"status": "blocked"}]
)
def test_whoever_stopped_or_wants_no_news_is_in_no_segment(fields: dict[str, object]) -> None:
    """Not even when named."""
    person = PERSON.model_copy(update=fields)
    assert not includes(Segment(), person, NOON)
    assert not includes(Segment(users=(PERSON.user_id,)), person, NOON)


def test_person_whose_settings_are_old_is_not_active() -> None:
    """Counted in days, from the last change."""
    assert includes(Segment(active_days=3), PERSON, NOON + timedelta(days=3))
    assert not includes(Segment(active_days=3), PERSON, NOON + timedelta(days=3, seconds=1))


def test_message_has_its_lane_and_the_way_out() -> None:
    """The last button ends news, in the person's language."""
    due = due_of(a_broadcast(), PERSON, lexicon("ru"), NOON)
    assert (due.kind, due.lane, due.locale) == ("broadcast", 4, "ru")
    assert isinstance(due.content, Reply)
    assert due.content.keyboard[-1][0].text == "Без новостей"


@given(st.integers(min_value=0), st.sets(st.integers(1, 200), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_walk_that_is_killed_reaches_each_once(seed: int, users: set[int]) -> None:
    """In the order of ids; never more than a few ahead of their end, whatever is lost."""
    random = Random(seed)
    people = [a_person(user, news_off=user % 7 == 0) for user in users]
    walker = Walker(random, people)
    for _ in range(2_000):
        walker.turn()
        if walker.stored.cursor == max(users) and not walker.waiting:
            break
    wanted = [user for user in sorted(users) if user % 7]
    assert list(walker.told.values()) == wanted
    assert walker.stored.emitted == len(wanted)
    assert walker.most_waiting <= AHEAD
