"""The incident note: what everybody is told while something is wrong. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Reply
from gigwire.domain.cards.html import shown, visible_length

if TYPE_CHECKING:
    from gigwire.contracts.orders import NotePublished
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Decision, Turn

MOST_SHOWN: Final = 500
MOST_VISIBLE: Final = 4_096


class Noted:
    """The note that stands, as one process knows it: a fold of `ops.notes`."""

    def __init__(self) -> None:
        self.note: NotePublished | None = None

    def learn(self, note: NotePublished) -> None:
        """Take a record in; the last one holds, an empty one ends it."""
        self.note = note if note.text.strip() else None


def banner(note: NotePublished | None, words: Words) -> str:
    """A line above what is said; empty where nothing is wrong."""
    return words("note-banner", text=shown(note.text, MOST_SHOWN)) if note else ""


def under_banner(turn: Turn, decision: Decision) -> Decision:
    """The decision with the note above its first message, where there is a note and room."""
    line = banner(turn.around.noted.note, turn.words)
    if not line or not decision.says:
        return decision
    first, *others = decision.says
    if not isinstance(first, Reply):
        return decision
    text = f"{line}\n\n{first.text}"
    if visible_length(text) > MOST_VISIBLE:
        return decision
    return replace(decision, says=(first.model_copy(update={"text": text}), *others))
