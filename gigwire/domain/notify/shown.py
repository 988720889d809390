"""What messages show by now, so that an edit which changes nothing costs no call.

Owns the comparison, for the messages of late; knows nothing of what was not told to it. Valid for
one owner of the partitions: whoever takes them over begins with nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.notify.calls import EditCaption, EditKeyboard, EditText

if TYPE_CHECKING:
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.notify.calls import Call

MOST: Final = 10_000  # messages remembered, some 1 KB each


class Shown:
    """Text and keyboard by message, newest kept. A text of None was never told."""

    def __init__(self) -> None:
        self._by_message: dict[tuple[int, int], tuple[str | None, Keyboard]] = {}

    def is_shown(self, call: Call) -> bool:
        """Whether the message shows what the call would make it show."""
        if not isinstance(call, EditText | EditCaption | EditKeyboard):
            return False
        known = self._by_message.get((call.chat_id, call.message_id))
        if known is None or known[1] != call.keyboard:
            return False
        return isinstance(call, EditKeyboard) or known[0] == call.text

    def learn(self, call: Call, *, is_accepted: bool) -> None:
        """The call was made; refused or in doubt, nobody knows what its message shows."""
        if not isinstance(call, EditText | EditCaption | EditKeyboard):
            return
        key = (call.chat_id, call.message_id)
        known = self._by_message.pop(key, None)
        if not is_accepted:
            return
        before = known[0] if known else None
        text = before if isinstance(call, EditKeyboard) else call.text
        self._by_message[key] = (text, call.keyboard)
        if len(self._by_message) > MOST:
            del self._by_message[next(iter(self._by_message))]

    def forget(self) -> None:
        """The partitions changed: others may have edited."""
        self._by_message.clear()
