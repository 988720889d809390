"""An edit that changes nothing is no call."""

from __future__ import annotations

from gigwire.contracts.delivery import Button
from gigwire.contracts.ids import ChatId, MessageId
from gigwire.domain.notify.calls import EditKeyboard, EditText, SendText
from gigwire.domain.notify.shown import MOST, Shown

SAVED = ((Button(text="Saved", data="s"),),)


def an_edit(text: str = "closed", message: int = 7) -> EditText:
    """An edit of a message of chat 5."""
    return EditText(ChatId(5), MessageId(message), text, SAVED)


def test_edit_with_the_same_content_is_known_until_another_was_made() -> None:
    """Text and keyboard both count, message by message."""
    shown = Shown()
    assert not shown.is_shown(an_edit())
    shown.learn(an_edit(), is_accepted=True)
    assert shown.is_shown(an_edit())
    assert shown.is_shown(EditKeyboard(ChatId(5), MessageId(7), SAVED))
    assert not shown.is_shown(an_edit("open"))
    assert not shown.is_shown(an_edit(message=8))
    shown.learn(EditKeyboard(ChatId(5), MessageId(7), ()), is_accepted=True)
    assert not shown.is_shown(an_edit())


def test_edit_in_doubt_is_made_again() -> None:
    """Refused, lost, or made by another owner: nobody knows what the message shows."""
    shown = Shown()
    shown.learn(an_edit(), is_accepted=True)
    shown.learn(an_edit("other"), is_accepted=False)
    assert not shown.is_shown(an_edit())
    shown.learn(an_edit(), is_accepted=True)
    shown.forget()
    assert not shown.is_shown(an_edit())


def test_message_is_never_taken_for_an_edit_and_memory_is_bounded() -> None:
    """Two equal messages are two; the oldest edits are forgotten."""
    shown, message = Shown(), SendText(ChatId(5), "closed", SAVED)
    shown.learn(message, is_accepted=True)
    assert not shown.is_shown(message)
    for number in range(MOST + 1):
        shown.learn(an_edit(message=number), is_accepted=True)
    assert not shown.is_shown(an_edit(message=0))
    assert shown.is_shown(an_edit(message=MOST))
