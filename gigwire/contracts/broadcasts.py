"""Messages of admins to many: the broadcast itself, and how far each user partition has come."""

from __future__ import annotations

from typing import Literal, NewType

from pydantic import AwareDatetime, Field

from gigwire.contracts.delivery import Button
from gigwire.contracts.ids import ChatId, MessageId, UserId
from gigwire.contracts.messages import Event, Frozen
from gigwire.contracts.people import Locale

BroadcastId = NewType("BroadcastId", str)
BroadcastState = Literal[
    "draft", "previewed", "awaiting_approval", "scheduled", "running", "paused", "cancelled", "done"
]


class Segment(Frozen):
    """Whom a broadcast is for: people of whom everything that is said here is true.

    Nothing said: everybody who is active. People who paused or blocked the bot, or want no news,
    are in no segment.
    """

    locales: tuple[Locale, ...] = ()
    paces: tuple[str, ...] = ()  # instant, hourly, daily ...
    active_days: int | None = Field(default=None, ge=1)  # changed a setting within so many days
    least_filters: int | None = Field(default=None, ge=0)
    most_filters: int | None = Field(default=None, ge=0)
    words: tuple[str, ...] = ()  # a filter of theirs asks for one of these
    users: tuple[UserId, ...] = ()  # none but these


class Screen(Frozen):
    """An admin's message that shows the broadcast; it is edited as the broadcast goes on."""

    user_id: UserId
    chat_id: ChatId
    message_id: MessageId
    bot: str
    locale: Locale = "en"


class Broadcast(Event):
    """One broadcast as it stands (topic `broadcasts`, compacted, key = broadcast id).

    `version` rises by one with each step of the state machine; of two records with the same version
    the first in the topic holds. `audience` is how many people it was for when it was begun.
    """

    broadcast_id: BroadcastId
    version: int = Field(ge=1)
    state: BroadcastState = "draft"
    author: UserId
    text: str  # HTML of Telegram's subset
    keyboard: tuple[tuple[Button, ...], ...] = ()  # links only
    segment: Segment = Segment()
    at: AwareDatetime | None = None
    approved_by: UserId | None = None
    changed_by: str = ""  # who made the last step
    audience: int | None = None
    screens: tuple[Screen, ...] = ()


class BroadcastProgressed(Event):
    """How far one partition has come (topic `broadcasts.progress`, key = broadcast id:partition).

    People are walked in the order of their ids: `cursor` is the last one looked at. What became
    of the messages is counted from the ledger, from offset `ledger_from` on.
    """

    broadcast_id: BroadcastId
    partition: int = Field(ge=0)
    audience: int = 0  # people of the segment when the broadcast was made
    cursor: int = 0
    emitted: int = 0
    sent: int = 0
    failed: int = 0  # refused by Telegram or the person, or too late
    unknown: int = 0
    is_walked: bool = False
    ledger_from: int = -1  # -1: not begun
