"""What those who run the bot decide: about one person, and what everybody is told meanwhile."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.ids import MAIN_BOT, ChatId, UserId
from gigwire.contracts.messages import Event, Frozen

MOST_NOTE: Final = 500
NOTE_KEY: Final = b"note"  # one note at a time

OrderKind = Literal["ban", "unban", "limits", "forget"]


class Ceilings(Frozen):
    """What one person may have at most, beside what everybody may; None: no word on it."""

    filters: int | None = Field(default=None, ge=0, le=1_000)
    cards: int | None = Field(default=None, ge=0, le=1_000)  # instant ones, a local day


class Ban(Frozen):
    """Nothing is sent to the person, whose settings stay. `was`: their status before."""

    by: str
    at: AwareDatetime
    was: Literal["active", "paused", "blocked"] = "active"
    is_told: bool = False  # they had their one line


class Asker(Frozen):
    """The admin who gave an order in a chat, and is told what came of it there."""

    user_id: UserId
    chat_id: ChatId
    bot: str = MAIN_BOT
    locale: str = "en"


class Order(Frozen):
    """About the person of the record. `by` as the audit has it."""

    kind: OrderKind
    by: str
    ceilings: Ceilings = Ceilings()
    tell: Asker | None = None


class NotePublished(Event):
    """What everybody is told while something is wrong (topic `ops.notes`); empty: nothing is."""

    text: str = Field(default="", max_length=MOST_NOTE)
    by: str
