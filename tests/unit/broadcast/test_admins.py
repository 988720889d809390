"""What admins type and press, and what they are shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.broadcasts import Broadcast
from gigwire.contracts.delivery import AuditRecord, KeyboardEdit, Reply
from gigwire.contracts.ids import ChatId, MessageId, TraceId
from gigwire.domain.broadcast import admins, screens
from gigwire.domain.broadcast.board import Board
from gigwire.domain.broadcast.walk import fresh
from gigwire.domain.chat.turn import Decision, Pressed, Turn
from tests.support.broadcast_lab import AUTHOR

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
PRESSED = Pressed("q", MessageId(40))
MESSAGE = "to: locale:ru\nat: tomorrow 9:00\nbutton: Read | https://x.example/n\n---\n<b>Hi</b> all"


def a_turn(update_id: int = 100) -> Turn:
    """A turn of the admin."""
    return Turn(update_id, AUTHOR, ChatId(AUTHOR), TraceId("t"), NOW, lexicon, language_code="en")


def made(decision: Decision) -> Broadcast:
    """The version that a decision publishes, with its audit."""
    record, audit = decision.further
    assert isinstance(record.event, Broadcast)
    assert isinstance(audit.event, AuditRecord)
    assert record.key == record.event.broadcast_id.encode()
    return record.event


def a_board(broadcast: Broadcast, audience: int = 2) -> Board:
    """It, counted by every partition."""
    board = Board()
    board.learn(broadcast)
    for partition in range(24):
        told = fresh(broadcast, partition).model_copy(update={"audience": audience})
        board.count(told)
    return board


def test_message_with_header_lines_becomes_a_draft() -> None:
    """Segment, time in the admin's zone, buttons, and the text with its form."""
    broadcast = made(admins.command(a_turn(), Board(), MESSAGE, MESSAGE))
    assert broadcast.segment.locales == ("ru",)
    assert broadcast.at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert broadcast.keyboard[0][0].url == "https://x.example/n"
    assert broadcast.text == "<b>Hi</b> all"
    again = made(admins.command(a_turn(), Board(), MESSAGE, MESSAGE))
    assert again.broadcast_id == broadcast.broadcast_id


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("to: locale:de\n---\nHi", "locale:de"),
        ("at: soon\n---\nHi", "soon"),
        ("button: Read | ftp://x\n---\nHi", "ftp://x"),
        ("from: me\n---\nHi", "from: me"),
        ("to: all\n---\n", "---"),
    ],
)
def test_line_that_is_not_understood_is_named(typed: str, part: str) -> None:
    """And nothing is made of the message."""
    decision = admins.command(a_turn(), Board(), typed, typed)
    assert decision.further == ()
    assert part in str(decision.says)


def test_preview_is_the_message_itself_and_start_follows_it() -> None:
    """The pressed message shows the state and is edited from then on."""
    drafted = made(admins.command(a_turn(), Board(), "Hi", "Hi"))
    name = drafted.broadcast_id
    decision = admins.press(a_turn(101), PRESSED, a_board(drafted), f"bc:preview:{name}")
    previewed = made(decision)
    assert decision.says[-1] == admins.preview(previewed, lexicon("en"))
    assert previewed.screens[0].message_id == PRESSED.message_id
    started = admins.press(a_turn(102), PRESSED, a_board(previewed), f"bc:start:{name}")
    assert (made(started).state, made(started).audience) == ("running", 48)
    assert isinstance(started.says[1], KeyboardEdit)
    assert "running" in str(started.says[1].text)


@pytest.mark.parametrize("data", ["bc:start:zz", "bc:finish:{}", "bc:begin:{}", "bc::{}", "bc"])
def test_forged_or_stale_button_changes_nothing(data: str) -> None:
    """Also the steps that are not an admin's."""
    drafted = made(admins.command(a_turn(), Board(), "Hi", "Hi"))
    pressed = data.format(drafted.broadcast_id)
    decision = admins.press(a_turn(101), PRESSED, a_board(drafted), pressed)
    assert decision.further == ()
    assert "out of date" in str(decision.says)


def test_step_that_may_not_be_taken_says_why() -> None:
    """Above the limit the author is told that another admin has to approve."""
    drafted = made(admins.command(a_turn(), Board(), "Hi", "Hi"))
    name = drafted.broadcast_id
    large = a_board(drafted, 100)
    previewed = made(admins.press(a_turn(101), PRESSED, large, f"bc:preview:{name}"))
    large = a_board(previewed, 100)
    waiting = made(admins.press(a_turn(102), PRESSED, large, f"bc:start:{name}"))
    assert waiting.state == "awaiting_approval"
    refused = admins.press(a_turn(103), PRESSED, a_board(waiting, 100), f"bc:approve:{name}")
    assert refused.further == ()
    assert "Another admin" in str(refused.says[0])


def test_list_shows_the_newest_and_how_to_write_one() -> None:
    """`/broadcast` alone."""
    board = a_board(made(admins.command(a_turn(), Board(), "Hi", "Hi")))
    (said,) = admins.command(a_turn(101), board, "", "").says
    assert isinstance(said, Reply)
    assert said.keyboard[0][0].text.endswith("draft")


def test_bar_is_full_only_when_all_is_done() -> None:
    """And an empty broadcast is done at once."""
    assert screens.bar(0, 4).startswith("▱" * screens.CELLS)
    assert screens.bar(999, 1_000).count("▱") == 1
    assert screens.bar(4, 4) == f"{'▰' * screens.CELLS} 100 % (4/4)"
    assert "100 %" in screens.bar(0, 0)
