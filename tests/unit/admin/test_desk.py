"""What those with a role type and press, and what they are shown."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Answer, AuditRecord, KeyboardEdit
from gigwire.contracts.ids import MessageId
from gigwire.contracts.orders import Ceilings, NotePublished
from gigwire.contracts.people import Locale, TelegramUpdate
from gigwire.domain.admin import desk
from gigwire.domain.admin.figures import Board, Figures, Latency, People, Stored, Waiting
from gigwire.domain.admin.note import under_banner
from gigwire.domain.admin.roles import RIGHTS, Staff
from gigwire.domain.admin.screens import BROADCASTS, HELP, REFRESH, overview
from gigwire.domain.admin.wishes import WrongWish, ceilings_of, wish_of
from gigwire.domain.broadcast.board import Board as Broadcasts
from gigwire.domain.chat import settings, stats
from gigwire.domain.chat.turn import Decision, Pressed, Turn
from tests.support.gigs import NOON
from tests.support.talk import Talk, texts
from tests.support.telegram_html import visible_text

PRESSED = Pressed("q", MessageId(7))
STORED = Stored(
    at=NOON - timedelta(minutes=20),
    people=People(active=120, paused=3, blocked=4, banned=1, new=5),
    boards=(
        Board("fl", NOON, 60, 2, 31),
        Board("<kwork>", NOON, 60, 0, 80),
        Board("silent", NOON, 0, 0, 0),
    ),
    outcomes={"SENT": 950, "REJECTED (blocked)": 2},
    letters=1,
    latency=Latency(0.312, 4.5),
)
FIGURES = Figures(NOON, (Waiting("match", 0, None), Waiting("notify", 812, 75.2)), STORED)


def staff(role: str = "admin") -> Staff:
    """The person of `Talk` in this role."""
    return Staff()._replace(**{f"{role}s": (5,)})


def ask(text: str, role: str = "admin", turn: Turn | None = None) -> Decision:
    """`/admin TEXT`."""
    return desk.command(turn or Talk().turn(), desk.Desk(staff(role), FIGURES, Broadcasts()), text)


def press(data: str, role: str = "admin") -> Decision:
    """A button of the screen."""
    at_hand = desk.Desk(staff(role), FIGURES, Broadcasts())
    return desk.press(Talk().turn(), PRESSED, at_hand, data)


def test_overview_tells_all_that_was_read() -> None:
    """People, boards, outcomes, queues; what should worry somebody is marked."""
    (said,) = texts(ask(""))
    text = visible_text(said)
    for part in ("120", "5 new", "fl · 12:00:00 · 60 polls, 2 failed", "SENT 950", "notify: 812"):
        assert part in text
    for part in ("⚠️ silent", "REJECTED (blocked) 2", "within 0.31 s, 99 % within 4.50 s"):
        assert part in text
    assert text.count("⚠️") == 3
    assert "<kwork>" in text


@pytest.mark.parametrize("locale", get_args(Locale))
def test_overview_without_analytics_says_so_and_keeps_the_queues(locale: Locale) -> None:
    """With what was known last, or without; in every language, as valid HTML."""
    words = lexicon(locale)
    for stored in (None, STORED):
        gone = Figures(NOON, FIGURES.waiting, stored, is_away=True)
        text, _ = overview(gone, None, words, NOON, may_broadcast=True)
        assert "notify: 812" in visible_text(text)
        away = words("admin-away-since", time="11:40:00") if stored else words("admin-away")
        assert away in text
    assert words("admin-reading") in overview(None, None, words, NOON, may_broadcast=False)[0]


def test_overview_without_kafkas_word_does_not_read_as_if_nothing_waited() -> None:
    """Said so; all else is there."""
    blind = Figures(NOON, None, STORED)
    text, _ = overview(blind, None, lexicon("en"), NOON, may_broadcast=False)
    assert lexicon("en")("admin-waiting-unknown") in text
    assert "120" in text


def test_refresh_edits_the_message_and_buttons_lead_on() -> None:
    """One message edited in place; broadcasts only for those who may."""
    toast, edited = press(REFRESH).says
    assert isinstance(edited, KeyboardEdit)
    assert edited.message_id == 7
    assert [one.data for row in edited.keyboard for one in row] == [REFRESH, BROADCASTS, HELP]
    (_, shown) = press(REFRESH, "moderator").says
    assert isinstance(shown, KeyboardEdit)
    assert BROADCASTS not in str(shown.keyboard)
    assert len(press(BROADCASTS).says) == len(press(HELP).says) == 2
    assert len(press(BROADCASTS, "moderator").says) == 1
    assert isinstance(toast, Answer)
    assert toast.text == ""


@pytest.mark.parametrize("role", RIGHTS)
@pytest.mark.parametrize(
    ("text", "right"),
    [("ban 9", "ban"), ("unban 9", "ban"), ("limits 9 filters:3", "limits"), ("note x", "note")],
)
def test_each_role_may_what_the_table_says(role: str, text: str, right: str) -> None:
    """Nothing leaves the desk without the right to it; with it, the audit names who."""
    decision = ask(text, role)
    is_let = right in RIGHTS[role]  # type: ignore[index]  # names of the table
    assert bool(decision.further) is is_let
    if is_let:
        audited = decision.further[-1].event
        assert isinstance(audited, AuditRecord)
        assert audited.actor == "telegram:5"
    else:
        assert texts(decision) == [lexicon("en")("admin-not-yours")]


def test_order_goes_to_the_partition_of_its_person() -> None:
    """Under their key, with who is to be told; the same update makes the same records."""
    talk = Talk()
    first, again = (ask("limits 9 filters:3 cards:0", turn=talk.copy().turn()) for _ in range(2))
    given = first.further[0]
    assert (given.topic, given.key) == ("telegram.updates", b"9")
    assert isinstance(given.event, TelegramUpdate)
    order = given.event.order
    assert order is not None
    assert (order.kind, order.ceilings) == ("limits", Ceilings(filters=3, cards=0))
    assert order.tell is not None
    assert order.tell.user_id == 5
    assert [one.event.event_id for one in first.further] == [
        one.event.event_id for one in again.further
    ]


def test_somebody_with_a_role_is_not_banned() -> None:
    """Also not oneself, by a slip."""
    assert ask("ban 5").further == ()


@pytest.mark.parametrize(
    "text",
    ["ban", "ban me", "ban 5 6", "limits 5", "limits 5 filters:x", "limits 5 cards:-1", "note",
     "note " + "x" * 501, "erase 5", "limits 5 filters:9999"],
)  # fmt: skip
def test_wish_that_is_not_understood_does_nothing_and_shows_how(text: str) -> None:
    """The part is named, the help follows."""
    with pytest.raises(WrongWish):
        wish_of(text)
    decision = ask(text)
    assert decision.further == ()
    assert "/admin ban 123" in texts(decision)[0]
    assert ceilings_of("OFF") == Ceilings()


def test_note_stands_above_screens_until_it_is_cleared() -> None:
    """As text, whatever the admin wrote; in the language of each reader around it."""
    talk = Talk(language="ru")
    turn = talk.turn()
    note, audited = (one.event for one in ask("note <b>FL.ru</b>  is   slow").further)
    assert isinstance(note, NotePublished)
    assert isinstance(audited, AuditRecord)
    turn.around.noted.learn(note)
    for screen in (stats.status, settings.show):
        (said,) = texts(under_banner(turn, screen(turn)))
        first = visible_text(said).splitlines()[0]
        assert first.endswith("<b>FL.ru</b> is slow")
        assert first.startswith("⚠️ Мы знаем")
    (off, _) = (one.event for one in ask("note off").further)
    assert isinstance(off, NotePublished)
    turn.around.noted.learn(off)
    assert under_banner(turn, stats.status(turn)) == stats.status(turn)
