"""Filters through their screens: what each button changes, and what the person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.domain.chat import filtering, share, stats
from gigwire.domain.chat.advice import advice_of, dropped
from gigwire.domain.filters import filter_of
from tests.support.gigs import NOON
from tests.support.talk import KEY, Talk, recent_of, steps_of_days
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from gigwire.contracts.people import Filter, Subscriber


def person(talk: Talk) -> Subscriber:
    """The record so far."""
    assert talk.person is not None
    return talk.person


@pytest.fixture
def talk() -> Talk:
    """Somebody with two filters, at the screen of the first."""
    talk = Talk(recent=recent_of(steps_of_days(2, "Python scraper", "Python logo", "Rust")))
    for query in ("python -logo", "rust"):
        talk.say(query)
    talk.run(filtering.show)
    talk.tap("python -logo")
    return talk


def first(talk: Talk) -> Filter:
    """The first filter as it is now."""
    return person(talk).filters[0]


def test_saved_filter_shows_what_it_would_have_brought() -> None:
    """The count names its honest span; the last three are links."""
    talk = Talk(recent=recent_of(steps_of_days(2, "Python scraper")))
    talk.say("python from $50")
    assert visible_text(talk.text).split("\n")[:4] == [
        "Saved: python budget>=50usd",
        "New projects that fit will come here as soon as a board shows them.",
        "",
        "In the last 2 days: 48 of 48 projects fit.",
    ]
    assert talk.text.count("<a href=") == 3


def test_filter_screen_tells_all_about_it(talk: Talk) -> None:
    """Its way, its text, its count, its acts, the way back."""
    assert visible_text(talk.text).startswith(
        "My filters › python -logo\npython -logo\n\nIn the last 2 days: 48 of 144 projects fit."
    )
    assert talk.buttons == [
        "✏️ Edit", "📋 Copy", "🏷 Rename", "◇ Normal", "⏯ Pause", "🔗 Share", "📊 Back-test",
        "💡 Advice", "🗑 Delete", "‹ Back",
    ]  # fmt: skip


def test_edit_with_an_error_waits_for_the_right_text(talk: Talk) -> None:
    """The mark is shown, the filter stays; the next text takes its place."""
    talk.tap("Edit")
    talk.say('python "open')
    assert "^" in talk.text
    assert first(talk).query == "python -logo"
    talk.say("python -rust")
    assert [one.query for one in person(talk).filters] == ["python -rust", "rust"]
    assert person(talk).dialog.awaits == ""


def test_edit_into_another_filter_is_refused(talk: Talk) -> None:
    """Two filters of one meaning would be one."""
    talk.tap("Edit")
    talk.say("rust")
    assert "already" in talk.text
    assert len(person(talk).filters) == 2


def test_command_or_button_ends_the_waiting(talk: Talk) -> None:
    """Who goes elsewhere means the next text otherwise."""
    talk.tap("Rename")
    talk.run(filtering.show)
    talk.say("figma")
    assert [one.query for one in person(talk).filters] == ["python -logo", "rust", "figma"]


def test_rename_and_copy(talk: Talk) -> None:
    """A name is only a name; a copy is a filter of its own."""
    talk.tap("Rename")
    talk.say("  My   bread <b> ")
    assert first(talk).name == "My bread <b>"
    assert "My bread &lt;b&gt;" in talk.text
    talk.tap("Copy")
    talk.say("python -logo -rust")
    assert [one.query for one in person(talk).filters][-1] == "python -logo -rust"
    assert first(talk).query == "python -logo"


def test_pause_and_priority_are_seen_in_the_list(talk: Talk) -> None:
    """One tap each, and back."""
    talk.tap("Pause")
    talk.tap("Normal")
    assert (first(talk).is_paused, first(talk).priority) == (True, "high")
    talk.tap("‹ Back")
    assert "⏸ ★ python -logo" in visible_text(talk.text)


def test_deleted_filter_comes_back_to_its_place(talk: Talk) -> None:
    """Undo; a second undo finds nothing to do."""
    talk.tap("Delete")
    assert [one.query for one in person(talk).filters] == ["rust"]
    data = next(one.data for row in talk.keyboard for one in row if "Undo" in one.text)
    talk.press(data or "")
    assert [one.query for one in person(talk).filters] == ["python -logo", "rust"]
    talk.press(data or "")
    assert len(person(talk).filters) == 2
    assert "out of date" in talk.toast


def test_backtest_draws_a_bar_for_each_whole_day(talk: Talk) -> None:
    """Two days back and today; counts stand beside the bars."""
    talk.tap("Back-test")
    assert "<code>" in talk.text
    assert visible_text(talk.text).split("\n")[3].split()[1:] == ["12", "24", "12"]


def test_adviser_names_the_greediest_condition_and_drops_it(talk: Talk) -> None:
    """Dropping each condition in turn over what came."""
    talk.tap("Edit")
    talk.say("python lang:en! budget>=150usd")
    talk.tap("Advice")
    assert "lang:en! takes away 100%: without it 48 would have come" in visible_text(talk.text)
    talk.tap("Drop lang:en!")
    assert first(talk).query == "python budget>=150usd"


def test_adviser_keeps_the_last_word() -> None:
    """A filter that needs a word never loses all of them."""
    recent = recent_of(steps_of_days(1, "Rust", "Go"))
    assert advice_of("python budget>=1usd", recent, NOON) == ()
    assert dropped("python budget>=1usd", "zzz") is None


def test_shared_filter_is_looked_at_and_taken_once(talk: Talk) -> None:
    """The link holds the query; whoever opens it sees what it brings before taking it."""
    talk.tap("Share")
    token = share.token_of("python -logo", KEY)
    assert f"https://t.me/gigwire_bot?start={token}" in talk.text
    friend = Talk(language="ru", recent=talk.recent)
    friend.start(token or "")
    assert "python -logo" in friend.text
    assert person(friend).filters == ()
    for _ in range(2):
        friend.press(f"~1take:{token}")
    assert [one.query for one in person(friend).filters] == ["python -logo"]


def test_damaged_link_is_told() -> None:
    """Nothing is taken from what we did not sign."""
    talk = Talk()
    talk.start("f_AAAA")
    assert "damaged" in talk.text


def test_filter_too_long_for_a_link_is_shared_as_text(talk: Talk) -> None:
    """Typed to the bot it makes the same filter."""
    long = " | ".join(f"word{number}unlike{number}" for number in range(12))
    talk.tap("Edit")
    talk.say(long)
    talk.tap("Share")
    assert "Too long for a link" in talk.text
    assert "word11unlike11" in talk.text


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_token_brings_back_the_query_or_is_none(text: str) -> None:
    """Whatever is shared arrives whole, and only under its key."""
    made = filter_of(text).filter
    if made is None:
        return
    token = share.token_of(made.query, KEY)
    if token is not None:
        assert len(token) <= 64
        assert share.query_of(token, KEY) == made.query
        assert share.query_of(token, b"other") is None
        assert share.query_of(token[:-1], KEY) is None


def test_common_filters_fit_a_link() -> None:
    """Russian ones too: 64 characters of Telegram hold them."""
    for query in (
        'python "telegram bot" -wordpress budget>=500usd',
        "парсинг телеграм бот -wordpress budget>=30000rub",
        "монтаж видео reels -свадьба budget>=5000rub lang:ru",
        '"loja virtual" shopify budget>=1500brl',
    ):
        assert share.token_of(query, KEY) is not None, query


def test_stats_and_status_tell_what_is_held(talk: Talk) -> None:
    """Counts by filter, the most first; the age of the newest project."""
    talk.run(stats.stats)
    assert visible_text(talk.text).split("\n")[-2:] == ["48 – python -logo", "48 – rust"]
    talk.run(stats.status)
    assert "60 min ago" in talk.text
    assert "2 filters" in talk.text
