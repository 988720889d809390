"""The conversation as pure functions: what changes, what is said, what a repeat does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Answer, Document, Reply
from gigwire.contracts.ids import ChatId, MessageId, NotificationId, TraceId, UserId, digest
from gigwire.domain.cards.presses import menu_data
from gigwire.domain.chat import buttons, commands, filters
from gigwire.domain.chat.locales import locale_for
from gigwire.domain.chat.quiet import parse_quiet
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Decision, Pressed, Turn
from gigwire.domain.filters import MAX_EVERYTHING, MAX_FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.people import Subscriber

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
PRESSED = Pressed("q1", MessageId(7), "https://fl.example/1")
CARD = NotificationId(digest("card"))


def a_turn(
    subscriber: Subscriber | None = None, update_id: int = 100, language: str = "en"
) -> Turn:
    """A turn of user 5."""
    return Turn(
        update_id=update_id,
        user_id=UserId(5),
        chat_id=ChatId(5),
        trace_id=TraceId("t"),
        now=NOW,
        lexicon=lexicon,
        subscriber=subscriber,
        language_code=language,
    )


def test_files_are_turned_on_and_off_by_one_command() -> None:
    """Off at first, for pace's sake; each time the person is told which it is."""
    held = person()
    on = commands.files(a_turn(held))
    assert on.subscriber is not None
    off = commands.files(a_turn(on.subscriber, update_id=101))
    assert off.subscriber is not None
    assert [one.media for one in (held, on.subscriber, off.subscriber)] == [False, True, False]
    assert on.says != off.says


def person(*typed: str) -> Subscriber:
    """User 5 with filters."""
    subscriber = commands.start(a_turn(update_id=1)).subscriber
    for number, text in enumerate(typed, 2):
        subscriber = filters.add(a_turn(subscriber, number), text).subscriber
    assert subscriber is not None
    return subscriber


def texts(decision: Decision) -> list[str]:
    """What is said, toasts included."""
    return [one.text or "" for one in decision.says if not isinstance(one, Document)]


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("en", "en"),
        ("ru", "ru"),
        ("pt-br", "pt"),
        ("es_MX", "es"),
        ("UK", "uk"),
        ("de", "en"),
        (None, "en"),
    ],
)
def test_language_comes_from_the_client(code: str | None, locale: str) -> None:
    """The five languages, else English."""
    assert locale_for(code) == locale


def test_start_of_a_new_person_is_saved_once() -> None:
    """The first /start makes the subscriber; another changes nothing."""
    first = commands.start(a_turn(language="uk")).subscriber
    assert first is not None
    assert (first.locale, first.currency, first.version, first.last_update_id) == (
        "uk",
        "UAH",
        1,
        100,
    )
    assert commands.start(a_turn(first, 101)).subscriber is None


def test_repeated_update_makes_no_records() -> None:
    """An update that the subscriber already holds is over; so is one a little older."""
    subscriber = person("python")
    assert a_turn(subscriber, subscriber.last_update_id).is_repeat
    assert a_turn(subscriber, subscriber.last_update_id - 1).is_repeat
    assert records_of(a_turn(subscriber, 1), None).due == ()


def test_update_ids_that_start_anew_are_no_repeat() -> None:
    """After a quiet week Telegram counts from somewhere else."""
    subscriber = person("python").model_copy(update={"last_update_id": 900_000_000})
    assert not a_turn(subscriber, 12).is_repeat


def test_same_update_makes_the_same_ids() -> None:
    """Whatever is produced twice is recognised by notify and by ClickHouse."""
    turn = a_turn(person(), 50)
    one, two = (records_of(turn, filters.add(turn, "python bot")) for _ in range(2))
    assert one == two
    assert one.subscriber is not None
    assert one.due[0].lane == 0


def test_settings_that_stay_make_no_record() -> None:
    """Resuming what runs, or choosing the language one has, is not a new version."""
    turn = a_turn(person(), 50)
    pressed = buttons.press(turn, PRESSED, menu_data("language", "en"))
    assert records_of(turn, pressed).subscriber is None
    assert records_of(turn, commands.resume(turn)).subscriber is None


def test_same_filter_again_is_only_named() -> None:
    """Typing it twice, in other words of the same meaning, keeps one."""
    again = filters.add(a_turn(person("python bot")), "bot  PYTHON")
    assert again.subscriber is None
    assert "already" in texts(again)[0]


def test_one_filter_too_many_is_refused() -> None:
    """The limit is said with its number."""
    full = person(*(f"word{number}" for number in range(MAX_FILTERS)))
    refused = filters.add(a_turn(full), "onemore")
    assert refused.subscriber is None
    assert str(MAX_FILTERS) in texts(refused)[0]


@pytest.mark.parametrize(
    ("typed", "mark", "part"),
    [
        ('"open', "&quot;open\n^", "never closed"),
        ("logo budget&gt;=abc", "budget&gt;=abc\n             ^", "expected at 14"),
        ("-only", None, "No word must occur"),
        ("x" * 99, "^", "too long"),
        ("日本 (python", "日本 (python\n     ^", "never closed"),
    ],
)
def test_wrong_filter_is_explained_with_a_mark_and_an_example(
    typed: str, mark: str | None, part: str
) -> None:
    """What is wrong, where, in words, and what would work."""
    decision = filters.add(a_turn(person()), typed.replace("&gt;", ">"))
    assert decision.subscriber is None
    (text,) = texts(decision)
    assert part in text
    assert "<code>" in text
    assert ("<pre>" in text) is (mark is not None)
    assert (mark or "") in text


def test_mark_stays_under_its_character_in_a_long_line() -> None:
    """A phone shows thirty columns: the line is cut around the mark, and stays one line."""
    (text,) = texts(
        filters.add(a_turn(person()), "первая\n" + "слово " * 20 + "lang:xx и ещё слова")
    )
    line, mark = text.removeprefix("<pre>").split("</pre>")[0].split("\n")
    assert len(line) <= 32
    assert line[len(mark) - 1 :].startswith("xx")


def test_everything_is_allowed_a_few_times() -> None:
    """Filters without a required word are capped apart."""
    full = person(*(f"* source:s{number}" for number in range(MAX_EVERYTHING)))
    refused = filters.add(a_turn(full), "* budget>=1000usd")
    assert refused.subscriber is None
    assert "without a required word" in texts(refused)[0]
    assert filters.add(a_turn(full), "python").subscriber is not None


def test_typed_markup_is_shown_not_obeyed() -> None:
    """A person's own text is escaped as well."""
    decision = filters.add(a_turn(person()), "<b>python</b> & co")
    assert "&lt;b&gt;" in texts(decision)[0]


def test_deleting_from_the_list_shows_the_rest() -> None:
    """The message is edited in place."""
    subscriber = person("python", "rust")
    data = menu_data("delete", subscriber.filters[0].filter_id)
    decision = buttons.press(a_turn(subscriber), PRESSED, data)
    assert decision.subscriber is not None
    assert [one.query for one in decision.subscriber.filters] == ["rust"]
    assert "rust" in texts(decision)[1]


def test_deleting_twice_says_so_kindly() -> None:
    """A second tap finds nothing and changes nothing."""
    decision = buttons.press(a_turn(person("rust")), PRESSED, menu_data("delete", "gone"))
    assert decision.subscriber is None
    assert texts(decision)[0] == "This filter is already deleted."


@pytest.mark.parametrize("data", ["", "zzz", "l:xx", "c:XXX", "s:", "\u0451" * 40, "d:a:b:c"])
def test_stale_or_forged_press_changes_nothing(data: str) -> None:
    """Any bytes may come back from a client."""
    decision = buttons.press(a_turn(person()), PRESSED, data)
    assert decision.subscriber is None
    assert decision.feedback is None
    assert isinstance(decision.says[0], Answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22-8", (1320, 480, None)),
        ("22:30 - 07:15 Europe/Kyiv", (1350, 435, "Europe/Kyiv")),
        ("24-8", (0, 480, None)),
        ("22-24 UTC", (1320, 1440, "UTC")),
        ("22 до 8", (1320, 480, None)),
        ("8-8", None),
        ("25-3", None),
        ("22-8 Mars/Base", None),
        ("night", None),
        ("22-8 ../etc", None),
    ],
)
def test_quiet_hours_are_read_or_refused(
    text: str, expected: tuple[int, int, str | None] | None
) -> None:
    """Hours wrap past midnight; a zone must exist."""
    wish = parse_quiet(text)
    found = wish and [(one.start_minute, one.end_minute, wish.zone) for one in wish.hours]
    assert found == (expected and [expected])


@pytest.mark.parametrize("handler", [commands.pause, commands.blocked])
def test_silence_keeps_the_filters(handler: Callable[[Turn], Decision]) -> None:
    """Pause and block change the status only."""
    decision = handler(a_turn(person("python")))
    assert decision.subscriber is not None
    assert decision.subscriber.status in ("paused", "blocked")
    assert len(decision.subscriber.filters) == 1


def test_blocking_a_stranger_is_nothing() -> None:
    """No subscriber is made of somebody who only blocked the bot."""
    assert commands.blocked(a_turn()) == Decision()


def test_new_filter_ends_a_pause() -> None:
    """Who asks for projects wants them."""
    paused = commands.pause(a_turn(person(), 50)).subscriber
    added = filters.add(a_turn(paused, 51), "python").subscriber
    assert added is not None
    assert added.status == "active"


@pytest.mark.parametrize(
    "typed", ["how much is it?", "i would like to find some work with " + "a " * 9]
)
def test_talk_is_not_saved_as_a_filter(typed: str) -> None:
    """Questions and sentences get a hint."""
    decision = filters.plain_text(a_turn(person()), typed)
    assert decision.subscriber is None
    assert isinstance(decision.says[0], Reply)


def test_long_filter_without_a_command_is_a_filter() -> None:
    """Signs of the language tell a filter from talk."""
    typed = "(python | rust | go) /bots?/ one two three four five six seven -php -perl source:fl"
    assert filters.plain_text(a_turn(person()), typed).subscriber is not None
